"""Reads reports and works out, without a database, which statements are forms of one and which answer which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from msgspec.structs import replace

from tests.desk import NOW, READER, item
from tradewatch.feeds.reading.answers import Answers
from tradewatch.feeds.reading.variants import Variants, order_of
from tradewatch.records import Heard, Reading, Side, Spoken, StatementFound, Worded

__all__ = ["Report", "answers_of", "heads_of", "links"]


@dataclass(frozen=True)
class Report:
    """A report so many hours after the first; those of one `story` tell of one event."""

    text: str
    hours: float = 0
    feed: str = "Bourse Today"
    story: str = ""
    title: str = "US and China at odds over tariffs"
    language: str = "en"
    feed_side: Side = Side.OTHER

    def reading(self, number: int) -> Reading:
        return READER.read(
            item(
                self.title, "", self.text, id=number, feed_title=self.feed, language=self.language,
                feed_side=self.feed_side, published=NOW + timedelta(hours=self.hours),
            )
        )  # fmt: skip


def spoken(*reports: Report) -> list[Spoken]:
    """Every statement of the reports once, in order of time."""
    found: list[Spoken] = []
    for number, report in enumerate(reports, 1):
        told = report.reading(number).statements
        assert told, report.text
        first = len(found) + 1
        for place, one in enumerate(told):
            heard = _heard(one, number, report, place, _before(told, place, first))
            known = next((row for row in found if (row.speaker, row.quote) == (one.speaker, one.quote)), None)
            if known is not None:
                found[known.statement_id - 1] = replace(known, heard=(*known.heard, heard))
                continue
            found.append(
                Spoken(
                    len(found) + 1, one.speaker, one.side, NOW + timedelta(hours=report.hours), one.said_on, one.quote,
                    (heard,),
                )
            )  # fmt: skip
    return sorted(found, key=lambda one: (one.published, one.statement_id))


def _heard(one: StatementFound, number: int, report: Report, place: int, before: int | None) -> Heard:
    story = sum(map(ord, report.story)) if report.story else -number
    return Heard(
        number, story, report.feed, place, one.stance, one.addressed, one.named, one.subject, one.house, before
    )


def _before(told: tuple[StatementFound, ...], place: int, first: int) -> int | None:
    here = told[place].parts[0].start
    for other in range(place - 1, -1, -1):
        if told[other].speaker != told[place].speaker:
            near = told[other].parts[-1].end > here - told[place].back
            return first + other if near else None
    return None


def answers_of(*reports: Report) -> list[tuple[str, str, str]]:
    """(words of the answer, words answered, reason)."""
    rows = spoken(*reports)
    words = {one.statement_id: one.quote for one in rows}
    decided = Answers()
    given = [one for _, at_once in groupby(rows, key=lambda row: row.published) for one in decided.place(list(at_once))]
    return [(words[one.statement_id], words[one.answers], one.reason) for one in given if one.answers is not None]


def links(*reports: Report) -> list[tuple[str, str]]:
    """(words of the answer, words answered)."""
    return [(one, other) for one, other, _ in answers_of(*reports)]


def heads_of(*words: str | Worded) -> list[int]:
    """For each quotation of one speaker, an hour apart, the place of the one that heads it."""
    rows = [
        one if isinstance(one, Worded) else Worded(number, "Scott Bessent", NOW + timedelta(hours=number), one)
        for number, one in enumerate(words)
    ]
    known = Variants()
    placed = {one.statement_id: one.head for one in map(known.place, sorted(rows, key=order_of))}
    return [number if (head := placed[number]) is None else head for number in range(len(rows))]
