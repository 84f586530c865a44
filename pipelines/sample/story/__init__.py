"""Puts the sources together into one district."""
