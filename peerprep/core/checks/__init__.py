"""The rules of the checker: one small function a rule, item or bank → findings."""
