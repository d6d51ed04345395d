"""Which checks run on a schema, their controls, and the outcomes of a run."""
