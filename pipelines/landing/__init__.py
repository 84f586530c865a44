"""Each delivery once: the inbox, the archive of originals, and layer 1 with its ledger of deliveries."""
