"""The catalogue of bad input: made files with what must become of each, landed together in one night."""
