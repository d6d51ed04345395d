"""Searches OpenProject's cache for a person: lists, reads, decodes, searches and evicts entries."""
