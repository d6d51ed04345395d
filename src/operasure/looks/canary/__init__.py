"""An invented person planted in a copy of the database: is every place reported?"""
