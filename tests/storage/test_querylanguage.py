"""The query language: what is understood, where a mistake is said to be, and what each term finds on a real store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.desk import NOW, deliver, entry, read_all
from tradewatch.book.load import load_book
from tradewatch.errors import QueryError
from tradewatch.feeds.reading.lexicon import load_lexicon
from tradewatch.instants import parse_utc
from tradewatch.records import Feed, Side
from tradewatch.storage import changes
from tradewatch.storage.conditions import item_conditions, statement_conditions
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import ItemQuery, StatementQuery
from tradewatch.storage.querylanguage import (
    TERMS,
    Asked,
    Bearings,
    of_items,
    of_statements,
    parse_query,
    query_words,
    renewed,
    typing_hint,
)
from tradewatch.storage.queryterms import TOPICS
from tradewatch.storage.store import Store

BEARINGS = Bearings(ZoneInfo("America/New_York"), NOW, load_book().roster)
BESSENT = "“The door to China is open,” U.S. Treasury Secretary Scott Bessent told CNBC on Thursday."
RETRACTED = "“Nothing on tariffs was agreed,” said China's commerce minister Wang Wentao on Thursday."
NOBODY = "“Nobody moves on tariffs,” it was said. The United States and China go on."


def values(text: str) -> list[tuple[str, tuple[str, ...], bool]]:
    return [(one.kind, one.values, one.negated) for one in parse_query(text, BEARINGS).terms]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SIDE:china", [("side", ("China",), False)]),
        ("-is:Flagged", [("is", ("flagged",), True)]),
        ("topic:tariffs,rare-earths", [("topic", ("tariffs", "rare_earths"), False)]),
        ('speaker:"Scott Bessent",Greer', [("speaker", ("Scott Bessent", "Jamieson Greer"), False)]),
        ("speaker:Besse", [("speaker", ("Besse",), False)]),
        ('channel:"truth social', [("channel", ("truth_social",), False)]),
        ("feed:http://a.example/x", [("feed", ("http://a.example/x",), False)]),
        ("since:2025-06-01", [("since", ("2025-06-01T04:00:00Z",), False)]),
        ("until:2025-06-01", [("until", ("2025-06-02T03:59:59Z",), False)]),
        ("since:2025-11-02 until:2025-11-02", [("since", ("2025-11-02T04:00:00Z",), False), ("until", ("2025-11-03T04:59:59Z",), False)]),
        ("since:yesterday", [("since", ("2025-06-05T04:00:00Z",), False)]),
        ("until:today", [("until", ("2025-06-07T03:59:59Z",), False)]),
        ("since:3D", [("since", ("2025-06-03T16:00:00Z",), False)]),
        ("since:12h", [("since", ("2025-06-06T04:00:00Z",), False)]),
        ("since:2025-06-01T10:00", [("since", ("2025-06-01T14:00:00Z",), False)]),
        ("since:2025-06-01T10:00z", [("since", ("2025-06-01T10:00:00Z",), False)]),
    ],
)  # fmt: skip
def test_a_term_is_understood(text: str, found: list[object]) -> None:
    assert values(text) == found


@pytest.mark.parametrize("text", ["10:30", "https://example.org/a", "G7:", "Trump: no", '"side:China"', "x-side:China"])
def test_a_colon_of_the_text_makes_no_key(text: str) -> None:
    asked = parse_query(text, BEARINGS)
    assert (asked.words, asked.terms) == (text, ())


@pytest.mark.parametrize(
    ("text", "column", "wrong", "said"),
    [
        ("tariffs sied:China", 8, "sied", "did you mean side:?"),
        ("关税 -side:Chian x", 9, "Chian", "did you mean side:China?"),
        ("side:US,Chna", 8, "Chna", "US, China, both, other"),
        ("is:flaged", 3, "flaged", "is:flagged"),
        ("side: China", 0, "side:", "wants a value"),
        ("since:2025-13-01", 6, "2025-13-01", "2026-11-01"),
        ("until:9999999w", 6, "9999999w", "no time"),
        ("since:1492-01-01", 6, "1492-01-01", "1900 to 2200"),
        ("since:1d,2d", 9, "2d", "one time"),
        (" ***", 1, "***", "nothing to look for"),
        ("a " * 33, 64, "a", "more than 32"),
    ],
)
def test_a_wrong_query_says_where_and_what_there_is(text: str, column: int, wrong: str, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse_query(text, BEARINGS)
    error = caught.value
    assert (error.column, text[error.column :][: error.length]) == (column, wrong)
    assert said in f"{error.message} ({error.hint})"


@pytest.mark.parametrize("term", ["since:300w", "until:300w", "since:999999w", "since:yesterday", "until:12h"])
@pytest.mark.parametrize("year", [1900, 1903, 2200])
def test_a_time_that_goes_with_the_clock_stays_in_the_calendar_at_any_time(term: str, year: int) -> None:
    [asked] = parse_query(term, BEARINGS).terms
    there = replace(BEARINGS, now=datetime(year, 1, 1, tzinfo=UTC))
    [moved] = renewed((asked,), there)
    assert moved.typed == term
    assert 1900 <= parse_utc(moved.values[0]).year <= year


def test_a_span_beyond_the_calendar_means_from_its_beginning() -> None:
    [asked] = parse_query("since:300w", replace(BEARINGS, now=datetime(1903, 1, 1, tzinfo=UTC))).terms
    assert asked.values == ("1900-01-01T00:00:00Z",)


@pytest.mark.parametrize("last", ["side:", "-", '"rare ear', "since:2026-1", "side:Ch", 'speaker:"Scott B', "is:fl"])
def test_what_is_still_being_typed_is_left_out(last: str) -> None:
    asked = parse_query(f"steel topic:talks {last}", BEARINGS, typing=True)
    assert (asked.words, [one.kind for one in asked.terms]) == ("steel ", ["topic"])
    with pytest.raises(QueryError):
        parse_query(f"steel sied:x {last}", BEARINGS, typing=True)


def test_an_open_quotation_mark_closes_itself_on_enter() -> None:
    assert parse_query('"rare earths', BEARINGS).words == '"rare earths"'


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("x side:", "side: US, China, both, other"),
        ("side:US,c", "side: China"),
        ("si", "side:  since:"),
        ("feed:x", ""),
    ],
)
def test_the_hint_tells_what_may_follow(text: str, hint: str) -> None:
    assert typing_hint(text) == hint


def test_the_topics_that_are_hinted_at_are_those_of_the_lexicon() -> None:
    assert set(TOPICS) == set(load_lexicon().topics)


def test_every_term_of_the_help_is_one_and_in_the_readme() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    for term, meaning in TERMS:
        parse_query(term, BEARINGS)
        assert f"| `{term}` | {meaning} |" in readme


TEXTS = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from([*'-,:" ', "side:", "US", "is:", "near", "since:", "2025-06-01", "3d", "tag:", "a", "关税", "feed:", "\x00", "nobody"])
    ).map("".join),
)  # fmt: skip


@given(TEXTS, st.booleans())
def test_any_text_is_a_query_or_has_a_mistake_inside_it(text: str, typing: bool) -> None:
    try:
        asked = parse_query(text, BEARINGS, typing=typing)
    except QueryError as wrong:
        error = wrong
    else:
        _comes_back(asked)
        return
    assert 0 <= error.column < error.column + error.length <= len(text)


def _comes_back(asked: Asked) -> None:
    """What `=` begins with is the same query."""
    for query in (of_items(asked, ItemQuery()), of_statements(asked, StatementQuery())):
        again = parse_query(query_words(query), BEARINGS)
        built = of_items(again, ItemQuery()) if isinstance(query, ItemQuery) else of_statements(again, StatementQuery())
        assert [(one.kind, one.values, one.negated) for one in built.terms] == [
            (one.kind, one.values, one.negated) for one in query.terms
        ]


def test_times_that_count_back_go_along_with_the_clock() -> None:
    terms = parse_query("since:today until:2025-06-30 since:3d side:US", BEARINGS).terms
    assert renewed(terms, replace(BEARINGS, now=NOW + timedelta(minutes=2))) == terms
    later = renewed(terms, replace(BEARINGS, now=NOW + timedelta(hours=12)))
    assert [one.values[0] for one in later] == [
        "2025-06-07T04:00:00Z",
        "2025-07-01T03:59:59Z",
        "2025-06-04T04:00:00Z",
        "US",
    ]


# --- what the terms find ---


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    with Store.open(tmp_path_factory.mktemp("query") / "desk.sqlite") as store:
        store.add_feeds([Feed("http://127.0.0.1:9/official", "Ministry Gazette", side=Side.CHINA, official=True)])
        deliver(store, entry(1, title="Bessent says door to China is open on tariffs", summary=BESSENT))
        deliver(store, entry(1600, title="Port fees on US ships in China", summary=NOBODY))
        deliver(store, entry(3, title="Rain in Kent", summary="It rains."))
        deliver(store, entry(4, title="Shares rise in hope", summary="Traders look to Beijing."))
        gazette = {"feed": "http://127.0.0.1:9/official", "title": "Ministry Gazette"}
        deliver(store, entry(5, title="China and US tariffs: minister speaks", summary=RETRACTED), **gazette)  # type: ignore[arg-type]
        read_all(store)
        store.connection.execute("update item set score = 0.4, relevant = 0 where title like 'Shares%'")
        edited = entry(5, title="China and US tariffs: minister speaks", summary="The words are gone.")
        deliver(store, edited, **gazette)  # type: ignore[arg-type]
        read_all(store)
        deliver(store, entry(6, title="Not read yet", summary="Of tariffs on China."))
        number = store.connection.execute("select id from statement where speaker = 'Scott Bessent'").fetchone()[0]
        changes.flag(store, f"s{number}", by="ann", at=NOW, tags=["Rates"])
        changes.flag(store, "i3", by="ann", at=NOW, tags=["weather watch"])
        store.connection.execute("update item set read_at = published where id = 1")
        with closing(Pages.open(store.path)) as opened:
            yield opened


def found(pages: Pages, text: str) -> tuple[set[int], set[str]]:
    """The items by id, the statements by their first word."""
    asked = parse_query(text, BEARINGS)
    statements = pages.statements(pages.statement_ids(of_statements(asked, StatementQuery())))
    return set(pages.item_ids(of_items(asked, ItemQuery()))), {one.quote.split()[0] for one in statements}


@pytest.mark.parametrize(
    ("text", "items", "statements"),
    [
        ("", {1, 2, 5}, {"The", "Nothing"}),
        ("is:all", {1, 2, 3, 4, 5, 6}, {"The", "Nothing", "Nobody"}),
        ("speaker:bessent", {1}, {"The"}),
        ("-speaker:bessent", {2, 5}, {"Nothing"}),
        ("side:china", {5}, {"Nothing"}),
        ("feed:gazette", {5}, {"Nothing"}),
        ("-feed:HARBOUR", {5}, {"Nothing"}),
        ("feed:http://127.0.0.1:9/feed", {1, 2}, {"The"}),
        ("is:official", {5}, {"Nothing"}),
        ("channel:interview", {1}, {"The"}),
        ("topic:shipping", {2}, set()),
        ("is:nobody", {2}, {"Nobody"}),
        ("is:flagged", {1, 3}, {"The"}),
        ("-is:flagged", {2, 5}, {"Nothing"}),
        ("tag:rates", {1}, {"The"}),
        ('is:all tag:"Weather Watch"', {3}, set()),
        ("is:unread", {2, 5}, {"Nothing"}),
        ("is:edited", {5}, {"Nothing"}),
        ("-is:edited", {1, 2}, {"The"}),
        ("is:near", {4}, set()),
        ("is:all -is:near", {1, 2, 3, 5, 6}, {"The", "Nothing", "Nobody"}),
        ("since:today", {1, 5}, {"The", "Nothing"}),
        ("-since:today", {2}, set()),
        ("until:yesterday", {2}, set()),
        ("door", {1}, {"The"}),
        ('"door to china"', {1}, {"The"}),
        ("-door", {2, 5}, {"Nothing"}),
        ('tariffs -"door to china"', {2, 5}, {"Nothing"}),
        ("is:direct", {1, 2, 5}, {"The", "Nothing"}),
    ],
)
def test_what_a_term_finds(pages: Pages, text: str, items: set[int], statements: set[str]) -> None:
    assert found(pages, text) == (items, statements)


EACH = [
    "tariffs", "tarif", "ta", '"rare earths"', "door", "speaker:bessent", "speaker:nobody", "side:China", "side:US,other",
    "topic:tariffs,shipping", "feed:gazette", "channel:interview,remarks", "since:yesterday", "until:yesterday",
    "tag:rates", *(f"is:{one}" for one in "flagged unread direct official near nobody edited all".split()),
    "is:flagged,edited",
]  # fmt: skip


@pytest.mark.parametrize("term", EACH)
def test_a_term_and_its_negation_part_the_lists(pages: Pages, term: str) -> None:
    every = found(pages, "is:all")
    for with_it, without, whole in zip(
        found(pages, f"is:all {term}"), found(pages, f"is:all -{term}"), every, strict=True
    ):
        assert with_it.isdisjoint(without)
        assert with_it | without == whole


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_no_text_is_an_error_of_the_database(pages: Pages, text: str) -> None:
    try:
        found(pages, text)
    except QueryError:
        return


@pytest.mark.parametrize("text", [f"{sign}{term}" for term in EACH for sign in ("", "-")])
def test_no_term_reads_all_parts_for_each_row(pages: Pages, text: str) -> None:
    asked = parse_query(text, BEARINGS)
    connection = pages._connection
    where, bound = item_conditions(of_items(asked, ItemQuery()))
    plans = [connection.execute(f"explain query plan select item.id from item join feed on feed.id = item.feed_id where {where}", bound).fetchall()]  # fmt: skip
    where, bound = statement_conditions(of_statements(asked, StatementQuery()))
    plans.append(connection.execute(f"explain query plan select id from statement where {where}", bound).fetchall())
    for plan in plans:
        steps = {row[0]: (row[1], row[3]) for row in plan}
        for parent, words in steps.values():
            if words.startswith(("SCAN part", "SCAN statement_part", "SCAN form", "SCAN carrier")):
                while parent in steps:  # once for the whole list is cheap enough; within a correlated one it is not
                    parent, above = steps[parent]
                    assert "CORRELATED" not in above, plan
