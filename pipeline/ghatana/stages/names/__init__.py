"""The names stage: find the mentions, divide stem and suffix, link them or romanise them."""

from __future__ import annotations

from ghatana.stages.names.stage import NamesStage

__all__ = ["NamesStage"]
