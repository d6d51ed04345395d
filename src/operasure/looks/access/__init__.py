"""What is held about a person, to be handed to them: their rows, and what they wrote."""
