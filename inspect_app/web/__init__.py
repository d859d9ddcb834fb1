"""The use cases in a browser."""
