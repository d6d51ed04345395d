"""The answer to a request for access, as files for the person."""
