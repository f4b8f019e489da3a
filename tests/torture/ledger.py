"""What was acknowledged, against the log of changes and what is stored: what is missing was lost."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence

from tests.torture.console import Acknowledged
from tradewatch.storage.store import Store

__all__ = ["lost"]


def lost(store: Store, acknowledged: Sequence[Acknowledged]) -> list[str]:
    """Gives what was acknowledged and is not there.

    Each flag set or taken off at a console is an entry of its own in the log, and the last entry is how it stands. A
    flag taken off a story of which only an item carried one is an entry of that item.
    """
    rows = store.connection.execute("select batch, what, kind, target, after from action order by id").fetchall()
    turns: dict[str, list[bool]] = defaultdict(list)
    notes: dict[str, list[str]] = defaultdict(list)
    stories = {batch for batch, what, kind, _, _ in rows if (what, kind) == ("flag", "story")}
    loose = 0
    for batch, what, kind, target, after in rows:
        if what == "flag":
            turns[_name(kind, target)].append(after != "null")
            loose += kind == "item" and after == "null" and batch not in stories
        elif what == "note":
            notes[_name(kind, target)].append(after)
    flags = {_name(*row) for row in store.connection.execute("select kind, target from flag")}
    sources = " ".join(row[0] for row in store.connection.execute("select source from revision"))
    found = [f"{name} stands otherwise than the log says" for name, on in turns.items() if on[-1] != (name in flags)]
    for one in acknowledged:
        if one.what == "book" and f'{one.words}"' not in sources:
            found.append(f"acknowledged and not there: {one}")
        if one.what == "note" and not any(json.dumps(one.words)[1:-1] in after for after in notes[one.name]):
            found.append(f"acknowledged and not there: {one}")
        if one.what == "flagged" and True not in turns[one.name]:
            found.append(f"acknowledged and not there: {one}")
    counted = Counter((one.what, one.name) for one in acknowledged if one.what in ("on", "off"))
    for (what, name), count in counted.items():
        missing = count - turns[name].count(what == "on")
        if what == "off" and name.startswith("y") and missing > 0:
            missing, loose = max(0, missing - loose), max(0, loose - missing)
        if missing > 0:
            found.append(f"{what} {name} was acknowledged {count} times, and {missing} of them are not in the log")
    return found


def _name(kind: str, number: int) -> str:
    return f"{'y' if kind == 'story' else kind[0]}{number}"
