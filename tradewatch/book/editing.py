"""A person's change of the book: what was written becomes rows, checked as the bundled ones are; nothing is stored here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from tradewatch.book.counting import wall_days
from tradewatch.book.facts import FactRow
from tradewatch.book.fields import FIELDS, Field, blank, required
from tradewatch.book.moments import moment
from tradewatch.book.refusing import check_rows, refuse_hole, refuse_replacing
from tradewatch.book.revisions import RowChange
from tradewatch.book.written import SIDE_ZONES, written_yes
from tradewatch.errors import NotFoundError, TradewatchError

__all__ = ["edited_row", "find_row", "new_row", "sourced_row"]

_STEERING = ("id", "replaces", "adds", "zone")
"""Written beside the fields: the id of a new row, what it replaces, that it is added to what is there, its zone."""

Written = Mapping[str, str]
Source = Mapping[str, str]


def new_row(rows: Sequence[FactRow], kind: str, written: Written, source: Source, today: date) -> list[RowChange]:
    """Gives the changes that put a new row into the book; `replaces` ends other rows where it begins.

    Raises TradewatchError in one line for a field that there is not, one that is missing, a value that cannot be,
    and a duty that would count twice.
    """
    if kind not in FIELDS or kind in ("clock", "record"):
        raise TradewatchError(f"a {kind} cannot be added", "measure, window, deadline or speaker")
    missing = [name for name in required(kind) if not written.get(name, "").strip()]
    if missing:
        raise TradewatchError(f"{kind}: {', '.join(missing)} missing", _known(kind))
    content = blank(kind, today.isoformat())
    zone = _zone(kind, content, written)
    name = written.get("id", "").strip() or _free_id(rows, kind, written)
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,63}", name):
        raise TradewatchError(f"{name!r} is no id", "small letters, digits, points and dashes, 64 at the most")
    if any(one.kind == kind and one.id == name for one in rows):
        raise TradewatchError(f"there is a {kind} {name} already", f"`book edit {name}` changes it")
    content |= {"id": name, "source": [dict(source)]}
    _write(kind, content, written, zone, today)
    if kind == "window":
        _end_as_before(rows, content)
    changes = [RowChange(kind, name, content), *_replaced(rows, written, content, source, today)]
    check_rows(rows, changes, adds=_adds(written))
    return changes


def edited_row(rows: Sequence[FactRow], target: str, written: Written, source: Source, today: date) -> list[RowChange]:
    """Gives the changes that make a row what was written; the source is added to its sources.

    Raises NotFoundError for a row that there is not, TradewatchError as `new_row` does, and where nothing differs.
    """
    row = find_row(rows, target)
    if row.kind not in FIELDS:
        raise TradewatchError(f"a {row.kind} is not edited", "measures, windows, clocks, deadlines and speakers are")
    content = {**row.content}
    if not written:
        raise TradewatchError(f"{target}: nothing to change", _known(row.kind))
    before = dict(content)
    _write(row.kind, content, written, _zone(row.kind, content, written), today)
    if content == before:
        raise TradewatchError(f"{target} is so already", "nothing was changed")
    if row.kind == "measure" and "from" in written:
        refuse_hole(rows, row, before, content)
    content["source"] = [one for one in content.get("source", ()) if one != source] + [dict(source)]
    changes = [RowChange(row.kind, row.id, content), *_replaced(rows, written, content, source, today)]
    check_rows(rows, changes, adds=_adds(written))
    return changes


def sourced_row(rows: Sequence[FactRow], target: str, source: Source) -> list[RowChange]:
    """Gives the change that adds a source to a row. Raises NotFoundError, TradewatchError where it is one already."""
    row = find_row(rows, target)
    said = list(row.content.get("source", ()))
    if source in said:
        raise TradewatchError(f"{row.id} has this source already", "nothing was changed")
    return [RowChange(row.kind, row.id, {**row.content, "source": [*said, dict(source)]})]


def find_row(rows: Iterable[FactRow], target: str) -> FactRow:
    """Gives the row of an id, or of `kind:id` where several kinds have it. Raises NotFoundError."""
    kind, colon, name = target.partition(":")
    found = [one for one in rows if (one.kind == kind and one.id == name if colon else one.id == target)]
    found = [one for one in found if colon or one.kind in FIELDS]
    if len(found) == 1:
        return found[0]
    if target == "record" or (not found and target == "record:record"):
        return FactRow("record", "record", {"id": "record", "checked_to": None, "source": []}, "record")
    if found:
        raise NotFoundError(
            f"{target} is the id of several rows", "write " + " or ".join(f"{one.kind}:{target}" for one in found)
        )
    raise NotFoundError(
        f"the book has no row {target!r}", "`tradewatch tariffs --json` and `deadlines --json` show the ids"
    )


def _write(kind: str, content: dict[str, Any], written: Written, zone: str, today: date) -> None:
    fields = {one.name: one for one in FIELDS[kind]}
    for name, text in written.items():
        if name in _STEERING:
            continue
        if name not in fields:
            raise TradewatchError(f"{kind}: there is no field {name!r}", _known(kind))
        _put(kind, content, name, _value(kind, fields[name], text, zone), today)
    if kind == "measure" and "to" in written and "end_known_from" not in written:
        content["end_known_from"] = today.isoformat()
    if kind == "deadline" and content.get("outcome") and "outcome_known_from" not in written and "outcome" in written:
        content["outcome_known_from"] = today.isoformat()
    if kind == "window" and "days" not in written and {"from", "to"} & set(written):
        content["days"] = _days(content)
    if kind == "record" and (content["checked_to"] or "") > today.isoformat():
        raise TradewatchError(f"record: checked_to: {content['checked_to']} is still to come", "nothing was changed")


def _value(kind: str, field: Field, text: str, zone: str) -> Any:
    try:
        return field.read(text, zone)
    except (ValueError, TypeError) as error:
        raise TradewatchError(f"{kind}: {field.name}: {error}", field.words) from error


def _put(kind: str, content: dict[str, Any], name: str, value: Any, today: date) -> None:
    """Most fields are their own; a window's ends are by side, instruments and posts are added to those there are."""
    if kind == "window" and name in ("from", "to"):
        content["starts" if name == "from" else "ends"] = {"both": value}
        if name == "to":
            content["inferred_end"] = None
        content.pop(name, None)
    elif kind == "window" and name == "instrument":
        content["instruments"] = [*content.get("instruments", ()), _instrument(str(value), today)]
        content.pop(name, None)
    elif kind == "speaker" and name == "role":
        role = _role(str(value))
        # the same post from the same day is that post with another end
        kept = [one for one in content.get("roles", ()) if (one["title"], one["from"]) != (role["title"], role["from"])]
        content["roles"] = [*kept, role]
        content.pop(name, None)
    else:
        content[name] = value


