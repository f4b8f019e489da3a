"""Two times: what was in force on a day is in the rows; what we believed on a day is in their revisions.

A revision is a row as somebody put it at a time. Nothing is overwritten: a row's present is the last revision that
counts. A release's revision never counts over a person's; it waits as a proposal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from tradewatch.book.facts import FactRow
from tradewatch.book.sources import Source
from tradewatch.instants import iso_utc

__all__ = ["Origin", "Revision", "RowChange", "RowState", "believed", "contents_before", "fold", "standing", "undone"]


class Origin(StrEnum):
    """Who put a row as it is."""

    RELEASE = "release"
    PERSON = "person"
    UNDO = "undo"
    """A person took an earlier revision back."""


class RowChange(Struct, frozen=True):
    """A row as somebody wants it; `content` None takes it out of the book."""

    kind: str
    row: str
    content: Mapping[str, Any] | None


class Revision(Struct, frozen=True):
    """A row as it was put at `at`; `content` None where it is no longer part of the book."""

    id: int
    batch: int
    """Revisions of one change, taken back together."""
    kind: str
    row: str
    at: datetime
    by: str
    origin: Origin
    source: tuple[Source, ...]
    why: str
    content: Mapping[str, Any] | None
    undoes: int | None = None
    """The batch that this one takes back."""


class RowState(Struct, frozen=True):
    """What a row is by a time, and by which revision (None: by the release alone)."""

    content: Mapping[str, Any] | None
    owner: Origin
    revision: Revision | None
    sequence: int = 0
    """How often it was changed since it came into the book."""


def fold(revisions: Iterable[Revision], known_at: datetime | None = None) -> dict[tuple[str, str], RowState]:
    """Gives each row's state from the revisions made by `known_at` (None: all), in the order they were made.

    The first release that was loaded is the ground the desk began on: it counts at any time.
    """
    found = sorted(revisions, key=lambda one: one.id)
    ground = next((one.batch for one in found if one.origin is Origin.RELEASE), None)
    rows: dict[tuple[str, str], _Row] = {}
    for one in found:
        if known_at is None or one.at <= known_at or one.batch == ground:
            rows.setdefault((one.kind, one.row), _Row()).put(one)
    return {key: replace(row.state, sequence=row.changes - 1) for key, row in rows.items()}


def contents_before(revisions: Iterable[Revision]) -> dict[int, Mapping[str, Any] | None]:
    """Gives, by revision id, what its row held before it; for a release's, what the release before had."""
    rows: dict[tuple[str, str], _Row] = {}
    found: dict[int, Mapping[str, Any] | None] = {}
    for one in sorted(revisions, key=lambda revision: revision.id):
        row = rows.setdefault((one.kind, one.row), _Row())
        found[one.id] = row.release_content if one.origin is Origin.RELEASE else row.state.content
        row.put(one)
    return found


def standing(revisions: Iterable[Revision]) -> set[int]:
    """Gives the batches that nobody has taken back (or whose taking back was taken back)."""
    taken: set[int] = set()
    found: set[int] = set()
    for one in sorted(revisions, key=lambda revision: revision.id, reverse=True):
        if one.batch in taken:
            continue
        found.add(one.batch)
        if one.undoes is not None:
            taken.add(one.undoes)
    return found


def undone(revisions: Sequence[Revision], batch: int) -> list[RowChange]:
    """Gives the changes that take a batch back; a row goes back to the newest of the release where it was that before."""
    parts = [one for one in revisions if one.batch == batch]
    highest, last = max(one.id for one in revisions), max(one.batch for one in revisions)
    back = [
        replace(one, id=highest + place, batch=last + 1, origin=Origin.UNDO, undoes=batch)
        for place, one in enumerate(parts, 1)
    ]
    states = fold([*revisions, *back])
    return [RowChange(one.kind, one.row, states[one.kind, one.row].content) for one in parts]


def believed(
    bundled: Sequence[FactRow],
    revisions: Sequence[Revision],
    known_at: datetime | None = None,
    *,
    loaded: bool = True,
) -> list[FactRow]:
    """Gives the book's rows as they were believed at `known_at`: the bundled order first, what was added after it.

    `loaded` says that the release at hand is among the revisions; where it is not (no database yet, or one that may
    not be written) its rows stand for all that nobody has changed.
    """
    states = fold(revisions, known_at)
    # an instant of the past is answered from what this database had then; a release it never loaded was not known
    release_counts = not loaded and (known_at is None or not states)
    order = {(one.kind, one.id): one for one in bundled}
    keys = [*order, *(key for key in states if key not in order)]
    return [row for key in keys if (row := _row(key, states.get(key), order.get(key), release_counts)) is not None]


def _row(key: tuple[str, str], state: RowState | None, release: FactRow | None, release_counts: bool) -> FactRow | None:
    kind, name = key
    if state is None or (release_counts and state.owner is Origin.RELEASE):
        return release if release_counts else None
    if state.content is None:
        return None
    if state.owner is Origin.RELEASE and release is not None and release.content == state.content:
        return replace(release, sequence=state.sequence) if state.sequence else release
    one = state.revision
    place = f"{kind} {name}" + (f" (r{one.id}, {one.by}, {iso_utc(one.at)})" if one is not None else "")
    return FactRow(kind, name, state.content, place, state.sequence)


class _Row:
    """One row's states in the order they came about."""

    def __init__(self) -> None:
        self.state = RowState(None, Origin.RELEASE, None)
        self._release = self.state
        self.changes = 0
        self._before: dict[int, RowState] = {}
        """The state before each batch that a person made."""

    @property
    def release_content(self) -> Mapping[str, Any] | None:
        return self._release.content

    def put(self, one: Revision) -> None:
        self.changes += 1
        if one.origin is Origin.RELEASE:
            self._release = RowState(one.content, Origin.RELEASE, one)
            if self.state.owner is Origin.RELEASE:
                self.state = self._release
            return
        if one.undoes is None:
            self._before.setdefault(one.batch, self.state)
            self.state = RowState(one.content, Origin.PERSON, one)
            return
        before = self._before.get(one.undoes, self.state)
        self._before[one.batch] = self.state
        # back to the release means to the newest of it, which may have come in between
        self.state = self._release if before.owner is Origin.RELEASE else before
