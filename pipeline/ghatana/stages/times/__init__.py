"""Times: find, partial value, resolve. See `ghatana.stages.times.tagger` for how the three steps meet."""

from ghatana.stages.times.stage import DatelineStage, TimeStage, tag

__all__ = ["DatelineStage", "TimeStage", "tag"]
