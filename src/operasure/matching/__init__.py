"""A person in a text: names, letters, decodings and variants. Knows no database."""
