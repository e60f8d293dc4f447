"""Files to documents: a file per format, each a function from a path to what was read."""
