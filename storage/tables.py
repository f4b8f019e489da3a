"""The tables and their indexes as each version of the schema made or changed them; `schema` says when they are run."""

from __future__ import annotations

__all__ = [
    "ALERTS",
    "BOOK",
    "CARRIERS",
    "DESK",
    "FEEDS",
    "FORGOTTEN",
    "ITEMS",
    "LOG",
    "NETWORK",
    "POLITE",
    "READ_BY",
    "RECALLS",
    "STATEMENTS",
    "TOLD",
]

FEEDS = """
create table feed (
    id integer primary key autoincrement,
    url text not null unique,
    title text not null,
    side text not null,
    category text not null,
    language text not null,
    official integer not null,
    via text,
    enabled integer not null,
    reason text not null default '',
    every_minutes integer,
    status text not null default 'never',
    error text not null default '',
    etag text,
    last_modified text,
    last_ok_at text,
    next_check_at text,
    retry_until text,
    failures integer not null default 0,
    items integer not null default 0,
    removed integer not null default 0
);
"""

ITEMS = """
create table item (
    id integer primary key autoincrement,
    feed_id integer not null references feed(id),
    key text not null,
    version integer not null default 1,
    url text,
    url_raw text,
    title text not null,
    summary text not null,
    text text not null,
    author text,
    language text not null,
    published text not null,
    published_raw text,
    published_known integer not null,
    first_seen text not null,
    updated_at text not null,
    rules text,
    relevant integer,
    relevant_by text,
    score real,
    reasons text not null default '[]',
    topics text not null default '[]',
    triples blob,
    story_id integer references story(id),
    read_at text,
    unique (feed_id, key)
);
create index item_by_time on item (published desc, id desc);
create index item_by_story on item (story_id);
create index item_by_link on item (feed_id, url);
create index item_pending on item (published desc, id desc) where rules is null;
create index item_relevant on item (published desc, id desc) where relevant = 1;
create table item_version (
    item_id integer not null references item(id),
    version integer not null,
    title text not null,
    summary text not null,
    text text not null,
    seen_at text not null,
    primary key (item_id, version)
) without rowid;
create virtual table item_search using fts5 (
    title, body, content = '', tokenize = "unicode61 remove_diacritics 2", prefix = '2 3', detail = full
);
create table story (
    id integer primary key autoincrement,
    latest text not null,
    first_item integer not null,
    items integer not null default 1,
    outlets integer not null default 1
);
create table sketch (
    hash integer not null,
    item_id integer not null references item(id),
    primary key (hash, item_id)
) without rowid;
create index sketch_by_item on sketch (item_id);
create index story_by_time on story (latest desc, id desc);
"""

STATEMENTS = """
create table statement (
    id integer primary key autoincrement,
    match text not null,
    quote text not null,
    direct integer not null,
    speaker text,
    side text not null,
    channel text not null,
    said_on text,
    published text not null,
    confidence real not null,
    rule text not null,
    language text not null,
    translated_by text,
    state text not null default 'found'
);
create index statement_by_time on statement (published desc, id desc);
create index statement_by_match on statement (match);
create index statement_by_speaker on statement (speaker, published desc);
create table statement_part (
    statement_id integer not null references statement(id),
    item_id integer not null references item(id),
    position integer not null,
    version integer not null,
    field text not null,
    start integer not null,
    end integer not null,
    primary key (statement_id, item_id, position)
) without rowid;
create index part_by_item on statement_part (item_id);
create table answer (
    statement_id integer not null references statement(id),
    answers integer not null references statement(id),
    reason text not null,
    primary key (statement_id, answers)
) without rowid;
create table proposal (
    id integer primary key autoincrement,
    imposed_by text not null,
    target text not null,
    from_rate text,
    to_rate text not null,
    duration_days integer,
    threat integer not null,
    rule text not null,
    published text not null,
    state text not null default 'open'
);
create table proposal_item (
    proposal_id integer not null references proposal(id),
    item_id integer not null references item(id),
    version integer not null,
    field text not null,
    start integer not null,
    end integer not null,
    primary key (proposal_id, item_id)
) without rowid;
create index proposal_by_item on proposal_item (item_id);
"""

DESK = """
create table flag (
    kind text not null,
    target integer not null,
    at text not null,
    by text not null,
    state text not null default 'todo',
    primary key (kind, target)
) without rowid;
create table note (
    kind text not null,
    target integer not null,
    note text not null default '',
    tags text not null default '[]',
    primary key (kind, target)
) without rowid;
create table action (
    id integer primary key autoincrement,
    batch integer not null,
    at text not null,
    by text not null,
    what text not null,
    kind text not null,
    target integer not null,
    before text not null,
    after text not null,
    undone_at text
);
create table change (
    id integer primary key autoincrement,
    kind text not null,
    row integer not null
);
create table request (
    id integer primary key autoincrement,
    kind text not null,
    argument text not null,
    asked_at text not null,
    answered_at text,
    answer text
);
create table progress (
    id integer primary key check (id = 1),
    done integer not null,
    total integer not null,
    pending integer not null,
    at text not null,
    finished_at text
);
insert into progress values (1, 0, 0, 0, '', null);
"""

