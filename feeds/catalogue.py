"""The bundled catalogue of feeds, and what an address says about whose it is."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from urllib.parse import urlsplit

from tradewatch.errors import FactsError
from tradewatch.records import Feed, Side

__all__ = ["bundled", "read_catalogue", "via_of"]

_TEXTS = ("url", "title", "category", "language", "reason")
_KEYS = frozenset({*_TEXTS, "side", "official", "via", "enabled", "every_minutes"})

_NOT_THE_PUBLISHER = (
    ("news.google.com", "google-news"),
    ("rsshub.app", "rsshub"),
    ("trumpstruth.org", "mirror"),
)
"""Host (or its ending) of services that carry other publishers' words."""


@cache
def bundled() -> tuple[Feed, ...]:
    """Gives the feeds that ship with the program; those that are dead or in doubt say so in `reason`.

    Raises FactsError, which names the row and the field, when the file has a mistake.
    """
    text = resources.files("tradewatch.facts").joinpath("feeds.json").read_text("utf-8")
    return read_catalogue(text, "feeds.json")


def read_catalogue(text: str, name: str) -> tuple[Feed, ...]:
    """Gives the feeds of a catalogue file; `name` is the file's. Raises FactsError for the first mistake."""
    try:
        rows = json.loads(text)["feeds"]
    except (ValueError, KeyError, TypeError) as error:
        raise FactsError(f"{name} is not a catalogue: {error}", "it is an object with a list named feeds") from error
    feeds = tuple(_feed(row, f"{name}, row {number}") for number, row in enumerate(rows, 1))
    seen: set[str] = set()
    for number, feed in enumerate(feeds, 1):
        if feed.url in seen:
            raise FactsError(f"{name}, row {number}, url: the address stands there twice: {feed.url}")
        seen.add(feed.url)
    return feeds


def via_of(url: str) -> str | None:
    """Gives what stands between an address and the publisher (`google-news`, `rsshub`, `mirror`), or None."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    for ending, name in _NOT_THE_PUBLISHER:
        if host == ending or host.endswith("." + ending):
            return name
    return "rsshub" if host.split(".")[0] == "rsshub" else None


def _feed(row: object, place: str) -> Feed:
    if not isinstance(row, dict):
        raise FactsError(f"{place}: not an object")
    unknown = sorted(set(row) - _KEYS)
    if unknown:
        raise FactsError(f"{place}, {unknown[0]}: unknown field", f"known are {', '.join(sorted(_KEYS))}")
    texts = {key: _text(row, key, place) for key in _TEXTS}
    _check_address(texts["url"], place)
    via = row.get("via") or via_of(texts["url"])
    official = bool(row.get("official", False))
    if official and via:
        raise FactsError(f"{place}, official: an address that is a mirror or a search is never official")
    enabled = bool(row.get("enabled", True))
    if not enabled and not texts["reason"]:
        raise FactsError(f"{place}, reason: a disabled feed says why")
    every = row.get("every_minutes")
    if every is not None and not (isinstance(every, int) and 1 <= every <= 1440):
        raise FactsError(f"{place}, every_minutes: a number from 1 to 1440")
    return Feed(
        url=texts["url"],
        title=texts["title"],
        side=_side(row.get("side"), place),
        category=texts["category"],
        language=texts["language"],
        official=official,
        via=via,
        enabled=enabled,
        reason=texts["reason"],
        every_minutes=every,
    )


def _text(row: dict[str, object], key: str, place: str) -> str:
    value = row.get(key, "" if key == "reason" else None)
    if not isinstance(value, str) or (not value and key != "reason"):
        raise FactsError(f"{place}, {key}: a text is wanted")
    return value


def _check_address(url: str, place: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise FactsError(f"{place}, url: only http and https addresses are feeds")
    if "{" in url:
        raise FactsError(f"{place}, url: a pattern with {{}} is not an address")


def _side(value: object, place: str) -> Side:
    try:
        return Side(str(value))
    except ValueError as error:
        raise FactsError(f"{place}, side: {value!r} is none of {', '.join(Side)}") from error
