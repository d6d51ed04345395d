"""The languages that documents can be written in."""

LANGUAGES = ("en", "de", "fr")
"""By their codes (ISO 639-1); the first is complete, and the default."""
