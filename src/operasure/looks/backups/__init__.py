"""Backups of the database: recognised, restored into a throwaway server, searched like any other.

Nothing in a dump is trusted. What a dump says is SQL, and it is taken apart here and sent to the
server statement by statement: psql never sees it, so its commands (`\\!`, `\\copy … program`) can't
run, and the role that runs the statements may do nothing outside of its own database.
"""
