"""The page 漏重."""
