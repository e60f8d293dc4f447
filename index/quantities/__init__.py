"""Numbers with their units, and months, as five languages write them."""
