"""Dagster's view of the night: assets, job and schedule around the functions and SQL of the other rooms."""
