"""Rules on the rows of one table, as data, and Great Expectations, which judges them."""
