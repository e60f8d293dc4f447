"""The write side: files → documents → passages → index."""
