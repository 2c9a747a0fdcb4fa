"""Run a notebook in a kernel of its own, as Jupyter does, and print what each cell gave as JSON.

    python notebook_run.py NOTEBOOK.py

A cell that fails ends the program with the error; so does one that runs for ten minutes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import jupytext
import nbclient
from jupyter_client.manager import AsyncKernelManager

HANGS = 600  # seconds: no cell takes so long that works


def main(path: Path) -> None:
    notebook = jupytext.read(path)
    folder = {"metadata": {"path": str(path.parent)}}
    # Files instead of TCP ports: no other user of the machine can listen, and no port can be taken.
    with TemporaryDirectory() as place:
        kernel = AsyncKernelManager(kernel_name="python3", transport="ipc", ip=f"{place}/kernel")
        nbclient.NotebookClient(notebook, km=kernel, timeout=HANGS, resources=folder).execute()
    given = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            kinds: list[str] = []
            for output in cell.outputs:
                kinds += [output.name] if output.output_type == "stream" else sorted(output.data)
            given.append({"source": cell.source, "outputs": kinds})
    json.dump(given, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
