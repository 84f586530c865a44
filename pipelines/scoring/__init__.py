"""How firm a rank is: scores and ranks when weights, populations and probable duplicates are varied."""
