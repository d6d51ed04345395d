"""What OpenProject's cache still remembers of a person: list, read, decode, search, evict."""
