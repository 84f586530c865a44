"""The nightly pipeline and reporting warehouse, in the order the data flow."""
