"""Which checks run on a schema, their controls, and what one run of them found."""
