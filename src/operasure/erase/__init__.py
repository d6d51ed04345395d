"""Removing what was found: what is to change, how it is cut out, and what it looks like then."""
