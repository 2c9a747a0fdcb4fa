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
# # A dataset made and published
#
# The repository's own articles, from texts to a folder that others can use: a run, its tables checked, questions in
# SQL, the dataset with card, metadata and checksums, and the same again. On the command line it is `ghatana extract`,
# `ghatana query` and `ghatana publish`. Needs `pip install 'ghatana[notebooks]'`; nothing is downloaded or uploaded.

# %%
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

import pandas as pd

from ghatana import plots
from ghatana.publish import Options, publish, validate
from ghatana.query import query

root = next(p for p in (Path.cwd(), *Path.cwd().parents) if (p / "corpus" / "articles").is_dir())
place = Path(mkdtemp())
run, dataset = place / "RUN", place / "dataset"

# %% [markdown]
# ## A run
#
# The command line works through large inputs in shards, with worker processes, and continues a run that was stopped:
# `ghatana extract corpus/articles --published 2025-12-10 --out RUN`.

# %%
command = ["extract", root / "corpus" / "articles", "--published", "2025-12-10", "--out", run]
done = subprocess.run([sys.executable, "-m", "ghatana", *command], capture_output=True, text=True, check=True)
print(done.stderr.splitlines()[-1])
print(*sorted(p.name for p in run.iterdir()), sep="  ")

# %% [markdown]
# ## Asked in SQL
#
# Every table is a view; nothing can be changed.

# %%
query(
    run, "SELECT status, count(*) AS launches FROM launches GROUP BY ALL ORDER BY launches DESC, status"
).to_pandas()

# %%
query(
    run,
    """
    SELECT d.published_basis, e.type, count(*) AS claims, round(avg(e.confidence), 2) AS confidence
    FROM events e JOIN documents d USING (doc_id) GROUP BY ALL ORDER BY ALL
    """,
).to_pandas()

# %% [markdown]
# ## Checked
#
# Types, nulls, allowed values, ids that point somewhere, offsets that read back their words, dates that fit their
# EDTF: what breaks the schema would be listed here, and stops a publication.

# %%
problems = validate(run)
assert not problems
print("nothing is wrong with", run.name)

# %% [markdown]
# ## Published
#
# Full texts are withheld unless one asks for them, since they belong to their publishers. These are the repository's
# own and free to use.

# %%
made = publish(run, dataset, Options(name="ghatana-articles", licence="CC-BY-4.0", with_text=True))
print(made.summary())

# %%
files = pd.DataFrame({"file": made.files, "bytes": [(dataset / name).stat().st_size for name in made.files]})
files

# %% [markdown]
# The card, in the form of the Hugging Face hub, says how the data came about and how good it is:

# %%
print((dataset / "README.md").read_text(encoding="utf-8")[:3000])

# %% [markdown]
# ## Read back
#
# The folder is read by `datasets.load_dataset(folder, "launches")`, by anything that reads Parquet or CSV, and by
# ghatana's own plots and queries.

# %%
plots.timeline(dataset, types=["launch"], since="2019-01-01", limit=25)

# %% [markdown]
# The checksums hold, and publishing again changes nothing: the same run gives the same bytes.

# %%
checksums = (dataset / "checksums.sha256").read_text(encoding="utf-8")
for line in checksums.splitlines():
    digest, name = line.split(maxsplit=1)
    assert sha256((dataset / name.lstrip("*")).read_bytes()).hexdigest() == digest, name
again = publish(run, dataset, Options(name="ghatana-articles", licence="CC-BY-4.0", with_text=True))
assert (dataset / "checksums.sha256").read_text(encoding="utf-8") == checksums
print(len(checksums.splitlines()), "files checked; version", again.version, "as before")
