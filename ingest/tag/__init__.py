"""Passages to tags: goals, targets, Green Deal codes, commitment and what else a passage does. Knows no documents and no index."""
