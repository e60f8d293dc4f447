"""The comparative brief: what the documents of several places say on one topic, row by row, each statement with its page."""
