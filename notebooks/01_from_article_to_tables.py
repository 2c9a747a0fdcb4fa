# ---
# jupyter:
#   jupytext:
#     formats: py:percent
#   kernelspec:
#     display_name: Python 3
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
text = articles[0].read_text(encoding="utf-8")
print(text)

# %% [markdown]
# ## The layers
#
# `annotate` runs every stage on one text. Annotations are spans of code points over the untouched text, so a glued
# case suffix belongs to the mention and `stem_end` says where the name itself ends.

# %%
doc = ghatana.annotate(text, published="2024-06-13")
print(doc.published, doc.published_basis, "about space:", doc.relevant)
for sentence in doc.sentences[:3]:
    print("-", sentence.of(text))

# %%
for entity in doc.entities:
    stem = text[entity.start : entity.stem_end]
    print(
        f"{stem:<32}{text[entity.stem_end : entity.end]:<8}{entity.label:<12}{entity.case:<6}{entity.canonical}"
    )

# %%
for timex in doc.timexes:
    print(f"{timex.of(text):<32}{timex.value:<20}{timex.edtf!s:<20}{timex.basis}")

# %%
for event in doc.events:
    print(event.type, event.subtype, event.status, event.date and event.date.edtf, "|", event.of(text))
    for argument in event.arguments:
        print(f"    {argument.role:<12}{argument.of(text):<40}{argument.canonical} ({argument.basis})")

# %% [markdown]
# ## The tables
#
# The same for all articles at once. The wide tables are for reading; `events` and `arguments` hold the offsets.

# %%
tables = ghatana.extract([p.read_text(encoding="utf-8") for p in articles], published="2024-06-13")
tables["launches"][["payloads", "vehicle", "site", "status", "date_edtf"]]

# %%
tables["agreements"][["action", "parties", "n_parties", "instrument", "status", "date_edtf"]]

# %%
tables["station_phases"][["program", "phase", "milestones", "status", "date_edtf"]]

# %% [markdown]
# Every cell can be traced: an argument's offsets read back its words in the article.

# %%
documents = tables["documents"].set_index("doc_id")["text"]
for row in tables["arguments"].itertuples():
    assert documents[row.doc_id][row.start : row.end] == row.text
print(len(tables["arguments"]), "arguments read back")
