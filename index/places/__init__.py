"""Places of the four countries and beyond, recognised in five languages and their inflected forms."""
