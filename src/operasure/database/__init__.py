"""OpenProject's database: read-only connections, and what is known of the schema."""
