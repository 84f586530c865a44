"""What every process of the program finds in its environment: libraries heed it when they are loaded."""

ENVIRONMENT = {
    "DAGSTER_DISABLE_TELEMETRY": "1",
    # DuckDB writes whole blocks, and what it does not fill of one holds what the memory held before: so IDs
    # of layer 1 came into layer 2's file. Told so, its allocator gives out blank memory alone.
    "DUCKDB_JE_MALLOC_CONF": "zero:true",
}
