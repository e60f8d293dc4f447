"""Passages to tags: goals, targets, Green Deal codes, commitment, and the figures that they state. Knows no documents and no index."""
