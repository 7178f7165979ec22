"""What the program costs in time and memory, measured as whole processes against a floor."""
