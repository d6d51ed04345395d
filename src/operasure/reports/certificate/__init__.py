"""The certificate of an erasure: what was found, signed, for the file and for the person."""

LANGUAGES = ("en", "de", "fr")
"""The languages that a certificate can be written in."""
