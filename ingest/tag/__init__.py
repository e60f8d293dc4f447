"""Tags of passages: which goals they serve, what they commit to, and which figures they state."""
