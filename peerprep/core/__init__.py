"""What an exam is. Pure: no file, screen, database, clock or dice."""
