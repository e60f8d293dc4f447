"""What a question asks: language, places, period, goals, intent; and follow-ups made whole."""
