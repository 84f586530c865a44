"""The rules in force on a date: settings and assessment schemes, as files an officer reads and changes."""
