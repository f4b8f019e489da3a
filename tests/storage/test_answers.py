"""Forms and answers as stored: the same whatever the order of reading, and never over a person's word."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.desk import NOW, READER, deliver, entry, read_all
from tradewatch.feeds.telling import tell
from tradewatch.records import Channel, Entry, Formed, Statement
from tradewatch.storage import changes
from tradewatch.storage.handover import read_handover
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import StatementQuery
from tradewatch.storage.store import Store

TITLE = "US and China at odds over tariffs and rare earth licences"


def said(number: int, text: str, hours: float) -> Entry:
    return entry(
        number, title=f"{TITLE}, day {number}", summary=text, published=NOW - timedelta(days=4) + timedelta(hours=hours)
    )


SLOW = "“Beijing is slow-walking its rare earth licences and everybody knows it,” Treasury Secretary Scott Bessent told CNBC."
SLOW_TOO = "“Beijing is slow-walking rare earth licences and everybody knows it,” Bessent said on television."
ANSWER = "He Yongqian, rejecting Bessent’s remarks on rare earth licences, told a briefing: “We approve what meets the rules.”"
ANSWER_PLAIN = "“We approve what meets the rules,” He Yongqian told a briefing."
REPORTS: tuple[tuple[str, Entry], ...] = (
    ("Harbour Wire", said(1, SLOW, 0)),
    ("Quay Daily", said(2, SLOW_TOO, 2)),
    ("Coast Courier", said(3, ANSWER_PLAIN, 24)),
    ("Bourse Today", said(4, ANSWER, 26)),
    ("Prairie Post", said(5, "“Soybeans pay for everything,” Jamieson Greer told reporters about China.", 27)),
)


def filled(path: Path, reports: Sequence[tuple[str, Entry]] = REPORTS) -> Store:
    opened = Store.open(path)
    for feed, one in reports:
        deliver(opened, one, feed=f"http://127.0.0.1:9/{feed.split()[0]}", title=feed)
    return opened


def every(store: Store, **query: object) -> dict[str, Statement]:
    """Statements that lists show, by how their words begin."""
    pages = Pages.open(store.path)
    found = pages.statements(pages.statement_ids(StatementQuery(**query)))  # type: ignore[arg-type]
    pages.close()
    return {" ".join(one.quote.split()[:4]): one for one in found}


HEAD, FORM, REPLY = "Beijing is slow-walking its", "Beijing is slow-walking rare", "We approve what meets"


def test_a_form_is_put_under_the_first_and_its_outlets_count(tmp_path: Path) -> None:
    with filled(tmp_path / "a.sqlite") as store:
        read_all(store)
        shown = every(store)
        assert set(shown) == {HEAD, REPLY, "Soybeans pay for everything,"}
        assert shown[HEAD].outlets == 2
        forms = every(store, all_forms=True)
        assert shown[HEAD].variants == (forms[FORM].id,)
        assert (forms[FORM].variant_of, forms[HEAD].variant_of) == (shown[HEAD].id, None)
        pages = Pages.open(store.path)
        assert pages.counts().statements == 3
        pages.close()


def test_a_search_for_a_word_of_a_form_finds_its_head(tmp_path: Path) -> None:
    odd = said(2, SLOW_TOO.replace("everybody", "anybody"), 2)
    with filled(tmp_path / "a.sqlite", (REPORTS[0], ("Quay Daily", odd))) as store:
        read_all(store)
        assert set(every(store, words="anybody")) == {HEAD}


def test_an_answer_told_by_a_later_outlet_is_that_of_the_statement(tmp_path: Path) -> None:
    with filled(tmp_path / "a.sqlite") as store:
        read_all(store)
        shown = every(store)
        assert shown[REPLY].answers == (shown[HEAD].id,)
        assert shown[HEAD].answered_by == (shown[REPLY].id,)
        assert shown[REPLY].reason.startswith("rejects it a day later: both speak of ")
        assert shown[REPLY].published < NOW - timedelta(days=3) + timedelta(hours=1)


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_reading_and_arriving_changes_nothing(tmp_path: Path, seed: int) -> None:
    shuffled = list(REPORTS)
    random.Random(seed).shuffle(shuffled)
    with filled(tmp_path / "a.sqlite", ()) as store:
        for feed, one in shuffled:
            deliver(store, one, feed=f"http://127.0.0.1:9/{feed.split()[0]}", title=feed)
            read_all(store)
        shown = every(store)
        assert set(shown) == {HEAD, REPLY, "Soybeans pay for everything,"}
        assert shown[REPLY].answers == (shown[HEAD].id,)
        assert store.unsettled(timedelta(days=5)) is None


def test_reading_again_changes_nothing(tmp_path: Path) -> None:
    with filled(tmp_path / "a.sqlite") as store:
        read_all(store)
        before = every(store, all_forms=True)
        store.connection.execute("update item set rules = null")
        read_all(store)
        after = every(store, all_forms=True)
        assert {key: (one.variant_of, one.answers, one.reason) for key, one in after.items()} == {
            key: (one.variant_of and after[HEAD].id, one.answers and (after[HEAD].id,), one.reason)
            for key, one in before.items()
        }


@pytest.mark.parametrize("act", ["flag", "note", "correct"])
def test_a_form_that_a_person_touched_is_shown_at_once_and_stays(tmp_path: Path, act: str) -> None:
    with filled(tmp_path / "a.sqlite") as store:
        read_all(store)
        number = f"s{every(store, all_forms=True)[FORM].id}"
        if act == "flag":
            changes.flag(store, number, by="ann", at=NOW)
        elif act == "note":
            changes.set_note(store, number, by="ann", at=NOW, note="ask CNBC")
        else:
            changes.correct_speaker(store, number, "Scott Bessent", None, by="ann", at=NOW)
        assert FORM in every(store)
        tell(store)
        assert FORM in every(store)
        assert every(store)[HEAD].outlets == 1
        changes.undo(store, by="ann", at=NOW)
        tell(store)
        assert FORM not in every(store)


def test_what_is_dismissed_heads_nothing_and_answers_nothing(tmp_path: Path) -> None:
    with filled(tmp_path / "a.sqlite") as store:
        read_all(store)
        head = f"s{every(store)[HEAD].id}"
        changes.dismiss(store, head, by="ann", at=NOW)
        assert set(every(store)) == {FORM, REPLY, "Soybeans pay for everything,"}
        assert every(store)[REPLY].answers == ()
        tell(store)
        shown = every(store)
        assert shown[REPLY].answers == (shown[FORM].id,)
        changes.restore(store, head, by="ann", at=NOW)
        tell(store)
        shown = every(store)
        assert shown[REPLY].answers == (shown[HEAD].id,)
        assert FORM not in shown


Act = Callable[[Store, str], object]
ACTS: dict[str, Act] = {
    "flag": lambda store, number: changes.flag(store, number, by="ann", at=NOW),
    "note": lambda store, number: changes.set_note(store, number, by="ann", at=NOW, note="ask CNBC"),
    "correct": lambda store, number: changes.correct_speaker(store, number, "Howard Lutnick", None, by="ann", at=NOW),
    "dismiss": lambda store, number: changes.dismiss(store, number, by="ann", at=NOW),
}


def standing(store: Store) -> tuple[list[tuple[object, ...]], ...]:
    """All that places statements among others, and the list that shows them."""
    rows = [
        store.connection.execute(sql).fetchall()
        for sql in ("select id, variant_of, speaker, state from statement", "select * from answer")
    ]
    return *rows, [(one.id,) for one in every(store).values()]


@pytest.mark.parametrize("words", [HEAD, FORM, REPLY])
@pytest.mark.parametrize("act", ACTS)
def test_undo_brings_back_what_stood_under_and_answered_what_at_once(tmp_path: Path, act: str, words: str) -> None:
    with filled(tmp_path / "a.sqlite") as store:
        read_all(store)
        before, number = standing(store), f"s{every(store, all_forms=True)[words].id}"
        ACTS[act](store, number)
        assert standing(store) != before or (act, words) in {
            (one, two) for one in ("flag", "note") for two in (HEAD, REPLY)
        }
        words_of_it = changes.undo(store, by="ann", at=NOW)
        assert number in words_of_it and "place" not in words_of_it
        assert standing(store) == before


def test_who_takes_a_flag_or_note_off_brings_a_form_back_and_undo_of_that_frees_it_again(tmp_path: Path) -> None:
    with filled(tmp_path / "a.sqlite") as store:
        read_all(store)
        before, number = standing(store), f"s{every(store, all_forms=True)[FORM].id}"
        for _ in range(2):
            changes.flag(store, number, by="ann", at=NOW)
            alone = standing(store)
            changes.set_note(store, number, by="ann", at=NOW, note="ask CNBC")
            changes.unflag(store, number, by="bob", at=NOW)
            assert standing(store) == alone, "there is a note on it still"
            changes.set_note(store, number, by="bob", at=NOW, note="")
            assert standing(store) == before
        changes.undo(store, by="bob", at=NOW)
        assert standing(store) == alone
        changes.undo(store, by="bob", at=NOW)
        changes.undo(store, by="ann", at=NOW)
        changes.undo(store, by="ann", at=NOW)
        assert standing(store) == before
        changes.flag(store, number, by="ann", at=NOW)
        changes.set_note(store, number, by="bob", at=NOW, note="ask CNBC")
        changes.undo(store, by="ann", at=NOW)
        assert standing(store) == alone, "bob's note is on it still"
        changes.undo(store, by="bob", at=NOW)
        assert standing(store) == before
        changes.flag(store, number, by="ann", at=NOW)
        changes.set_note(store, number, by="bob", at=NOW, note="ask CNBC")
        changes.undo(store, by="ann", at=NOW)
        changes.set_note(store, number, by="bob", at=NOW, note="")
        assert standing(store) == before


def test_undo_brings_no_older_place_back(tmp_path: Path) -> None:
    with filled(tmp_path / "a.sqlite") as store:
        read_all(store)
        number = every(store, all_forms=True)[FORM].id
        changes.flag(store, f"s{number}", by="ann", at=NOW)
        changes.undo(store, by="ann", at=NOW)
        store.save_formed([Formed(number, None)])
        before = standing(store)
        changes.flag(store, f"s{number}", by="ann", at=NOW)
        changes.undo(store, by="ann", at=NOW)
        assert standing(store) == before


def test_what_is_restored_has_its_forms_and_answers_again(tmp_path: Path) -> None:
    with filled(tmp_path / "a.sqlite") as store:
        read_all(store)
        before, number = standing(store), f"s{every(store)[HEAD].id}"
        for _ in range(2):
            changes.dismiss(store, number, by="ann", at=NOW)
            gone = standing(store)
            changes.restore(store, number, by="bob", at=NOW)
            assert (standing(store)[1:], FORM in every(store)) == (before[1:], False)
        changes.undo(store, by="bob", at=NOW)
        assert standing(store) == gone


def test_undo_leaves_what_was_worked_out_or_touched_since(tmp_path: Path) -> None:
    with filled(tmp_path / "a.sqlite") as store:
        read_all(store)
        head, form = (f"s{every(store, all_forms=True)[words].id}" for words in (HEAD, FORM))
        changes.dismiss(store, head, by="ann", at=NOW)
        changes.flag(store, form, by="bob", at=NOW)
        tell(store)  # the reply answers the form now
        changes.undo(store, by="ann", at=NOW)
        shown = every(store)
        assert {HEAD, FORM} <= set(shown)
        assert [f"s{one}" for one in shown[REPLY].answers] == [form]


def test_a_place_that_was_lost_is_no_decision_of_its_own(tmp_path: Path) -> None:
    with filled(tmp_path / "a.sqlite") as store:
        read_all(store)
        changes.dismiss(store, f"s{every(store)[HEAD].id}", by="ann", at=NOW)
        with closing(Pages.open(store.path)) as pages:
            found = read_handover(pages, NOW - timedelta(hours=1), NOW)
        assert [one.action.what for one in found.decisions] == ["dismiss"]


def test_a_head_whose_item_matters_to_nobody_hides_no_form(tmp_path: Path) -> None:
    with filled(tmp_path / "a.sqlite") as store:
        read_all(store)
        number = store.connection.execute("select id from item where key = 'k1'").fetchone()[0]
        changes.set_relevant(store, [f"i{number}"], False, by="ann", at=NOW)
        tell(store)
        assert FORM in every(store)


def test_words_that_an_outlet_changed_do_not_hide_under_each_other(tmp_path: Path) -> None:
    with filled(tmp_path / "a.sqlite", REPORTS[:1]) as store:
        read_all(store)
        deliver(store, said(1, SLOW.replace("its rare", "rare"), 0), feed="http://127.0.0.1:9/Harbour")
        read_all(store)
        shown = every(store)
        assert set(shown) == {HEAD, FORM}
        assert (shown[HEAD].withdrawn, shown[FORM].withdrawn) == (True, False)


def test_a_head_that_is_read_no_more_leaves_its_form(tmp_path: Path) -> None:
    with filled(tmp_path / "a.sqlite") as store:
        read_all(store)
        store.connection.execute(
            "update item set summary = 'Nobody spoke of tariffs on China.', rules = null where key = 'k1'"
        )
        read_all(store)
        shown = every(store)
        assert HEAD not in shown
        assert shown[REPLY].answers == (shown[FORM].id,)


def test_an_answer_that_is_not_yet_known_then_is_left_out(tmp_path: Path) -> None:
    with filled(tmp_path / "a.sqlite") as store:
        read_all(store)
        number = every(store)[HEAD].id
        pages = Pages.open(store.path)
        pages.as_of = NOW - timedelta(days=4) + timedelta(hours=1)
        [early] = pages.statements([number])
        assert (early.answered_by, early.variants, early.outlets) == ((), (), 1)
        pages.close()


def test_a_story_that_is_merged_by_hand_links_what_it_holds(tmp_path: Path) -> None:
    reply = "“That is not how it works,” He Yongqian said of licences, replying to Bessent."
    reports = (
        REPORTS[0],
        (
            "Bourse Today",
            entry(9, title="Beijing on tariffs: rules are rules for US buyers", summary=reply, published=NOW),
        ),
    )
    with filled(tmp_path / "a.sqlite", reports) as store:
        read_all(store)
        assert every(store)["That is not how"].answers == ()
        items = [f"i{row[0]}" for row in store.connection.execute("select id from item order by id")]
        changes.merge_stories(store, *items, by="ann", at=NOW)
        tell(store)
        shown = every(store)
        assert shown["That is not how"].answers == (shown[HEAD].id,)


def test_figures_keep_six_hundred_alike_statements_apart(tmp_path: Path) -> None:
    reports = [
        (
            "Harbour Wire",
            said(
                n,
                f"“Ship number {n} of the line sails on day {n * 7} from port {n * 3},” Bessent said of China’s tariffs.",
                n / 60,
            ),
        )
        for n in range(600)
    ]
    with Store.open(tmp_path / "a.sqlite") as store:
        deliver(store, *[one for _, one in reports])
        read_all(store)
        assert len(every(store)) == 600
        assert store.unsettled(timedelta(days=5)) is None


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_channel_day_and_rule_of_words_with_several_carriers_do_not_hang_on_what_was_read_first(
    store: Store, order: tuple[int, ...]
) -> None:
    words = "“The door is open to China on tariffs,” Scott Bessent said"
    told = [f"{words}.", f"{words} in an interview with CNBC on Tuesday.", f"{words} at a briefing on Wednesday."]
    for minutes, text in zip((90, 60, 30), told, strict=True):
        deliver(store, entry(minutes, "US and China at odds over tariffs", text), feed=f"http://127.0.0.1:9/{minutes}")
    items = sorted(store.pending(10), key=lambda one: one.published)
    for place in order:
        store.save_readings([READER.read(items[place])], NOW)

    (one,) = every(store).values()
    assert (one.outlets, one.channel, one.said_on) == (3, "interview", date(2025, 6, 3))


WORDS = "“The door is open to China on tariffs,” Scott Bessent said"
INTERVIEW = " in an interview with CNBC on Tuesday"


def told(store: Store, *endings: str) -> Statement:
    """Reads reports of several outlets, the earliest first, and gives the statement that all carry."""
    for minutes, ending in zip((90, 60, 30), endings, strict=False):
        one = entry(minutes, "US and China at odds over tariffs", f"{WORDS}{ending}.")
        deliver(store, one, feed=f"http://127.0.0.1:9/{minutes}")
    read_all(store)
    (found,) = every(store).values()
    return found


@pytest.mark.parametrize(
    ("endings", "channel", "day"),
    [
        ((" on Monday", " in an interview with CNBC", " at a briefing on Wednesday"), "interview", date(2025, 6, 2)),
        ((" in an interview with CNBC", " at a briefing on Wednesday"), "interview", None),
        ((" in an interview with CNBC", " on Monday"), "interview", date(2025, 6, 2)),
        ((" in an interview with CNBC", " at a briefing on Wednesday", INTERVIEW), "interview", date(2025, 6, 3)),
        (("", " on Monday", " on Tuesday"), "unknown", date(2025, 6, 2)),
    ],
)
def test_channel_and_day_are_of_one_occasion(
    store: Store, endings: Sequence[str], channel: str, day: date | None
) -> None:
    one = told(store, *endings)
    assert (one.channel, one.said_on) == (channel, day)


@pytest.mark.parametrize("unread", [False, True])
def test_a_reading_that_withdraws_channel_and_day_takes_them_out(store: Store, unread: bool) -> None:
    told(store, INTERVIEW)
    if unread:  # by another outlet, before rows had a channel
        told(store, INTERVIEW, "")
        with store.transaction() as connection:
            connection.execute("update heard set channel = '', said_on = null where item_id <> 1")
    (item,) = [one for one in store.outdated("", None, 10) if one.id == 1]
    reading = READER.read(item)
    (found,) = reading.statements
    store.save_readings([replace(reading, statements=(replace(found, channel=Channel.UNKNOWN, said_on=None),))], NOW)
    (one,) = every(store).values()
    old = ("interview", date(2025, 6, 3))
    assert (one.channel, one.said_on) == (old if unread else ("unknown", None))
