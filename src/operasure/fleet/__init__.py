"""Many instances of OpenProject: one process beside each database, one summary of their answers."""
