"""A newsroom's own lexicon: a file in the shape of the bundled one that adds to it and wins.

`docs/reading.md` has the shape. A term is taken as plain words, `re:` makes it a pattern, and a `-` before it takes the
bundled term of the same letters out.
"""

from __future__ import annotations

import difflib
import json
import re
from pathlib import Path
from typing import Any

from tradewatch.errors import FactsError

__all__ = ["with_own"]

_OPEN = frozenset({"bodies", "people.titles", "people.houses", "stories.concepts"})
"""Sections that may have names of the desk's own; everywhere else an unknown name is a slip."""
_PATTERNS = frozenset({"people.us_office", "people.china_office"})
"""Places of one pattern; the other strings are words with blanks between."""
_PLAIN = frozenset({"people", "speech", "stories"})
"""Sections whose terms are words or names, never patterns."""


def with_own(bundled: dict[str, Any], path: Path) -> dict[str, Any]:
    """Gives the lexicon with the file's terms. Raises FactsError, which names file and place, for what is not understood."""
    try:
        own = json.loads(path.expanduser().read_text("utf-8"))
    except (OSError, ValueError, RuntimeError) as error:
        raise FactsError(f"{path}: {error}", "the lexicon is a JSON file in the shape of docs/reading.md") from error
    if not isinstance(own, dict):
        raise FactsError(f"{path}: a {_kind(own)}", "one object with sections is wanted")
    own = {name: value for name, value in own.items() if name != "schema"}
    merged: dict[str, Any] = _joined(bundled, own, str(path), "")
    return merged


def _joined(bundled: Any, own: Any, path: str, place: str) -> Any:
    if isinstance(bundled, dict):
        return _section(bundled, own, path, place)
    if isinstance(bundled, bool | int | float):
        if isinstance(own, bool) or not isinstance(own, int | float):
            raise _mistake(path, place, f"a {_kind(own)}", "a number is wanted")
        return own
    terms = own.split() if isinstance(own, str) and place.split(".")[0] in _PLAIN else own
    if not isinstance(terms, list) or not all(isinstance(term, str) and term.strip(" -") for term in terms):
        raise _mistake(path, place, "no list of terms", 'a list is wanted, as ["barge rates", "re:barges?"]')
    if isinstance(bundled, str):
        if place in _PATTERNS:
            return "|".join([*_terms(terms, path, place), bundled])
        return " ".join(_changed(bundled.split(), [term.replace(" ", "|") for term in terms], path, place))
    plain = place.split(".")[0] in _PLAIN
    return _changed(bundled, terms if plain else _terms(terms, path, place), path, place)


def _section(bundled: dict[str, Any], own: Any, path: str, place: str) -> dict[str, Any]:
    if not isinstance(own, dict):
        raise _mistake(path, place, f"a {_kind(own)}", "names with their terms are wanted")
    merged = dict(bundled)
    for name, value in own.items():
        inside = f"{place}.{name}" if place else name
        if name in bundled:
            merged[name] = _named(bundled[name], value, path, inside, place)
        elif place in _OPEN:
            merged[name] = _named(_empty(bundled), value, path, inside, place)
        else:
            near = difflib.get_close_matches(name, bundled, n=1)
            hint = (
                f"did you mean {near[0]}?" if near else f"known: {', '.join(one for one in bundled if one != 'schema')}"
            )
            raise _mistake(path, inside, "not known", hint)
    return merged


def _named(bundled: Any, own: Any, path: str, inside: str, section: str) -> Any:
    """A title or a house stands for one name: the desk's own instead of the bundled one."""
    if section in ("people.titles", "people.houses"):
        if not isinstance(own, str) or not own.strip():
            raise _mistake(path, inside, f"a {_kind(own)}", "a name is wanted")
        return own
    return _joined(bundled, own, path, inside)


def _empty(section: dict[str, Any]) -> Any:
    return type(next(iter(section.values())))()


def _terms(terms: list[str], path: str, place: str) -> list[str]:
    """The terms as patterns; those to take out stay as they are."""
    found = []
    for number, term in enumerate(terms):
        if term.startswith("re:"):
            try:
                re.compile(term[3:])
            except re.error as error:
                raise _mistake(path, f"{place}[{number}]", f"{term!r}: {error}", "no pattern") from error
            if "(?P<" in term or re.compile(term[3:]).groups:
                raise _mistake(
                    path, f"{place}[{number}]", f"{term!r} has a group", "(?:...) is one that counts nothing"
                )
        found.append(term[3:] if term.startswith("re:") else term if term.startswith("-") else re.escape(term))
    return found


def _changed(bundled: list[str], terms: list[str], path: str, place: str) -> list[str]:
    """The desk's terms first, without those that they take out."""
    out = {term[1:] for term in terms if term.startswith("-")}
    missing = sorted(out - set(bundled))
    if missing:
        near = difflib.get_close_matches(missing[0], bundled, n=1)
        hint = f"did you mean {near[0]!r}?" if near else "a term is taken out in the letters of the bundled one"
        raise _mistake(path, place, f"{missing[0]!r} is not there to be taken out", hint)
    return [term for term in terms if not term.startswith("-")] + [term for term in bundled if term not in out]


def _mistake(path: str, place: str, what: str, hint: str) -> FactsError:
    return FactsError(f"{path}, {place}: {what}", hint)


def _kind(value: object) -> str:
    names = {dict: "section", list: "list", str: "text", bool: "truth value", int: "number", float: "number"}
    return names.get(type(value), "null")
