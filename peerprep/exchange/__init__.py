"""Other programs' formats, as text: one file a format."""
