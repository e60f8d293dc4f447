"""The library: the register of what is indexed, a document's record, contents, tags and quality, and how documents come, change and go."""
