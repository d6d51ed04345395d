"""Searches the files in storage: which exist, whose they are, and whether they name the person."""
