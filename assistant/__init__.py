"""The read side: question → evidence → cited answer; HTTP and web chat."""
