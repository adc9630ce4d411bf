"""Accepted means stored, stored means answered once."""
