"""What became of the book: each revision with what it changed, as an answer and in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct

from tradewatch.book.revisions import Origin, Revision, contents_before, standing
from tradewatch.clean import clean_line
from tradewatch.instants import WASHINGTON, iso_utc

__all__ = ["Change", "Told", "changed_fields", "history_lines", "history_of", "value_words"]

_QUIET = ("source", "id")
"""Fields whose change says nothing that the revision's own source does not."""


class Change(Struct, frozen=True):
    field: str
    before: Any
    after: Any


class Told(Struct, frozen=True):
    """A revision with what it changed."""

    revision: Revision
    changes: tuple[Change, ...]
    """Empty for a row that is new or gone."""
    new: bool
    undone: bool

    def answer(self) -> dict[str, Any]:
        """Gives a line of `book history --json`."""
        one = self.revision
        return {
            "revision": f"r{one.id}",
            "kind": one.kind,
            "id": one.row,
            "at": iso_utc(one.at),
            "by": one.by,
            "origin": str(one.origin),
            "source": [{"kind": source.kind, "ref": source.ref} for source in one.source],
            "why": one.why,
            "new": self.new,
            "gone": one.content is None,
            "changes": [{"field": it.field, "before": it.before, "after": it.after} for it in self.changes],
            "undone": self.undone,
        }


def history_of(
    revisions: Sequence[Revision], target: str | None = None, *, since: datetime | None = None, releases: bool = False
) -> list[Told]:
    """Gives the revisions of a row (`id` or `kind:id`), or of all, newest first."""
    here = standing(revisions)
    contents = contents_before(revisions)
    found: list[Told] = []
    for one in sorted(revisions, key=lambda revision: revision.id):
        before = contents[one.id]
        wanted = target is None or target in (one.row, f"{one.kind}:{one.row}")
        recent = since is None or one.at >= since
        if wanted and recent and (releases or one.origin is not Origin.RELEASE):
            found.append(Told(one, changed_fields(before, one.content), before is None, one.batch not in here))
    return found[::-1]


def changed_fields(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> tuple[Change, ...]:
    """Gives the fields that differ; none where there was no row before, or is none after."""
    if before is None or after is None:
        return ()
    names = [*before, *(name for name in after if name not in before)]
    return tuple(
        Change(name, before.get(name), after.get(name))
        for name in names
        if name not in _QUIET and before.get(name) != after.get(name)
    )


def history_lines(told: Told) -> Iterator[str]:
    """Gives a revision in words: who, when, source, and what it changed."""
    one = told.revision
    local = one.at.astimezone(WASHINGTON)
    head = f"r{one.id}  {local.day} {local:%b %Y %H:%M} Washington  {one.by}  {one.kind} {one.row}"
    what = "taken out" if one.content is None else ("new" if told.new else "")
    marks = [mark for mark in (what, "taken back since" if told.undone else "", one.why) if mark]
    yield clean_line(head) + (f"  ({clean_line('; '.join(marks))})" if marks else "")
    for change in told.changes:
        words = f"{change.field}: {value_words(change.before)} → {value_words(change.after)}"
        yield f"      {clean_line(words)}"
    for source in one.source:
        yield f"      source: {clean_line(source.ref or source.kind)}"


def value_words(value: Any) -> str:
    """Gives a field's value for people."""
    if value is None or value in ("", []):
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        if "precision" in value:
            guess = " (a guess)" if value["precision"] == "inferred" else ""
            return f"{value.get('at') or value.get('on')} {value.get('zone')}{guess}"
        return ", ".join(f"{name} {value_words(one)}" for name, one in value.items() if one not in (None, ""))
    if isinstance(value, list):
        return "; ".join(value_words(one) for one in value)
    return str(value)
