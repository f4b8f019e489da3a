"""Which items each flag marks and the wording of them that it found, noted by triggers in the same transaction.

A flag on a story marks its items, one on a statement the items that carry it or a form of it; what joins them later is
marked as it joins. The wording is noted, not worked out when it is asked for: no clock that was put right since and no
later edit changes what stood there.
"""

from __future__ import annotations

import sqlite3

__all__ = ["FLAGGED", "MARKED", "MARKED_FROM", "MARKS", "VERSION_BY", "drop_marks", "make_marks"]

MARKS = """
create table flagged_item (
    kind text not null,
    target integer not null,
    at text not null,
    item_id integer not null references item(id),
    version integer not null,
    primary key (kind, target, at, item_id)
) without rowid;
create index flagged_item_by_item on flagged_item (item_id, at);
"""
"""By the flag's own time too: one that is set anew finds newer words, one that is put back by undo what it had found."""

FLAGGED = (
    "flag cross join flagged_item as marked"
    " on marked.kind = flag.kind and marked.target = flag.target and marked.at = flag.at"
    " and (flag.kind <> 'story' or (select story_id from item where id = marked.item_id) = flag.target)"
)
"""Flags and the items that they mark. What a person moves out of a story is marked by it no more; a statement's stay,
for an outlet that takes the words out does not unmark its item by that."""
MARKED = f"select marked.item_id from {FLAGGED} union all select item_id from exported_item"
"""All marked items: flagged ones and those that left the desk."""
MARKED_FROM = (
    f"select marked.item_id from {FLAGGED} where marked.item_id >= :lowest"
    " union all select item_id from exported_item where item_id >= :lowest"
)
"""The same from a number on: at each poll only those are looked at that can still stand in its document."""

_TAKEN_IN_SECONDS = 5
"""A person who flags sees what stood there some seconds ago: a wording that came just before the flag is news still."""
VERSION_BY = (
    "case when item.version = 1 then 1 when item.updated_at <= {0} then item.version"
    " else coalesce((select max(old.version) from item_version as old where old.item_id = item.id and old.seen_at <= {0}), 1) end"
)
_BY_FLAG = VERSION_BY.format(f"strftime('%Y-%m-%dT%H:%M:%SZ', flag.at, '-{_TAKEN_IN_SECONDS} seconds')")
# another flag of the same time is the same keystroke, or handed on by a story that went into another
_FOUND = f"coalesce((select min(version) from flagged_item where item_id = item.id and at = flag.at), {_BY_FLAG})"
_NOTED = "(select 1 from flagged_item where kind = flag.kind and target = flag.target and at = flag.at and item_id = item.id)"
_NOTE = (
    f"insert into flagged_item select flag.kind, flag.target, flag.at, item.id, {_FOUND}"
    f" from flag cross join item where {{}} and not exists {_NOTED}"
)
_ITEMS = (
    "item.id in (select flag.target where flag.kind = 'item'"
    " union all select told.id from item as told where flag.kind = 'story' and told.story_id = flag.target"
    " union all select part.item_id from statement_part as part where flag.kind = 'statement' and part.statement_id = flag.target"
    " union all select part.item_id from statement as form join statement_part as part on part.statement_id = form.id"
    "  where flag.kind = 'statement' and form.variant_of = flag.target)"
)
_TRIGGERS = (
    "create trigger flag_marks after insert on flag begin "
    + _NOTE.format(f"flag.kind = new.kind and flag.target = new.target and {_ITEMS}")
    + "; end",
    "create trigger item_joins after update of story_id on item"
    " when new.story_id is not null and new.story_id is not old.story_id begin "
    + _NOTE.format("flag.kind = 'story' and flag.target = new.story_id and item.id = new.id")
    + "; end",
    "create trigger part_joins after insert on statement_part begin "
    + _NOTE.format(
        "flag.kind = 'statement' and item.id = new.item_id"
        " and flag.target in (new.statement_id, (select variant_of from statement where id = new.statement_id))"
    )
    + "; end",
    "create trigger form_joins after update of variant_of on statement"
    " when new.variant_of is not null and new.variant_of is not old.variant_of begin "
    + _NOTE.format(
        "flag.kind = 'statement' and flag.target = new.variant_of"
        " and item.id in (select item_id from statement_part where statement_id = new.id)"
    )
    + "; end",
)


def make_marks(connection: sqlite3.Connection) -> None:
    """Notes what the flags mark of which that is not known, by their times, and has it noted from now on."""
    connection.execute(_NOTE.format(_ITEMS))
    for statement in _TRIGGERS:
        connection.execute(statement)


def drop_marks(connection: sqlite3.Connection) -> None:
    """Lets rows be put in as they are; `make_marks` follows."""
    for statement in _TRIGGERS:
        connection.execute(f"drop trigger {statement.split()[2]}")
