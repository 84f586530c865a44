"""Makes the small district of `assessed.py` importable for indicators and checks alike."""
