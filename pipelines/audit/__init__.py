"""What was done with a home and by whom, as a chain of hashes, and the hashes of the files it rests on."""
