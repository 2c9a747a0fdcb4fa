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
# # How good is it?
#
# What ghatana makes of texts that were annotated by hand, beside those annotations: figures, what went wrong in its
# sentence, and what the model adds to rules alone. `ghatana evaluate GOLD` prints the figures too.

# %%
from collections import Counter
from pathlib import Path

import pandas as pd

import ghatana
from ghatana.evaluate import extract_gold, read_gold, score
from ghatana.plots.canvas import finish, new_plot

root = next(p for p in (Path.cwd(), *Path.cwd().parents) if (p / "corpus" / "gold").is_dir())
gold = read_gold(root / "corpus" / "gold" / "dev_events.jsonl")
shipped = extract_gold(gold)
scores = score(gold, shipped)
print(scores.report())

# %% [markdown]
# These are the texts that rules were tuned on; `tests/floors.json` has figures for others as well. A *whole row* has
# type, subtype, status and date right and exactly the right core arguments with the right names.
#
# ## By kind
#
# Precision is the share of what was found that is right, recall the share of the gold that was found.


# %%
def figures(scores, kind):
    rows = []
    for group, counts in sorted(scores.counts[kind].items()):
        precision, recall, f1 = counts.prf()
        rows.append((group, counts.gold, counts.predicted, precision, recall, f1))
    return (
        pd.DataFrame(rows, columns=["", "gold", "found", "precision", "recall", "F1"]).set_index("").round(3)
    )


figures(scores, "events")

# %%
figures(scores, "entities")

# %% [markdown]
# ## What went wrong
#
# Each event that was missed, made up or is wrong in some cell is kept with its place. How many there are of each kind:


# %%
def problems(miss):
    if miss.cells[3] in ("MISSED", "SPURIOUS"):
        return [miss.cells[3].lower()]
    wrong = zip(("subtype", "status", "date"), miss.cells[3:6], strict=True)
    named = [name for name, cell in wrong if len(set(cell.split(">"))) > 1]
    return [
        *named,
        *(["argument missing"] if miss.cells[7] else []),
        *(["argument too many"] if miss.cells[6] != "extra 0" else []),
    ]


counted = Counter((miss.cells[2], what) for miss in scores.misses["events"] for what in problems(miss))
pd.Series(counted).unstack(0, fill_value=0)

# %% [markdown]
# The first of them in their sentences, the words in question in brackets:

# %%
report = scores.report(misses=True)
print("\n".join(report.split("\nevents:\n")[1].splitlines()[:12]))

# %% [markdown]
# To see how a row came about, look at the whole document with everything that was found in it:

# %%
worst = scores.misses["events"][0].doc
document = next(d for d in gold if d["doc_id"] == worst)
ghatana.show(ghatana.annotate(document["text"], published=document["published"]))

# %% [markdown]
# ## The shipped tagger against rules alone
#
# The shipped model reads each text for names and for events; `--ner rules` leaves it out, and names then come from
# the knowledge base and from titles, suffixes and the like. Other engines are chosen in the same way:
# `--ner spacy:PIPELINE`, `--ner stanza`, `--ner transformers:FOLDER`.

# %%
ruled = extract_gold(gold, ghatana.Recipe.default().changed(ner="rules"))


def overall(scores):
    events, names, times = (scores.counts[kind] for kind in ("events", "entities", "timexes"))
    return {
        "events": events["ALL"].prf()[2],
        "arguments": events["arguments"].prf()[2],
        "whole rows": events["ALL"].prf("whole")[2],
        "names": names["ALL"].prf()[2],
        "times": times["ALL"].prf("both")[2],
    }


compared = pd.DataFrame({"model": overall(scores), "rules": overall(score(gold, ruled))}).round(3)
compared

# %%
figure, axes = new_plot(7, 2.8)
for y, (model, rules) in enumerate(zip(compared["model"], compared["rules"], strict=True)):
    axes.plot([rules, model], [y, y], color="#7A7A7A", linewidth=1)
axes.plot(compared["rules"], range(len(compared)), "o", color="#E69F00", label="rules")
axes.plot(compared["model"], range(len(compared)), "s", color="#0072B2", label="model")
axes.set_yticks(range(len(compared)), compared.index)
axes.invert_yaxis()
axes.set_xlim(0, 1.02)
axes.legend(loc="lower left", frameon=False)
finish(figure, axes, "F1, development set")

# %% [markdown]
# Names in which the two differ, in the documents whose names are annotated, and which of them the gold has:


# %%
def spans(rows):
    return {(r["doc_id"], r["start"], r["end"], r["label"]) for r in rows}


texts = {d["doc_id"]: d["text"] for d in gold if "entities" in d}
right = {(d["doc_id"], e["start"], e["end"], e["label"]) for d in gold for e in d.get("entities", [])}
model, rules = spans(shipped["entities"]), spans(ruled["entities"])
differing = sorted(s for s in model ^ rules if s[0] in texts)
pd.DataFrame(
    {
        "document": [s[0] for s in differing],
        "words": [texts[s[0]][s[1] : s[2]] for s in differing],
        "label": [s[3] for s in differing],
        "found by": ["model" if s in model else "rules" for s in differing],
        "in the gold": [s in right for s in differing],
    }
)
