"""The searches: one package for each place that a command searches."""
