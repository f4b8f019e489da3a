"""What changed in the duties, in sentences: each turn of a total, and of each measure beside it."""

from __future__ import annotations

from tradewatch.book.answers import decimal_words
from tradewatch.book.rows import Measure
from tradewatch.book.tariffs import DutyChange
from tradewatch.book.tariffwords import rate_words
from tradewatch.book.turns import Turn
from tradewatch.book.words import moment_words

__all__ = ["change_sentence", "turn_sentence"]


def change_sentence(change: DutyChange) -> str:
    """Gives a change of a total as a sentence, with what began and what ended then."""
    verb = "rose" if change.after > change.before else "fell"
    began = [
        one
        for one in change.measures
        if one.start is not None and one.start.utc == change.at.utc and one.start != one.end
    ]
    ended = [
        one for one in change.measures if one.end is not None and one.end.utc == change.at.utc and one.start != one.end
    ]
    back = [one for one in change.measures if one.returns_from is not None]
    parts = [f"{one.name} {decimal_words(one.rate)} % began ({_by(one)})" for one in began]
    parts += [f"{one.name} {decimal_words(one.rate)} % {_ended_as(one)}{_ending(one)}" for one in ended]
    parts += [f"{decimal_words(one.rate)} suspended points came back" for one in back]
    total = f"from {decimal_words(change.before)} to {decimal_words(change.after)} %"
    why = f": {'; '.join(parts)}" if parts else ""
    return f"{moment_words(change.at)}: {change.imposed_by} on {change.target} {verb} {total}{why}."


def turn_sentence(turn: Turn) -> str:
    """Gives a turn beside the totals as a sentence."""
    one = turn.measure
    target = "all countries" if one.target == "all" else one.target
    what = "began" if turn.what == "began" else f"{_ended_as(one)}{_ending(one)}"
    measure = f"{one.imposed_by} on {target}, {one.name} ({rate_words(one)})"
    return f"{moment_words(turn.at)}: {measure} {what}; beside the total ({_by(one)})."


def _by(one: Measure) -> str:
    return one.citation or one.authority or "instrument not named"


def _ending(one: Measure) -> str:
    return f" ({one.ended_by})" if one.ended_by else ""


def _ended_as(one: Measure) -> str:
    return {
        "void": "was struck down",
        "superseded": "was superseded",
        "expired": "expired",
        "suspended": "was suspended",
    }.get(one.ends_as, "ended")
