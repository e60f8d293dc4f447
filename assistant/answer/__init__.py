"""From a question to a cited answer, one file a step."""
