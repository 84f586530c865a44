"""The first page, 总览."""
