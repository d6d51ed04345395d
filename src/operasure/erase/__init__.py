"""Removes leftovers: the plan, the edits of stored values, erase and undo."""
