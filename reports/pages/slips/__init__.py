"""The page 通报."""
