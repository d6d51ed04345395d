"""What a snapshot holds, for the person."""
