"""The evidence document and what renders it."""
