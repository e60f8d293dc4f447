"""Whether a sentence says no more than its sources do: one file a kind of evidence, and `check` that asks them all."""
