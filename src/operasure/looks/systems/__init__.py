"""Other systems with data of the person, as configured in this installation."""
