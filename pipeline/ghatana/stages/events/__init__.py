"""Events by rules: triggers, status, roles, dates and sources from readable tables."""

from ghatana.stages.events.stage import EventStage

__all__ = ["EventStage"]
