"""Log files: what of them names the person, of which kind, and until when it stays."""
