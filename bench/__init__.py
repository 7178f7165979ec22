"""Measuring: whole processes and real terminals, floor and program in turn, ratios of medians."""
