"""Where text names a person: names and what they look like, exact matching, the loose filter."""
