"""The command line. stdout is for data; progress, summaries and errors go to stderr.

A module for each group of commands; importing it adds them to `main`.
"""

from ghatana.cli import about, extract, look, publish, report, timeline
from ghatana.cli.group import main

__all__ = ["about", "extract", "look", "main", "publish", "report", "timeline"]
