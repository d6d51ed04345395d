"""What every other room stands on: the words of a run, the checks as written, errors, files."""
