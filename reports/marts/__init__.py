"""What the pages read: the published tables with the columns relied on, and queries on them."""
