"""The whole installation at once, without knowing whom to look for."""
