"""Milvus as the engine of words and vectors: what a shared index keeps there. Imported only when one is opened."""
