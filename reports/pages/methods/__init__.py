"""The page 方法."""
