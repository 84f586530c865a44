"""Probable duplicates: persons of the ledgers who are probably one person under two citizen IDs."""
