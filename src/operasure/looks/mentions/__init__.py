"""Finds the texts in the database that name the person."""
