"""Copies of a damaged database that goes on being written: of each day the first and the newest stay.

Only copies that a command or console made in passing, which a file `<copy>.passing` beside them says, are ever removed:
none that a recovery worked on, none of a log that was dropped, none that somebody gave another name or worked with. It
imports nothing but the standard library.
"""

from __future__ import annotations

import glob
from pathlib import Path

from tradewatch.storage.remains import damaged_copies

__all__ = ["keep_for_good", "mark_passing", "thin_out"]

_MARK = ".passing"


def mark_passing(copy: Path) -> None:
    """Says of a copy that it was made in passing, and may go when it is neither the first nor the newest of its day."""
    Path(f"{copy}{_MARK}").touch(0o600)


def keep_for_good(copy: Path) -> None:
    """Says of a copy that it is needed."""
    Path(f"{copy}{_MARK}").unlink(missing_ok=True)


def thin_out(path: Path, newest: Path) -> tuple[Path | None, int]:
    """Removes what was copied in passing on the day of the newest copy, between the first one and that.

    Gives the first one, None where there is none before the newest, and how many were removed. What a clock that was set
    back or another program made after the newest is left.
    """
    day = _day(path, newest)
    before = [one for one in damaged_copies(path) if _is_passing(one) and _day(path, one) == day]
    before = sorted((one for one in before if _turn(path, one) < _turn(path, newest)), key=lambda one: _turn(path, one))
    for one in before[1:]:
        for end in ("-shm", "-wal", "", _MARK):
            Path(f"{one}{end}").unlink(missing_ok=True)
    return (before[0] if before else None), len(before[1:])


def _is_passing(copy: Path) -> bool:
    """Whether it is marked so, and nothing else beside it says that somebody worked with it."""
    beside = {one.name for one in copy.parent.glob(f"{glob.escape(copy.name)}.*")}
    return beside == {f"{copy.name}{_MARK}"}


def _day(path: Path, copy: Path) -> str:
    return _turn(path, copy)[0]


def _turn(path: Path, copy: Path) -> tuple[str, str, int]:
    """The day, the time and the number that the name tells."""
    day, time, *number = copy.name.removeprefix(f"{path.name}.damaged-").split("-")
    return day, time, int(number[0]) if number else 1
