"""Validation of every table of a run before anything is published."""

from ghatana.publish.check.problems import Problem, report
from ghatana.publish.check.run import validate

__all__ = ["Problem", "report", "validate"]
