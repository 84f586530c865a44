"""An independent reading of the specification: another district, an oracle of its own, and the comparison."""
