"""What an outlet changed in an item: headline, summary and text, each time with the words that went and came."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from rich.text import Text

from tradewatch.clean import clean_line
from tradewatch.records import ItemVersion
from tradewatch.tui.desk import Desk
from tradewatch.tui.look import Look, tone
from tradewatch.tui.panes.wording import changed_words

__all__ = ["passage", "version_texts"]

_AROUND = 4
"""Words that are shown before and after what changed."""
_MOST = 160
"""Words of one changed passage that are shown."""


def version_texts(desk: Desk, versions: Sequence[ItemVersion], look: Look) -> list[Text]:
    """Gives a heading and a line for every change of headline, summary or text; none where there is one wording."""
    if len(versions) < 2:
        return []
    times = len(versions) - 1
    lines = [Text(f"edited {times} time{'s' if times > 1 else ''}", tone("warn", look))]
    for before, after in itertools.pairwise(versions):
        changed = (
            ("headline", before.title, after.title, False),
            ("summary changed", before.summary, after.summary, True),
            ("text changed", before.text, after.text, True),
        )
        for name, old, new, short in changed:
            if clean_line(old) != clean_line(new):
                line = Text(f"  {_when(desk, after)} {name}: ", tone("dim", look))
                old, new = passage(old, new) if short else (old, new)
                lines.append(line.append_text(changed_words(old, new, look)))
    return lines


def passage(before: str, after: str) -> tuple[str, str]:
    """Gives both wordings cut to what differs, with a few words around it; an ellipsis stands for what is left out."""
    old, new = clean_line(before).split(), clean_line(after).split()
    least = min(len(old), len(new))
    head = next((at for at in range(least) if old[at] != new[at]), least)
    tail = next((at for at in range(least - head) if old[-1 - at] != new[-1 - at]), least - head)
    first, last = max(head - _AROUND, 0), max(tail - _AROUND, 0)
    return _cut(old, first, last), _cut(new, first, last)


def _cut(words: list[str], first: int, last: int) -> str:
    kept = words[first : len(words) - last]
    more = len(kept) > _MOST
    kept = kept[:_MOST]
    return " ".join([*(["…"] if first else []), *kept, *(["…"] if last or more else [])])


def _when(desk: Desk, version: ItemVersion) -> str:
    """The clock time, with the day where it is another than the desk's today."""
    day = desk.time_words(version.seen_at)
    clock = desk.clock_words(version.seen_at)
    return clock if day == clock else f"{day} {clock}"
