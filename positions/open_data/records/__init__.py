"""Record definitions of `positions`, one file per record (`letters.records` has those of letters)."""
