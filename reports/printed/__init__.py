"""The printable report of a half-year."""
