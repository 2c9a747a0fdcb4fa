"""Speed and memory of whole runs, by stage and by workers, beside what a user would put together instead.

    python tests/bench/bench_runs.py [--count N] [--soak N]

The articles are those of `corpus/train`: "relevant" are the ones with events, "mixed" is one of them to 49 of the
plain news (politics, courts, sports, markets), as a newspaper prints them. The peer, where its packages are
installed (`pip install dateparser transformers torch`), is dateparser's `search_dates` (languages te), a
Transformers token-classification pipeline in fp32 over a model of the shipped one's size (random weights: speed
does not depend on them), and spaCy's `te`: names and dates, no events. Everything on one thread and in this run, so
that the ratio means something. `--soak N` runs N documents instead and prints the memory as it goes.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
ROOT = Path(__file__).parents[2]
BATCH, MIX = 32, 50

from ghatana.document import Document  # noqa: E402
from ghatana.recipe import Pipeline, Recipe  # noqa: E402
from ghatana.run.annotate import annotate  # noqa: E402


def articles() -> tuple[list[str], list[str]]:
    """The texts with events and those of plain news."""
    told: list[str] = []
    plain: list[str] = []
    for path in sorted((ROOT / "corpus" / "train").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            if record["events"]:
                told.append(record["text"])
            elif "plain" in path.stem:
                plain.append(record["text"])
    return told, plain


def mixed(told: list[str], plain: list[str], count: int) -> list[str]:
    """One text with events to 49 of plain news, each with a last line of its own: none is a copy of another."""
    first, rest = cycle(told), cycle(plain)
    return [f"{next(first) if n % MIX == 0 else next(rest)}\n{n}" for n in range(count)]


def by_stage(texts: list[str]) -> dict[str, float]:
    """Seconds of each stage, batch by batch as a run works."""
    pipeline = Recipe.default().build()
    annotate(pipeline, [Document("warm", texts[0])])
    spent = {stage.name: 0.0 for stage, _ in pipeline.stages}
    for at in range(0, len(texts), BATCH):
        current: list[Any] = [Document(str(at + n), text) for n, text in enumerate(texts[at : at + BATCH])]
        for stage, relevant in pipeline.stages:
            began = time.perf_counter()
            current = annotate(Pipeline(((stage, relevant),)), current)
            spent[stage.name] += time.perf_counter() - began
    return spent


def peer(texts: list[str]) -> float | None:
    """Seconds of dateparser, a fp32 pipeline and spaCy over the same texts; None where they are not installed."""
    try:
        import torch
        from dateparser.search import search_dates
        from transformers import BertConfig, BertForTokenClassification, PreTrainedTokenizerFast, pipeline
    except ImportError as error:
        print(f"no peer: {error.name} is not installed")
        return None
    import spacy

    torch.set_num_threads(1)
    model = BertForTokenClassification(
        BertConfig(
            vocab_size=15780, hidden_size=384, num_hidden_layers=12, intermediate_size=1536, num_labels=17
        )
    )
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file=str(ROOT / "models" / "tagger" / "te" / "tokenizer.json"), pad_token="<pad>",
        unk_token="<unk>", bos_token="<s>", eos_token="</s>", model_max_length=500,
        model_input_names=["input_ids", "attention_mask"],
    )  # fmt: skip
    names = pipeline(
        "token-classification", model=model.eval(), tokenizer=tokenizer, batch_size=16, device="cpu"
    )
    words = spacy.blank("te")
    names(texts[:2])
    began = time.perf_counter()
    names(texts)
    for text in texts:
        search_dates(text, languages=["te"])
        words(text)
    return time.perf_counter() - began


def run(texts: Iterable[str], workers: int) -> tuple[float, float]:
    """Seconds and peak memory (MB, all processes) of `ghatana extract` over texts."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.jsonl"
        with source.open("w", encoding="utf-8") as file:
            for n, text in enumerate(texts):
                file.write(
                    json.dumps({"id": str(n), "text": text, "published": "2024-06-13"}, ensure_ascii=False)
                    + "\n"
                )
        command = [
            sys.executable,
            "-m",
            "ghatana",
            "extract",
            str(source),
            "--out",
            f"{folder}/RUN",
            "--quiet",
        ]
        began = time.perf_counter()
        subprocess.run([*command, "--workers", str(workers)], check=True)
        seconds = time.perf_counter() - began
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def soak(texts: list[str], count: int) -> Iterator[tuple[int, float]]:
    """Documents done and resident memory in MB, a line for each tenth, in this process."""
    pipeline = Recipe.default().build()
    source = islice(cycle(texts), count)
    done = 0
    while batch := [Document(str(done + n), text) for n, text in enumerate(islice(source, BATCH))]:
        annotate(pipeline, batch)
        before, done = done, done + len(batch)
        if done * 10 // count > before * 10 // count:
            pages = int(Path("/proc/self/statm").read_text().split()[1])
            yield done, pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--count", type=int, default=200, help="relevant articles; mixed news are ten times as many"
    )
    parser.add_argument("--soak", type=int, default=0, help="documents of mixed news to run, memory printed")
    options = parser.parse_args()
    told, plain = articles()
    if options.soak:  # alone: the peer would stay in memory
        for done, memory in soak(mixed(told, plain, 5000), options.soak):
            print(f"soak: {done:,} documents, {memory:.0f} MB", flush=True)
        return
    kinds = {"relevant": told[: options.count], "mixed": mixed(told, plain, 10 * options.count)}
    # Whole runs first: a child's peak begins at the size of the process that forks it, which is small now.
    for name, texts in kinds.items():
        for workers in (1, 2):
            seconds, peak = run(texts, workers)
            rate = len(texts) / seconds
            print(
                f"{name}, extract, {workers} workers: {rate:.1f} documents a second, a process at most {peak:.0f} MB"
            )
    for name, texts in kinds.items():
        spent, size = by_stage(texts), sum(map(len, texts))
        total = sum(spent.values())
        print(
            f"{name}, one core: {len(texts) / total:.1f} documents, {size / total:,.0f} characters a second"
        )
        print("  " + ", ".join(f"{stage} {100 * seconds / total:.0f} %" for stage, seconds in spent.items()))
        some = texts[: options.count]
        other = peer(some)
        if other is not None:
            rate = len(some) / other
            print(
                f"  peer: {rate:.1f} documents a second; ghatana is {len(texts) / total / rate:.1f} times as fast"
            )


if __name__ == "__main__":
    main()
