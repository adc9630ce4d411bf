"""Measures the product against what it replaces, and breaks it on purpose; nothing imports it."""
