"""What keeps a home in order: backups, a look at its health, and how long things are kept."""
