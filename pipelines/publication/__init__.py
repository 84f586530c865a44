"""Layer 3: whole snapshots of the marts, swapped in by a link."""
