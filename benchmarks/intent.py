"""`make eval`: how well a parser reads sentences, field by field, and what it misses.

`make eval ARGS="--parser openai"` asks a model in place of the rules; `--misses 0` hides the misses.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from app.intent.evaluation import FIELDS, Example, Score, evaluate, read_examples
from app.intent.parsers import PARSERS, IntentParser, choose_parser
from app.intent.rules import parse
from naming.errors import LakemasonError

ROOT = Path(__file__).parents[1]
SETS = {
    "shared": (ROOT.parent / "shared" / "requests" / "sentences.jsonl", True),
    "own": (ROOT / "tests" / "app" / "intent" / "sentences.jsonl", False),
}
"""Each set: its file, and whether fields that it leaves out are left open."""


def main() -> int:
    """Print the tables. Ends with 1 where a parser cannot be had."""
    options = _options()
    try:
        parser = choose_parser(options.parser, cached=not options.no_cache)
    except LakemasonError as error:
        print(error, file=sys.stderr)
        return 1
    sets = {name: read_examples(path, only_named=named) for name, (path, named) in SETS.items() if path.is_file()}
    print(f"Parser: {parser.name}")
    for name, examples in sets.items():
        examples = examples[: options.first] if options.first else examples
        _print(name, examples, parser, options.misses)
    if not sets:
        print("There are no sentences.", file=sys.stderr)
        return 1
    return 0


def milliseconds_a_sentence(runs: int = 5) -> float:
    """What the rules take for a sentence of our own set, milliseconds: the mean of the quickest of some runs."""
    texts = [example.text for example in read_examples(SETS["own"][0])]
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        for text in texts:
            parse(text)
        taken.append(time.perf_counter() - start)
    return min(taken) / len(texts) * 1000


def _options() -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="make eval", description=__doc__)
    reader.add_argument("--parser", choices=PARSERS, default="rules")
    reader.add_argument("--misses", type=int, default=50, metavar="N", help="show at most N misses of a set")
    reader.add_argument("--first", type=int, default=0, metavar="N", help="only the first N sentences of each set")
    reader.add_argument("--no-cache", action="store_true", help="ask a model even where an answer is kept")
    return reader.parse_args()


def _print(name: str, examples: list[Example], parser: IntentParser, most: int) -> None:
    start = time.perf_counter()
    score = evaluate(parser.parse, examples)
    taken = (time.perf_counter() - start) / max(len(examples), 1) * 1000
    print(f"\n{name}: {score.sentences} sentences, {taken:,.1f} ms each\n")
    print("\n".join(table(score)))
    for miss in score.misses[:most]:
        print(f"\n  {miss.text}\n    {miss.field}: expected {miss.expected!r}, got {miss.got!r}")
    if len(score.misses) > most:
        print(f"\n  and {len(score.misses) - most} more")


def table(score: Score) -> list[str]:
    """Accuracy by field, as lines of Markdown; `said` are the sentences that say something for it."""
    lines = ["| field | right | of | said | accuracy |", "| --- | --- | --- | --- | --- |"]
    lines += [
        f"| {field} | {score.right(field)} | {score.of[field]} | {score.said[field]} | {score.accuracy(field):.1%} |"
        for field in FIELDS
        if score.of[field]
    ]
    return lines


if __name__ == "__main__":
    sys.exit(main())
