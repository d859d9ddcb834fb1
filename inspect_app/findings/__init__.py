"""Counted answers become tables and ratings here."""
