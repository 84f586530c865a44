"""The page 社区."""
