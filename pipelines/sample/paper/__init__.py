"""How a frame becomes an office's file: wording of cells and headers, and the four formats."""
