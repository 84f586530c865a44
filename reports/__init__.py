"""The offline dashboards, drawn from the published snapshot and from nothing else."""
