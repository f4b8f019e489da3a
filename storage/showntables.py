"""What the console's lists rest on: which stories and statements stand in them, kept true by triggers in the same transaction."""

from __future__ import annotations

import sqlite3

__all__ = ["CONSOLE", "drop_triggers", "make_triggers"]

_STORY_SHOWN = "(select max(published) from item where story_id = story.id and relevant = 1)"
_STORY_UNREAD = "(select count(*) from item where story_id = story.id and relevant = 1 and read_at is null)"
_CARRIED = (
    "exists (select 1 from statement_part join item on item.id = item_id"
    " where statement_id = statement.id and item.relevant = 1)"
)
_RECOUNT = f"update story set shown = {_STORY_SHOWN}, unread = {_STORY_UNREAD} where id"

_TRIGGERS: tuple[str, ...] = (
    "create trigger item_shown after update of relevant, story_id, published, read_at on item"
    " when new.relevant = 1 or old.relevant = 1 begin"
    f" {_RECOUNT} = old.story_id; {_RECOUNT} = new.story_id and new.story_id is not old.story_id; end",
    "create trigger item_shown_new after insert on item when new.relevant = 1 and new.story_id is not null begin"
    f" {_RECOUNT} = new.story_id; end",
    "create trigger item_shown_gone after delete on item when old.relevant = 1 and old.story_id is not null begin"
    f" {_RECOUNT} = old.story_id; end",
    "create trigger item_carries after update of relevant on item when new.relevant is not old.relevant begin"
    f" update statement set carried = {_CARRIED}"
    " where id in (select statement_id from statement_part where item_id = new.id); end",
    "create trigger part_carries after insert on statement_part begin"
    " update statement set carried = 1 where id = new.statement_id and carried = 0"
    " and (select relevant from item where id = new.item_id) = 1; end",
    "create trigger part_gone after delete on statement_part begin"
    f" update statement set carried = {_CARRIED} where id = old.statement_id; end",
)
"""A rule in every program that writes would be forgotten by one of them; a trigger is not."""

CONSOLE: tuple[str, ...] = (
    "alter table story add column shown text",
    "alter table story add column unread integer not null default 0",
    "alter table statement add column carried integer not null default 0",
    "create index item_shown_by_story on item (story_id, published) where relevant = 1",
    "create index item_unread_by_story on item (story_id) where relevant = 1 and read_at is null",
    "create index item_alone on item (published desc, id desc) where relevant = 1 and story_id is null",
    "create index story_shown on story (shown desc, id desc) where shown is not null",
    "create index story_unread on story (id) where unread > 0",
    "create index statement_shown on statement (published desc, id)"
    " where carried = 1 and state <> 'dismissed' and variant_of is null and speaker is not null",
    "create index statement_nameless on statement (published desc, id)"
    " where carried = 1 and state <> 'dismissed' and variant_of is null and speaker is null",
    "create table visit (user text primary key, begun_at text not null, seen_at text not null, before text) without rowid",
    "create table search (id integer primary key autoincrement, name text not null, query text not null,"
    " at text not null, by text not null, removed integer not null default 0)",
    "create table search_seen (user text not null, search_id integer not null references search(id),"
    " change_id integer not null default 0, at text not null, primary key (user, search_id)) without rowid",
    "alter table item add column gone_at text",
    "create table exported_item (item_id integer primary key references item(id), version integer not null, at text not null)",
    "create table answered_hand (item_id integer primary key references item(id), version integer not null,"
    " gone_at text, at text not null, by text not null)",
)
"""Stories that are shown by their newest relevant item; statements by whether a relevant item carries them.

`visit`: since when a person has had the console open, when it was last seen open, and the end of the visit before.
`search`, `search_seen`: saved searches, and the newest change that a person has seen of each.
`item.gone_at`: when its feed ceased to list it although older ones are listed still. `exported_item`: the wording that
left the desk. `answered_hand`: the wording (and absence) of a marked item that a person has taken note of.
"""


def make_triggers(connection: sqlite3.Connection) -> None:
    """Works out which stories and statements are shown, and has it kept so from now on."""
    connection.execute(f"{_RECOUNT} is not null")
    connection.execute(f"update statement set carried = {_CARRIED}")
    for statement in _TRIGGERS:
        connection.execute(statement)


def drop_triggers(connection: sqlite3.Connection) -> None:
    """Lets rows be put in as they are; `make_triggers` follows."""
    for statement in _TRIGGERS:
        connection.execute(f"drop trigger {statement.split()[2]}")
