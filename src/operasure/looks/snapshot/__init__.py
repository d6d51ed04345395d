"""The snapshot of a person before the deletion, and the follow-up of each row afterwards."""
