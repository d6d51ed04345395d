"""One request as a folder: what is known of it, and what is to be done next."""