def _instrument(text: str, today: date) -> dict[str, str]:
    """An instrument without a date is known from today: it says nothing of the days before."""
    match = re.match(r"(US|China):\s*(.+?)(?:,\s*(\d{4}-\d{2}-\d{2}))?\Z", text)
    if match is None:
        raise TradewatchError(f"instrument: {text!r}", "write `China: Announcement No. 12 of 2026, 2026-11-09`")
    return {"side": match[1], "number": match[2], "date": match[3] or today.isoformat(), "citation": ""}


def _role(text: str) -> dict[str, str | None]:
    parts = [part.strip() for part in text.rsplit(",", 2)]
    days = [part for part in parts[1:] if re.fullmatch(r"\d{4}(-\d{2}){0,2}", part)]
    title = ", ".join(part for part in parts if part not in days)
    if not title or not days:
        raise TradewatchError(f"role: {text!r}", "write `Commerce Minister, 2026-03`")
    return {"title": title, "from": days[0], "to": days[1] if len(days) > 1 else None}


def _replaced(
    rows: Sequence[FactRow], written: Written, content: Mapping[str, Any], source: Source, today: date
) -> list[RowChange]:
    """The rows that the new one takes the place of: each ends where it begins."""
    changes = []
    for name in dict.fromkeys(one.strip() for one in written.get("replaces", "").split(",") if one.strip()):
        row = find_row([one for one in rows if one.kind == "measure"], name)
        if content.get("from") is None:
            raise TradewatchError(f"{name} cannot be replaced by a measure without a start", "from=2026-12-15")
        refuse_replacing(row, content)
        known = content.get("known_from") or today.isoformat()
        old = {**row.content, "to": content["from"], "ends_as": "superseded", "end_known_from": known}
        old["source"] = [*old["source"], dict(source)]
        if old.get("from") is None:  # suspended: it does not come back any more
            old |= {"to": None, "returns": None}
        changes.append(RowChange("measure", row.id, old))
    return changes


def _adds(written: Written) -> bool:
    try:
        return written_yes(written.get("adds", "no"), "")
    except ValueError as error:
        raise TradewatchError(f"adds: {error}", "adds=yes: summed with what is in force") from error


def _end_as_before(rows: Sequence[FactRow], content: dict[str, Any]) -> None:
    """What returns at the end of a new window is what would have returned at the end of the one before."""
    windows = [one.content for one in rows if one.kind == "window"]
    if windows and not content["at_the_end"]:
        last = max(windows, key=_window_end)
        content["at_the_end"] = list(last["at_the_end"])


def _window_end(content: Mapping[str, Any]) -> datetime:
    end = moment(next(iter(content["ends"].values())), "window: to")
    assert end is not None  # the row was built before
    return end.utc


def _days(content: Mapping[str, Any]) -> int:
    start, end = (
        moment(next(iter(content[name].values())), f"window: {word}")
        for name, word in (("starts", "from"), ("ends", "to"))
    )
    return wall_days(start, end) if start and end else 0


def _zone(kind: str, content: Mapping[str, Any], written: Written) -> str:
    """Where a moment is written without its zone: the imposing side's, else Washington's."""
    if written.get("zone"):
        return written["zone"].strip()
    side = written.get("imposed_by") or content.get("imposed_by") or content.get("side") or "US"
    zones = {name.casefold(): zone for name, zone in SIDE_ZONES.items()}
    return zones.get(str(side).strip().casefold(), SIDE_ZONES["US"])


def _free_id(rows: Iterable[FactRow], kind: str, written: Written) -> str:
    parts = [written.get(name, "") for name in ("imposed_by", "name", "label", "title", "rate")]
    stem = "-".join(re.findall(r"[a-z0-9]+", " ".join(parts).casefold()))[:48].strip("-") or kind
    taken = {one.id for one in rows}
    name, number = stem, 2
    while name in taken:
        name, number = f"{stem}-{number}", number + 1
    return name


def _known(kind: str) -> str:
    return "fields: " + ", ".join(f"{one.name}{'*' if one.required else ''}" for one in FIELDS[kind])
