"""Feeding the program what nobody would: mutated files, odd arguments, random keystrokes."""
