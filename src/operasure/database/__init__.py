"""OpenProject's database: connections that only read, and what is known of the schema."""
