"""What every other package uses: the data of a run, the checks as written, errors, files."""
