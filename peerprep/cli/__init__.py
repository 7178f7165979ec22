"""The commands. Everything may be imported here; nobody imports this but `__main__`."""
