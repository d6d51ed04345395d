"""Checks a whole installation for leftovers of all deleted users, without an id."""
