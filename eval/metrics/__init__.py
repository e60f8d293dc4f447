"""Figures of answers, each a value with its definition and its source: per question first, means and intervals second."""
