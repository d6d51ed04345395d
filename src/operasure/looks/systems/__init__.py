"""Other systems that may hold the person, as far as this installation is configured to use them."""
