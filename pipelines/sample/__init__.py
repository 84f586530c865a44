"""The sample district: an inbox of invented files that tells the report's story exactly."""
