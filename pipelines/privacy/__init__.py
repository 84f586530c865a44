"""Keys, pseudonyms, and the reduction of identified rows to what analysts may see."""
