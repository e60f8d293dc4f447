"""The judge: imports everything below, is imported by nothing."""
