"""What is known of a person before the deletion, and what became of each row afterwards."""
