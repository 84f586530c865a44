"""Layer 2: the SQL models, their order and lineage, and the connection they run on."""
