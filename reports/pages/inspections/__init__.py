"""The page 督查."""
