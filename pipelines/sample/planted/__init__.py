"""The mistakes that are planted in the sample district's files."""
