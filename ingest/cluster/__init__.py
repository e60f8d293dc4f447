"""Reading, tagging and encoding on the nodes of a Ray cluster."""
