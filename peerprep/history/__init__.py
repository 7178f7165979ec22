"""What the candidate's own records hold: one SQLite file of theirs."""
