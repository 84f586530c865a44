"""The commands and their options; each hands over to a module of `pipelines.cli`."""
