"""Texts to vectors: our own static encoder, and any sentence-transformers model by name or folder."""
