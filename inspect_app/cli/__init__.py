"""The same use cases without a browser."""
