"""The sample installation that `operasure demo` shows. All persons are invented."""
