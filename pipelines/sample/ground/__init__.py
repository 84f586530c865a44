"""What every part of the sample district stands on: its size, calendar, draws, names and identities."""
