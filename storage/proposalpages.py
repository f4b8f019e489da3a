"""Reading proposals back as records: what was read, and every item that carries it, the strongest source first."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any

from tradewatch.instants import parse_utc
from tradewatch.records import Carrier, ClaimFound, DateFound, Field, Proposal, RateFound, Side, StatementPart

__all__ = ["claims_of", "proposal", "proposals"]

_COLUMNS = (
    "id, kind, state, imposed_by, target, from_rate, to_rate, duration_days, threat, rule, subject, on_day, clock, zone,"
    " published, latest, release_revision, revision_id, starts_on"
)
_BESIDE = 48
"""Letters on either side of what was read that are given with it."""
_RANK = {"official": 0, "courts": 0, "data": 0, "wire": 2, "state-media": 3, "press": 4, "trade-press": 5, "legal": 5}
"""How strong a source is by its feed's category; an official address before any other, a mirror or search last."""


def proposals(connection: sqlite3.Connection, state: str | None = "open") -> list[Proposal]:
    """Gives the proposals in a state (None: all) that a relevant item carries or a release makes, newest first."""
    where = "" if state is None else "where state = :state"
    rows = connection.execute(
        f"select {_COLUMNS} from proposal {where} order by latest desc, id desc", {"state": state}
    ).fetchall()
    carriers = _carriers(connection, None if state is None else state)
    found = [_proposal(row, carriers.get(row[0], [])) for row in rows]
    return [one for one in found if one.carriers or one.kind == "release"]


def proposal(connection: sqlite3.Connection, number: int) -> Proposal | None:
    """Gives one proposal, or None."""
    row = connection.execute(f"select {_COLUMNS} from proposal where id = ?", (number,)).fetchone()
    return None if row is None else _proposal(row, _carriers(connection, None, number).get(number, []))


def claims_of(connection: sqlite3.Connection, item_ids: Sequence[int]) -> dict[int, list[DateFound | ClaimFound]]:
    """Gives the dates and known wrong claims that these items tell, by item."""
    found: dict[int, list[DateFound | ClaimFound]] = defaultdict(list)
    for start in range(0, len(item_ids), 500):
        part = tuple(item_ids[start : start + 500])
        marks = ", ".join("?" * len(part))
        for row in connection.execute(
            "select item_id, kind, subject, on_day, clock, zone, rule, field, start, end from proposal_item"
            f" join proposal on proposal.id = proposal_id where item_id in ({marks}) and kind in ('date', 'claim')",
            part,
        ):
            place = StatementPart(Field(row[7]), row[8], row[9])
            claim: DateFound | ClaimFound = ClaimFound(row[2], place)
            if row[1] == "date":
                claim = _date(row[2], row[3], row[4], row[5], row[6], place)
            found[row[0]].append(claim)
    return found


def _carriers(connection: sqlite3.Connection, state: str | None, number: int | None = None) -> dict[int, list[Carrier]]:
    found: dict[int, list[tuple[int, Carrier]]] = defaultdict(list)
    rows = connection.execute(
        "select proposal_id, item.id, feed.title, item.url, feed.official, feed.side, feed.category, feed.via,"
        " item.published, field, start, end, proposal_item.version = item.version, item.title,"
        " substr(case field when 'title' then item.title when 'summary' then item.summary else item.text end,"
        f" max(1, start + 1 - {_BESIDE}), end - start + {2 * _BESIDE})"
        " from proposal_item join proposal on proposal.id = proposal_id join item on item.id = item_id"
        " join feed on feed.id = item.feed_id where item.relevant = 1"
        " and (:state is null or proposal.state = :state) and (:number is null or proposal.id = :number)",
        {"state": state, "number": number},
    )
    for row in rows:
        place = StatementPart(Field(row[9]), row[10], row[11])
        rank = 9 if row[7] else (0 if row[4] else _RANK.get(row[6], 6))
        words = _around(row[14], row[10], row[11] - row[10]) if row[12] else ""
        found[row[0]].append(
            (
                rank,
                Carrier(row[1], row[2], row[3], bool(row[4]), Side(row[5]), parse_utc(row[8]), row[13], words, place),
            )
        )
    return {
        key: [one for _, one in sorted(value, key=lambda pair: (pair[0], pair[1].published, pair[1].item_id))]
        for key, value in found.items()
    }


def _around(cut: str, start: int, length: int) -> str:
    """The words with at most so many letters before and behind them, broken off at spaces."""
    at = min(start, _BESIDE)
    before, words, after = cut[:at], cut[at : at + length], cut[at + length :]
    if start > _BESIDE:
        before = "…" + before[before.find(" ") + 1 :]
    if len(after) >= _BESIDE:
        after = after[: after.rfind(" ") + 1].rstrip() + "…"
    return before + words + after


def _proposal(row: Sequence[Any], carriers: list[Carrier]) -> Proposal:
    place = carriers[0].part if carriers else StatementPart(Field.TITLE, 0, 0)
    rate = dated = None
    if row[1] == "rate":
        from_rate = Decimal(row[5]) if row[5] is not None else None
        starts = date.fromisoformat(row[18]) if row[18] else None
        rate = RateFound(row[3], row[4], from_rate, Decimal(row[6]), row[7], bool(row[8]), row[9], place, starts)
    elif row[1] == "date":
        dated = _date(row[10], row[11], row[12], row[13], row[9], place)
    return Proposal(
        id=row[0], kind=row[1], state=row[2], rate=rate, date=dated, subject=row[10], published=parse_utc(row[14]),
        latest=parse_utc(row[15]), release_revision=row[16], revision=row[17], carriers=tuple(carriers),
    )  # fmt: skip


def _date(subject: str, day: str, clock: str | None, zone: str | None, rule: str, place: StatementPart) -> DateFound:
    return DateFound(subject, date.fromisoformat(day), time.fromisoformat(clock) if clock else None, zone, rule, place)
