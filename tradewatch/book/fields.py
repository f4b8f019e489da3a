"""The fields of the book that a person may write, by kind of row, and what a new row begins with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from tradewatch.book.build import ENDS, EVIDENCE, SIDES
from tradewatch.book.written import Parser, written_day, written_moment, written_rate, written_yes
from tradewatch.clean import clean_line
from tradewatch.records import Side

__all__ = ["FIELDS", "Field", "blank", "required"]


_MOST_DAYS = 3_660
"""Ten years: no window of a truce was meant for longer."""


class Field(Struct, frozen=True):
    name: str
    read: Parser
    words: str
    """What it is, for `--help` and errors."""
    required: bool = False
    start: Any = None
    """What a new row has where nothing is written."""


_LONGEST = 400
"""Letters of a text; a note may have ten times as many."""


def _text(text: str, zone: str) -> str:
    return _bounded(text, _LONGEST)


def _note(text: str, zone: str) -> str:
    return _bounded(text, 10 * _LONGEST)


def _bounded(text: str, longest: int) -> str:
    words = clean_line(text)
    if len(words) > longest:
        raise ValueError(f"{len(words)} letters are too many, {longest} at the most")
    return words


def _whole(text: str, zone: str) -> int:
    if not text.strip().isascii() or not text.strip().isdigit() or not 1 <= int(text.strip()[:6]) <= _MOST_DAYS:
        raise ValueError(f"{text!r} is no number of days from 1 to {_MOST_DAYS}")
    return int(text)


def _one_of(*allowed: str) -> Parser:
    def read(text: str, zone: str) -> str:
        near = {one.casefold(): one for one in allowed}.get(text.strip().casefold())
        if near is None:
            raise ValueError(f"{text!r} is none of {', '.join(allowed)}")
        return near

    return read


def _sides(text: str, zone: str) -> list[str]:
    return [_one_of("US", "China")(one, zone) for one in text.split(",") if one.strip()]


def _list(text: str, zone: str) -> list[str]:
    return [one for part in text.split(",") if (one := clean_line(part))]


_MEASURE = (
    Field("imposed_by", _one_of(*SIDES[:2]), "US or China", True),
    Field("target", _one_of(*SIDES[:3]), "US, China or all", True),
    Field("rate", written_rate, "percent, or none where it is not ad valorem"),
    Field("name", _text, "short, as it stands in the pane", True),
    Field("scope", _text, "what goods", start=""),
    Field("stack", written_yes, "yes: it is summed with the general duties", start=False),
    Field("whole", written_yes, "yes: it is the whole total while it lasts, whatever else is summed", start=False),
    Field("from", written_moment, "since when it is charged; none: never or not known"),
    Field("to", written_moment, "until when; none: open"),
    Field("ends_as", _one_of(*ENDS), "what it is once over, or if it never began", start="superseded"),
    Field("kind", _text, "what sort of measure", start="additional ad valorem"),
    Field("known_from", written_day, "since when it is known"),
    Field("end_known_from", written_day, "since when its end is known; none: when it came"),
    Field("authority", _text, "the law it rests on", start=""),
    Field("citation", _text, "the instrument: order, notice, announcement", start=""),
    Field("ended_by", _text, "the instrument that ended it", start=""),
    Field("evidence", _one_of(*EVIDENCE), "seen, reported or unverified", start="reported"),
    Field("note", _note, "anything else", start=""),
)
_WINDOW = (
    Field("label", _text, "what it is called", True),
    Field("agreed", written_moment, "when it was agreed or announced", True),
    Field("agreed_at", _text, "where and by whom", start=""),
    Field("from", written_moment, "when it takes effect", True),
    Field("to", written_moment, "when it ends", True),
    Field("days", _whole, "its length in days; else counted on the wall clock of Washington"),
    Field("announced_by", _sides, "US, China or both, with a comma", start=()),
    Field("confirmed_from", written_day, "the day since when it holds though no instrument is in the record"),
    Field("instrument", _text, "`US: EO 14400, 2026-11-09`; adds one and so confirms the window"),
    Field("void_from", written_moment, "when it was called off or struck down; none: it was not"),
    Field("note", _note, "anything else", start=""),
)
_DEADLINE = (
    Field("title", _text, "what it is", True),
    Field("start", written_moment, "when; none: not known", True),
    Field("end", written_moment, "its last day or hour"),
    Field("kind", _text, "talks, court, hearing, comment, review, data, deadline …", start="deadline"),
    Field("countdown", written_yes, "yes: it may stand in the truce pane", start=True),
    Field("outcome", _text, "what came of it", start=""),
    Field("outcome_known_from", written_day, "since when that is known"),
    Field("status", _text, "upcoming, past, open", start="upcoming"),
    Field("known_from", written_day, "since when it is known"),
    Field("evidence", _one_of(*EVIDENCE), "seen, reported or unverified", start="reported"),
    Field("note", _note, "anything else", start=""),
)
_SPEAKER = (
    Field("name", _text, "as it is to stand in print", True),
    Field("side", _one_of(*(str(side) for side in Side)), "US, China, both or other", True),
    Field("kind", _one_of("person", "body"), "person or body", start="person"),
    Field("native", _text, "the name in its own script"),
    Field("aliases", _list, "other names, with commas", start=()),
    Field("role", _text, "`title, from, to`: adds a post; the end may be left out"),
    Field("note", _note, "anything else", start=""),
)
_CLOCK = (
    Field("until", written_moment, "when it ends", True),
    Field("announced_until", written_moment, "an end that was announced without an instrument"),
    Field("void_from", written_moment, "when it was struck down"),
    Field("instrument", _text, "the instrument", start=""),
    Field("note", _note, "anything else", start=""),
)
FIELDS: Mapping[str, tuple[Field, ...]] = {
    "measure": _MEASURE,
    "window": _WINDOW,
    "deadline": _DEADLINE,
    "speaker": _SPEAKER,
    "clock": _CLOCK,
    "record": (Field("checked_to", written_day, "the day to which the record was checked", True),),
}
"""What `book add` and `book edit` know; a clock is edited only."""


def required(kind: str) -> list[str]:
    """Gives the fields without which there is no row of the kind."""
    return [one.name for one in FIELDS[kind] if one.required]


def blank(kind: str, today: str) -> dict[str, Any]:
    """Gives a new row before anything is written into it; `today` is the Washington date it is known from."""
    row: dict[str, Any] = {
        one.name: list(one.start) if isinstance(one.start, tuple) else one.start for one in FIELDS[kind]
    }
    if "known_from" in row:
        row["known_from"] = today
    if kind == "measure":
        row["rates"] = []
    if kind == "window":
        row |= {"at_the_end": [], "instruments": [], "inferred_end": None}
        row.pop("instrument")
    if kind == "speaker":
        row |= {"roles": [], "channels": []}
        row.pop("role")
    return row
