"""A run as one page to read: no other file, no other host."""
