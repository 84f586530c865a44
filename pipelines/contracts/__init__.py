"""What arrives: the file contracts, their sheets, columns and code lists, as data."""
