"""Words of a speaker as a document shows them: who, when, where from, and the words that they answer or are answered by."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from tradewatch.quoting import quoted
from tradewatch.records import Flag, Item, Statement
from tradewatch.storage.export.links import Link, link_to
from tradewatch.storage.export.report import Exchange
from tradewatch.storage.ids import show_id

__all__ = ["Said", "flag_words", "said"]


class Said(Struct, frozen=True):
    """One statement; every field is words ready to be shown."""

    id: str
    who: str
    words: str
    """With quotation marks around each piece, as `quoted` gives them."""
    side: str
    channel: str
    """"" where the text does not say."""
    day: str
    """ISO, the day where the words were said; "" where nobody knows."""
    language: str
    source: Link
    """The outlet, with the address of the item."""
    corrected: bool
    withdrawn: bool
    """It stands in earlier wordings only."""
    flagged_by: str
    state: str
    note: tuple[str, ...]
    """Line by line."""
    tags: tuple[str, ...]
    reason: str
    """Why it is taken for an answer."""
    answers: tuple[Said, ...] = ()
    """What it answers; these have no answers of their own here."""
    answered_by: tuple[Said, ...] = ()


def said(one: Statement, exchange: Exchange, carrier: Item | None = None) -> Said:
    """Gives a statement with its answers; `carrier` is the item that it is shown with, else its first."""
    return _said(
        one, carrier or exchange.carriers.get(one.id),
        answers=tuple(_others(one.answers, exchange)), answered_by=tuple(_others(one.answered_by, exchange)),
    )  # fmt: skip


def _others(numbers: Iterable[int], exchange: Exchange) -> Iterable[Said]:
    for number in numbers:
        other = exchange.statements.get(number)
        if other is not None:
            yield _said(other, exchange.carriers.get(number))


def _said(
    one: Statement, carrier: Item | None, *, answers: tuple[Said, ...] = (), answered_by: tuple[Said, ...] = ()
) -> Said:
    by, state = flag_words(one.flag)
    return Said(
        id=show_id("statement", one.id),
        who=one.speaker or "nobody named",
        words=quoted(one),
        side=str(one.side),
        channel="" if one.channel == "unknown" else str(one.channel).replace("_", " "),
        day=one.said_on.isoformat() if one.said_on else "",
        language=one.language,
        source=link_to(carrier.url, carrier.feed) if carrier else Link(one.feed, ""),
        corrected=one.state == "corrected",
        withdrawn=one.withdrawn,
        flagged_by=by,
        state=state,
        note=tuple(one.note.splitlines()),
        tags=one.tags,
        reason=one.reason,
        answers=answers,
        answered_by=answered_by,
    )


def flag_words(flag: Flag | None) -> tuple[str, str]:
    """Gives who flagged it and its state; both are "" without a flag."""
    return (flag.by, str(flag.state)) if flag else ("", "")
