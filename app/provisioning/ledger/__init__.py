"""The ledger of runs: written before each step, so that a crash can be undone."""
