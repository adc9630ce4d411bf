"""Corpora → tokenizer → vectors → network → evaluation → the artefact `classifier/` loads."""
