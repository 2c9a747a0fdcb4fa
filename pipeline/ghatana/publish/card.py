"""The dataset card: `README.md` in the form of the Hugging Face hub."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ghatana.errors import EngineUnavailable
from ghatana.publish import quality
from ghatana.publish.facts import CERTAIN, Facts
from ghatana.publish.options import UNSTATED

TEMPLATE = Path(__file__).with_name("card.md")
FIRST = "events"  # the configuration that is loaded where none is named
# https://huggingface.co/docs/hub/datasets-cards; a class is the number of rows below which it ends.
SIZES = (
    (1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"),
    (10_000_000, "1M<n<10M"), (100_000_000, "10M<n<100M"), (1_000_000_000, "100M<n<1B"),
)  # fmt: skip
TAGS = (
    "event-extraction",
    "information-extraction",
    "news",
    "space",
    "temporal-expressions",
    "edtf",
)


def card(facts: Facts) -> str:
    """The text of the card.

    Raises:
        EngineUnavailable: if huggingface_hub or Jinja2 is not installed.

    """
    try:
        from huggingface_hub import DatasetCard
    except ModuleNotFoundError as error:
        raise EngineUnavailable(
            "huggingface_hub, which writes the dataset card, is not installed. Install it: "
            "pip install 'ghatana[publish]'"
        ) from error
    made = DatasetCard.from_template(
        metadata(facts), template_path=str(TEMPLATE), facts=facts, options=facts.options, quality=quality.table(),
        certain=CERTAIN, by_name={t.table.name: t for t in facts.tables}, unstated=UNSTATED,
    )  # fmt: skip
    return str(made.content).rstrip("\n") + "\n"


def metadata(facts: Facts) -> Any:
    """The YAML part: `huggingface_hub.DatasetCardData`."""
    from huggingface_hub import DatasetCardData

    options = facts.options
    licence: dict[str, Any] = {"license": options.licence.lower() if options.spdx else options.licence}
    if options.spdx is None and options.licence != UNSTATED:
        licence = {"license": "other", "license_name": "other", "license_link": options.licence}
    return DatasetCardData(
        language=list(facts.languages),
        annotations_creators=["machine-generated"],
        language_creators=["found"],
        multilinguality=["monolingual" if len(facts.languages) == 1 else "multilingual"],
        pretty_name=options.title,
        size_categories=[size(facts.numbers["events"])],
        source_datasets=["original"],
        task_categories=["token-classification", "text-classification"],
        task_ids=["named-entity-recognition"],
        tags=[*TAGS, *(name.lower() for name in facts.language_names)],
        configs=configs(facts),
        **licence,
    )


def configs(facts: Facts) -> list[dict[str, Any]]:
    """A configuration for each table, a split for each year, so that `load_dataset(DIR, "launches")` works.

    `datasets` refuses a split without rows, so a table without any has none.
    """
    first = FIRST if facts.numbers["events"] else "documents"
    return [
        {
            "config_name": t.table.name,
            **({"default": True} if t.table.name == first else {}),
            "data_files": [
                {"split": split, "path": f"{t.table.name}/{split}-*.parquet"} for split in t.files
            ],
        }
        for t in facts.tables
        if t.count
    ]


def size(rows: int) -> str:
    """The hub's class of size for a number of rows.

    >>> size(0), size(85), size(1_000), size(2_000_000_000)
    ('n<1K', 'n<1K', '1K<n<10K', 'n>1T')
    """
    return next((name for limit, name in SIZES if rows < limit), "n>1T")
