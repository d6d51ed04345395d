"""`python -m operasure`."""

from operasure.cli import main

main()
