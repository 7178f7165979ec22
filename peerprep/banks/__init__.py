"""YAML to Bank: reading what instructors write."""
