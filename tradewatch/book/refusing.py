"""What a change of the book must not do: hold a row that cannot be, sum a duty twice, leave a hole, mix up names."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from tradewatch.book.build import build, built
from tradewatch.book.facts import FactRow
from tradewatch.book.load import rows_roster
from tradewatch.book.moments import moment
from tradewatch.book.overlaps import newly_summed, refuse_double
from tradewatch.book.revisions import RowChange
from tradewatch.book.roster import Speaker
from tradewatch.errors import FactsError, TradewatchError

__all__ = ["check_rows", "check_undone", "refuse_hole", "refuse_replacing"]


def check_undone(rows: Sequence[FactRow], changes: Sequence[RowChange], recent: Collection[tuple[str, str]]) -> None:
    """Raises TradewatchError where taking changes back would sum a duty with one that somebody has put in since.

    `recent` are the (kind, id) of the rows that were changed after what is taken back.
    """
    back = {(one.kind, one.row): one.content for one in changes}
    kept = [row for row in rows if (row.kind, row.id) not in back]
    after = kept + [FactRow(kind, name, content, name) for (kind, name), content in back.items() if content is not None]
    for one, other in newly_summed(built(rows, "measure", []), built(after, "measure", [])):
        for mine, theirs in ((one, other), (other, one)):
            if ("measure", mine.id) in back and ("measure", theirs.id) in recent and ("measure", theirs.id) not in back:
                raise TradewatchError(
                    f"taken back, {mine.id} and {theirs.id} would be summed at the same time",
                    f"change {theirs.id} first",
                )


def refuse_hole(rows: Sequence[FactRow], row: FactRow, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Raises TradewatchError where a duty that took another's place would begin later: between them there is none."""
    old, new = moment(before.get("from"), "from"), moment(after.get("from"), "from")
    if old is None or not after.get("stack") or (new is not None and new.utc <= old.utc):
        return
    for one in built(rows, "measure", []):
        same = (one.imposed_by, one.target) == (after["imposed_by"], after["target"])
        if same and one.stack and one.id != row.id and one.end is not None and one.end.utc == old.utc:
            raise TradewatchError(
                f"{one.id} ended where {row.id} began, {old.day_words()}: a later start would leave a hole",
                "take the change back and make it anew, with replaces=",
            )


def refuse_replacing(row: FactRow, content: Mapping[str, Any]) -> None:
    """Raises TradewatchError where a measure cannot take another's place: itself, another direction's, one long over."""
    if row.id == content["id"]:
        raise TradewatchError(f"{row.id} cannot replace itself", "replaces= names other measures")
    if (row.content["imposed_by"], row.content["target"]) != (content["imposed_by"], content["target"]):
        direction = f"{row.content['imposed_by']} on {row.content['target']}"
        raise TradewatchError(
            f"{row.id} is of another direction, {direction}", "replaces= names duties of the same one"
        )
    end, start = moment(row.content.get("to"), "to"), moment(content["from"], "from")
    if end is not None and start is not None and end.utc <= start.utc:
        raise TradewatchError(f"{row.id} was over on {end.day_words()}", "replaces= names what is in force then")


def check_rows(rows: Sequence[FactRow], changes: Sequence[RowChange], *, adds: bool = False) -> None:
    """Builds the rows as the loader would, and refuses what would count twice. Raises TradewatchError."""
    made = []
    for one in changes:
        if one.content is not None:
            try:
                made.append((one, build(FactRow(one.kind, one.row, one.content, f"{one.kind} {one.row}"))))
            except FactsError as error:
                raise TradewatchError(error.message, error.hint or "nothing was changed") from error
    measures = [found for one, found in made if one.kind == "measure"]
    if measures:
        refuse_double(rows, measures, adds=adds)
    for one, found in made:
        if one.kind == "speaker":
            _refuse_taken_names(rows, found)


def _refuse_taken_names(rows: Sequence[FactRow], speaker: Speaker) -> None:
    """Words of one must never go to another: a name or alias that somebody else of the roster bears is refused."""
    own = {name.casefold(): name for name in (speaker.name, speaker.native, *speaker.aliases) if name}
    for name in own.values():
        if not any(letter.isupper() or "\u2e80" <= letter <= "\u9fff" for letter in name):
            raise TradewatchError(f"speaker {speaker.id}: {name!r} is a word, not a name", "names begin with a capital")
    others = rows_roster([row for row in rows if (row.kind, row.id) != ("speaker", speaker.id)])
    for name in own.values():
        known = others.by_name(name)
        if known is not None:
            raise TradewatchError(
                f"speaker {speaker.id}: {name} is {known.name} ({known.id})", "each name has one bearer"
            )
