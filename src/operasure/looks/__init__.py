"""The looks: each command that searches one place and says what it found."""
