"""The page 街道, which explains every score."""
