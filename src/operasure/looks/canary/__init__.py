"""Plants an invented person in a copy of the database and checks that every place is reported."""
