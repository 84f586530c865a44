"""Which files the offices send, and what goes wrong in them."""
