"""Trying to lose an answer: the real program in a pseudo-terminal, killed, starved and rushed."""
