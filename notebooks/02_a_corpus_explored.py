# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # A corpus explored
#
# What was promised when, what moved, who signs with whom and who says so, in the news texts of the repository. Many
# of them are partly invented (see `corpus/README.md`): this shows what can be asked, not what is true. The plots need
# `pip install 'ghatana[plots]'`; nothing is downloaded.

# %%
import json
from pathlib import Path

import ghatana
from ghatana import plots, timeline

root = next(p for p in (Path.cwd(), *Path.cwd().parents) if (p / "corpus" / "gold").is_dir())
records = []
for name in ("happenings", "dev_events"):
    for line in (root / "corpus" / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        records.append({k: gold[k] for k in ("text", "published", "publisher")} | {"id": gold["doc_id"]})
tables = ghatana.extract(records)
print(len(records), "documents,", len(tables["events"]), "claims")

# %% [markdown]
# Many articles tell of the same launch. `ghatana.timeline` puts their claims together:

# %%
across = timeline.build(tables)
print(
    len(across["timeline"]),
    "happenings; of some the promised date moved:",
    across["slips"]["happening_id"].nunique(),
)

# %% [markdown]
# ## What was promised, and when
#
# A bar reaches from the earliest to the latest day that a happening may have: a year is a year wide, and "by 2045"
# fades out to the left. A grey stroke is the day on which it was first printed; what stands to the right of its stroke
# was still to come. First the phases of stations:

# %%
plots.timeline(across, types=["station_phase"], limit=30)

# %% [markdown]
# Launches since 2021:

# %%
plots.timeline(across, types=["launch"], since="2021-01-01", limit=40)

# %% [markdown]
# With the tables of `extract` instead, each claim is a bar. What the papers said of one mission:

# %%
launches = tables["launches"]
luna = launches[launches["payloads"].map(lambda names: "Luna 25" in names)]
plots.timeline({"launches": luna}, types=["launch"])

# %% [markdown]
# ## What moved
#
# A line is level while a promise holds and steep where it moves. The dashed line is the day of printing: a promise
# that reaches it has fallen due. Arrow heads mark open ends ("by 2045").

# %%
plots.slips(across)

# %%
moved = across["slips"].dropna(subset="previous_edtf")
moved[
    ["name", "announced_on", "announced_by", "previous_edtf", "date_edtf", "days_moved_min", "days_moved_max"]
].head(12)

# %% [markdown]
# ## Who signs with whom
#
# A line joins two parties of an agreement. What was denied, cancelled or failed joins nobody.

# %%
plots.network(tables, limit=30)

# %% [markdown]
# ## Who says so
#
# Claims by the source that they are attributed to, and the month in which they were printed.

# %%
plots.sources(tables, limit=15)

# %% [markdown]
# The most cautious and the boldest: how the claims of a source are worded.

# %%
claims = tables["events"].explode("sources").dropna(subset="sources")
by_source = claims.groupby(["sources", "status"]).size().unstack(fill_value=0)
by_source.loc[by_source.sum(axis=1).nlargest(8).index]
