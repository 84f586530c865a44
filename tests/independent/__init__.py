"""An independent reading of SPEC: another district, an oracle of its own, and the comparison."""
