"""`python -m ghatana`."""

from ghatana.cli import main

main(prog_name="ghatana")
