"""Speed and memory: the shipped tagger against its 12-layer original in PyTorch fp32 through a Transformers pipeline.

    python models/tagger/bench.py --data DATA --encoder e5-small-q4.bin [--model models/tagger/te]

Both read the same sentences on one thread, the pipeline in batches of 16. The original's classifier is untrained: its
speed does not depend on the weights. The tagger's peak memory is that of a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "pipeline")]
os.environ["TOKENIZERS_PARALLELISM"] = "false"
os.environ["OMP_NUM_THREADS"] = "1"

ROUNDS = 3


def sentences(folder: Path, count: int) -> list[str]:
    """Every n-th sentence of the annotated documents, so that all styles are among the `count`."""
    from data import read_jsonl

    from evaluate import document

    texts = [
        d.text[s.start : s.end]
        for path in sorted(folder.glob("*.jsonl"))
        for r in read_jsonl(path)
        for d in [document(r["doc_id"], r["text"])]
        for s in d.sentences
    ]
    return texts[:: max(1, len(texts) // count)][:count]


def best(run: Any) -> float:
    """The shortest of several rounds, in seconds."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        run()
        times.append(time.perf_counter() - began)
    return min(times)


def processor() -> str:
    """The processor's name."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")),
        platform.machine(),
    )


def original(encoder: Path, tokenizer: Path, texts: list[str]) -> float:
    """Seconds that the pipeline takes."""
    import torch
    import transformers
    from decode import decode
    from encoder import new_model
    from prune import keep, prune

    torch.set_num_threads(1)
    packed = decode(encoder)
    tensors = prune(packed.tensors, keep(packed.pieces, packed.scores))
    model = new_model(tensors, packed.sizes["layers"])
    fast = transformers.PreTrainedTokenizerFast(
        tokenizer_file=str(tokenizer), pad_token="<pad>", unk_token="<unk>", bos_token="<s>", eos_token="</s>",
        model_input_names=["input_ids", "attention_mask"],
    )  # fmt: skip
    pipe = transformers.pipeline("token-classification", model=model.eval(), tokenizer=fast, batch_size=16,
                                 aggregation_strategy="simple", device="cpu")  # fmt: skip
    pipe(texts[:16])
    return best(lambda: pipe(texts))


def shipped(model: Path, texts: list[str]) -> float:
    """Seconds that the ONNX tagger takes; each sentence is a document, as the pipeline has it."""
    from ghatana.document import Document, Sentence
    from ghatana.engines.onnx_tagger import OnnxTagger

    tagger = OnnxTagger(model)
    documents = [
        Document(str(i), t).with_layer("sentences", (Sentence(0, len(t)),)) for i, t in enumerate(texts)
    ]
    tagger.entities(documents[:16])
    return best(lambda: tagger.entities(documents))


def main() -> None:
    """Print the figures as JSON, and keep them beside the model for its card."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds train/")
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=HERE / "te")
    parser.add_argument("--count", type=int, default=480)
    parser.add_argument("--only", choices=("shipped",), help=argparse.SUPPRESS)
    options = parser.parse_args()
    import card

    texts = sentences(options.data / "train", options.count)
    if options.only:
        seconds = shipped(options.model, texts)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"seconds": seconds, "peak_mb": peak}))
        return
    child = subprocess.run([sys.executable, __file__, *sys.argv[1:], "--only", "shipped"], check=True,
                           capture_output=True, text=True)  # fmt: skip
    own = json.loads(child.stdout)
    base = original(options.encoder, options.model / "tokenizer.json", texts)
    figures = {
        "sentences": len(texts),
        "processor": processor(),
        "pipeline_sentences_per_second": round(len(texts) / base, 1),
        "onnx_sentences_per_second": round(len(texts) / own["seconds"], 1),
        "times_faster": round(base / own["seconds"], 2),
        "onnx_peak_mb": round(own["peak_mb"], 1),
    }
    text = json.dumps(figures, indent=1)
    (options.model / "bench.json").write_text(text + "\n", encoding="utf-8")
    card.write(options.model)
    print(text)


if __name__ == "__main__":
    main()
