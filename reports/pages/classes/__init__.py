"""The page 分类."""
