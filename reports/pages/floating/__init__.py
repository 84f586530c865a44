"""The page 流动."""
