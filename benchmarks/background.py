"""Counts how common each trait is in the project's own items, for the telling of stories: writes `background.json`."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from tests.scoring import load
from tradewatch.cli.read import row_item
from tradewatch.feeds.reading.lexicon import load_lexicon
from tradewatch.feeds.reading.traits import traits_of

_HELD = "held"
"""The set that nothing is fitted to."""
_SHARE = 0.02
"""Traits of fewer items are not kept: they weigh the most anyway."""


def main() -> None:
    lexicon = load_lexicon()
    counts: Counter[str] = Counter()
    documents = 0
    for name, cases in load().items():
        for number, case in enumerate(cases if name != _HELD else (), 1):
            traits = {trait.lstrip("^") for trait in traits_of(row_item(number, case["item"]), lexicon, None)}
            counts.update(traits)
            documents += 1
    kept = {trait: count for trait, count in sorted(counts.items()) if count >= documents * _SHARE}
    path = Path(__file__).parent.parent / "feeds" / "reading" / "background.json"
    path.write_text(json.dumps({"documents": documents, "counts": kept}, ensure_ascii=False, indent=0) + "\n", "utf-8")
    print(f"{documents} items, {len(kept)} traits of {len(counts)} kept")


if __name__ == "__main__":
    main()
