"""A classification as a picture, and the picture in words."""

from classifier.heat_map.alt_text import alt_text
from classifier.heat_map.card import render_heat_map

__all__ = ["alt_text", "render_heat_map"]
