"""The targets and the money that a passage states, out of sentences and table rows, in five languages."""
