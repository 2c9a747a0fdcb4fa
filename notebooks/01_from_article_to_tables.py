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
# # From an article to tables
#
# One article of the corpus, layer by layer, and then the tables that come out. Run it from the repository's root
# or from this folder; nothing is downloaded.

# %%
from pathlib import Path

import ghatana

root = next(p for p in (Path.cwd(), *Path.cwd().parents) if (p / "corpus" / "articles").is_dir())
articles = sorted((root / "corpus" / "articles").glob("*.txt"))
text = (root / "corpus" / "articles" / "ilrs-roadmap.txt").read_text(encoding="utf-8")
print(text)

# %% [markdown]
# ## The layers
#
# `annotate` runs every stage on one text. Annotations are spans of code points over the untouched text, so a glued
# case suffix belongs to the mention and `stem_end` says where the name itself ends. The date of this article stands
# in its dateline.

# %%
doc = ghatana.annotate(text)
print(doc.published, "from its", doc.published_basis, "- about space:", doc.relevant)

# %% [markdown]
# **Names**, each with its label and what it is called in English. Suffixes are paler than the names they are glued to.

# %%
ghatana.show(doc, "entities")

# %%
for entity in doc.entities[:6]:
    stem = text[entity.start : entity.stem_end]
    suffix = text[entity.stem_end : entity.end] or "-"
    print(f"{stem} + {suffix}: {entity.label}, {entity.case}, {entity.canonical}")

# %% [markdown]
# **Times**, with the day, month, year or interval that they mean on the day the article was printed, as EDTF.

# %%
ghatana.show(doc, "timexes")

# %%
for timex in doc.timexes[:6]:
    print(f"{timex.of(text)}: {timex.value}, {timex.basis}, {timex.earliest} to {timex.latest}")

# %% [markdown]
# **Events**: the words that announce them are marked in the text. Under it each event is drawn in its sentence: arcs
# lead from the trigger to what takes part, dashed ones to words of another sentence, and below stands what the words
# mean. Who reads no Telugu can check a row here.

# %%
ghatana.show(doc, "events")

# %% [markdown]
# A document that is the value of a cell shows all of it at once. In a terminal, `print(ghatana.show(doc))` does.

# %%
ghatana.annotate("చైనా మే 3న చాంగ్ఇ-6 వ్యోమనౌకను లాంగ్ మార్చ్-5 రాకెట్ ద్వారా ప్రయోగించింది.", published="2024-06-13")

# %% [markdown]
# ## The tables
#
# The same for all articles at once: a dict of DataFrames, which shows how much there is and the first rows of the
# tables made for reading.

# %%
tables = ghatana.extract([p.read_text(encoding="utf-8") for p in articles], published="2024-06-13")
tables

# %% [markdown]
# A role column holds the English name, or the words of the text where none is known. What the text does not say is
# null; a date may be a year, a month, or an interval with an open end.

# %%
tables["station_phases"][
    ["program", "phase", "milestones", "status", "date_edtf", "date_earliest", "date_latest"]
].head(10)

# %% [markdown]
# Every cell can be traced: an argument's offsets read back its words in the article.

# %%
documents = tables["documents"].set_index("doc_id")["text"]
for row in tables["arguments"].itertuples():
    assert documents[row.doc_id][row.start : row.end] == row.text
print(len(tables["arguments"]), "arguments read back")
