"""Whether pages that were written still say what their snapshot says."""
