"""What is found in a passage beside its words: what it serves, what it promises, what it costs."""
