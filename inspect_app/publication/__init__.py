"""What a report says: chapters, the figures linked in them, checks on both, and its frozen editions."""
