"""operasure: after a user of OpenProject is deleted, show what is left of the person."""

__version__ = "0.1.0"
