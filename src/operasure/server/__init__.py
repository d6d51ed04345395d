"""Temporary servers: started in their own folder, removed with all their files."""
