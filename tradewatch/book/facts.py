"""The bundled data files as rows: which file holds which kind, and what is wrong with one that cannot be read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

from msgspec import Struct

from tradewatch.errors import FactsError

__all__ = ["FILES", "FactRow", "Facts", "bundled_digest", "bundled_facts", "read_facts", "rows_of_files"]

FILES: Mapping[str, tuple[str, str]] = {
    "measure": ("measures.json", "measures"),
    "window": ("windows.json", "windows"),
    "clock": ("windows.json", "clocks"),
    "claim": ("windows.json", "wrong_claims"),
    "deadline": ("deadlines.json", "deadlines"),
    "recurring": ("deadlines.json", "recurring"),
    "speaker": ("roster.json", "speakers"),
}
"""Kind of row → (file, list in it)."""

Read = Callable[[str], Mapping[str, Any]]
"""Gives a data file by its name; raises FactsError where it is none."""


class FactRow(Struct, frozen=True):
    """A row of the book before it is checked."""

    kind: str
    id: str
    content: Mapping[str, Any]
    place: str
    """Where a mistake in it is to be looked for: file and row, or who wrote it when."""
    sequence: int = 0
    """How often it was changed since it came into the book."""


class Facts(Struct, frozen=True):
    """All that the data files say."""

    rows: tuple[FactRow, ...]
    left_out: str
    checked_to: str
    """ISO date; the earliest of the files."""
    ambiguous: tuple[str, ...]
    """Surnames that several speakers share or that are words."""
    problems: tuple[str, ...]


def read_facts(name: str) -> dict[str, Any]:
    """Gives one of the bundled data files. Raises FactsError where it is not JSON."""
    try:
        content = json.loads(_bytes(name))
    except (OSError, ValueError, RecursionError) as error:
        raise FactsError(f"{name}: {error}", "the file must be JSON; install tradewatch anew") from error
    if not isinstance(content, dict):
        raise FactsError(f"{name}: is no JSON object", "install tradewatch anew")
    return content


@lru_cache(maxsize=1)
def bundled_facts() -> Facts:
    """Gives what this release ships."""
    return rows_of_files(read_facts)


@lru_cache(maxsize=1)
def bundled_digest() -> str:
    """Gives a mark of the bundled files: another release's differs if a letter of them does."""
    mark = hashlib.sha256()
    for name in sorted({file for file, _ in FILES.values()}):
        try:
            mark.update(_bytes(name))
        except OSError:
            mark.update(b"missing")
    return mark.hexdigest()[:16]


def rows_of_files(read: Read) -> Facts:
    """Gives the rows of all files; a file or a row that cannot be one is named in `problems`, the rest is there."""
    problems: list[str] = []
    files = {name: _file(read, name, problems) for name in sorted({file for file, _ in FILES.values()})}
    rows: list[FactRow] = []
    for kind, (file, section) in FILES.items():
        rows += _rows(kind, file, section, files[file], problems)
    days = [day for name, content in files.items() if content and (day := _checked(name, content, problems))]
    return Facts(
        tuple(rows),
        str(files["measures.json"].get("left_out", "")),
        min(days, default="1970-01-01"),
        _ambiguous(files["roster.json"], problems),
        tuple(problems),
    )


def _checked(name: str, content: Mapping[str, Any], problems: list[str]) -> str:
    try:
        return date.fromisoformat(content["checked_to"]).isoformat()
    except (KeyError, TypeError, ValueError):
        problems.append(f"{name}: checked_to: {content.get('checked_to')!r} is no date")
        return ""


def _ambiguous(content: Mapping[str, Any], problems: list[str]) -> tuple[str, ...]:
    listed = content.get("ambiguous", [])
    if not isinstance(listed, list) or not all(isinstance(one, dict) and "token" in one for one in listed):
        problems.append("roster.json: ambiguous: a list of objects with token is wanted")
        return ()
    return tuple(str(one["token"]) for one in listed)


def _file(read: Read, name: str, problems: list[str]) -> Mapping[str, Any]:
    try:
        return read(name)
    except FactsError as error:
        problems.append(error.message)
        return {}


def _rows(kind: str, file: str, section: str, content: Mapping[str, Any], problems: list[str]) -> list[FactRow]:
    if not content:
        return []
    listed = content.get(section)
    if not isinstance(listed, list):
        problems.append(f"{file}: {section}: a list of rows is missing")
        return []
    rows: list[FactRow] = []
    seen: set[str] = set()
    for number, row in enumerate(listed, 1):
        name = row.get("id") if isinstance(row, dict) else None
        place = f"{file}, row {number} ({name or 'without id'})"
        if not isinstance(row, dict) or not isinstance(name, str) or not name:
            problems.append(f"{place}: id: missing")
        elif name in seen:
            problems.append(f"{place}: id: the row before has the same")
        else:
            seen.add(name)
            rows.append(FactRow(kind, name, row, place))
    return rows


def _bytes(name: str) -> bytes:
    return resources.files("tradewatch.facts").joinpath(name).read_bytes()
