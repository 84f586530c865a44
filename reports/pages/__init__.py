"""The pages, each in its own file or room, in the words of `reports.navigation`."""
