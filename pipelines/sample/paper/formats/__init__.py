"""The four file formats that offices send."""
