"""A run: all questions of a set asked, each answer measured, and the folder that this leaves."""
