"""What every page is made of: labels, tables, figures, sections."""
