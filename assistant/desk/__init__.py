"""The desk: what officials and editors work with beside the chat. Views over tags, and their corrections."""