BOOK = """
create table release (
    id integer primary key autoincrement,
    version text not null,
    digest text not null,
    at text not null
);
create table revision (
    id integer primary key autoincrement,
    batch integer not null,
    kind text not null,
    row text not null,
    at text not null,
    by text not null,
    origin text not null,
    source text not null,
    why text not null default '',
    content text,
    undoes integer
);
create index revision_by_row on revision (kind, row, id);
create index revision_by_batch on revision (batch);
alter table proposal add column kind text not null default 'rate';
alter table proposal add column subject text not null default '';
alter table proposal add column on_day text;
alter table proposal add column clock text;
alter table proposal add column zone text;
alter table proposal add column starts_on text;
alter table proposal add column latest text not null default '';
alter table proposal add column release_revision integer references revision(id);
alter table proposal add column revision_id integer references revision(id);
update proposal set latest = published;
create index proposal_by_state on proposal (state, latest desc);
create index proposal_by_words on proposal (kind, imposed_by, target, to_rate, subject, on_day);
"""

TOLD = """
drop table sketch;
alter table item add column traits text not null default '';
alter table story add column into_story integer references story(id);
create table untold (item_id integer primary key references item(id));
create table placed_by_hand (
    item_id integer primary key references item(id),
    story_id integer not null references story(id)
);
alter table statement add column stance text not null default '';
create table heard (
    statement_id integer not null references statement(id),
    item_id integer not null references item(id),
    stance text not null,
    back integer not null,
    addressed text not null,
    named text not null,
    subject text not null,
    house text not null,
    primary key (statement_id, item_id)
) without rowid;
create index heard_by_item on heard (item_id);
create table exported (statement_id integer primary key references statement(id), at text not null);
create table unsettled (id integer primary key autoincrement, at text not null);
insert into unsettled (at) select distinct published from statement;
alter table statement add column variant_of integer references statement(id);
create index statement_by_head on statement (variant_of) where variant_of is not null;
create index answer_by_answered on answer (answers);
alter table feed add column judged text not null default '';
create index item_near on item (published desc, id desc) where relevant = 0 and relevant_by is null and score >= 0.25;
"""


CARRIERS = """
alter table heard add column channel text not null default '';
alter table heard add column said_on text;
alter table heard add column confidence real not null default 0;
alter table heard add column rule text not null default '';
"""


POLITE = """
alter table feed add column learned_seconds integer;
alter table feed add column asked_seconds integer not null default 0;
alter table feed add column newest_at text;
alter table feed add column usual_gap_seconds integer;
alter table feed add column long_gap_seconds integer;
alter table feed add column moved_to text;
alter table feed add column moved_since text;
create table host_wait (host text primary key, until text not null) without rowid;
create table former_address (
    url text primary key,
    feed_id integer not null references feed(id),
    until text not null
) without rowid;
create table item_raw (
    item_id integer not null references item(id),
    version integer not null,
    field text not null,
    raw text not null,
    primary key (item_id, version, field)
) without rowid;
"""


READ_BY = """
alter table feed add column fallback text not null default '';
drop table item_search;
create virtual table item_search using fts5 (
    title, body, content = '', tokenize = "unicode61 remove_diacritics 2", detail = full
);
create virtual table title_search using fts5 (
    title, content = '', tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3', detail = full
);
"""

FORGOTTEN = """
create table forgotten (
    feed_id integer not null references feed(id),
    key text not null,
    url text,
    published text,
    primary key (feed_id, key)
) without rowid;
create index forgotten_by_link on forgotten (feed_id, url) where url is not null;
"""

NETWORK = """
alter table progress add column offline_since text;
alter table progress add column offline_why text not null default '';
alter table progress add column clock_ahead_seconds integer;
alter table progress add column clock_hosts integer not null default 0;
alter table progress add column clock_at text;
"""

RECALLS = """
create table recall (
    item_id integer not null references item(id),
    notice_id integer not null,
    title text not null,
    at text not null,
    primary key (item_id, notice_id)
) without rowid;
alter table exported_item add column known integer not null default 1;
update exported_item set known = version;
"""

LOG = """
create index action_by_batch on action (batch);
create index action_to_undo on action (by) where undone_at is null;
create index action_by_time on action (at) where what <> 'read';
create index action_by_target on action (kind, target) where what <> 'read';
"""

ALERTS = """
create table watch (
    name text primary key, query text not null, since text not null, last_item integer not null
) without rowid;
create table watched (id integer primary key check (id = 1), change_id integer not null, at text not null);
create table alert (
    id integer primary key autoincrement,
    kind text not null,
    subject text not null unique,
    rules text not null,
    title text not null,
    body text not null,
    link text not null,
    at text not null
);
create index alert_by_time on alert (at);
create table matched (
    rule text not null,
    item_id integer not null references item(id),
    alert_id integer references alert(id),
    primary key (rule, item_id)
) without rowid;
create index matched_by_item on matched (item_id);
create table delivery (
    alert_id integer not null references alert(id),
    target text not null,
    state text not null default 'due',
    tries integer not null default 0,
    next_at text not null,
    at text,
    why text not null default '',
    primary key (alert_id, target)
) without rowid;
create index delivery_due on delivery (target) where state = 'due';
create index delivery_given_up on delivery (at) where state = 'given_up';
"""
