"""`tradewatch check`: lines for an editor, JSON for programs, an exit status for both."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.desk import deliver, entry, read_all, run
from tradewatch.storage.store import Store

AS_OF = ("--as-of", "2025-06-06T13:00-04:00")
SAID = "“The tariff truce was a bit stalled last week,” Treasury Secretary Scott Bessent said."


@pytest.fixture
def archive(store: Store) -> Store:
    deliver(store, entry(1, title="China and US talk tariffs", text=SAID), title="Harbour Wire")
    read_all(store)
    store.close()
    return store


def draft(folder: Path, text: str, name: str = "draft.md") -> str:
    (folder / name).write_text(text, "utf-8")
    return str(folder / name)


def test_a_right_draft_ends_with_0_and_says_what_bears_it_out(archive: Store, tmp_path: Path) -> None:
    file = draft(tmp_path, f"The 90-day truce has 67 days left.\n\n{SAID}\n")
    done = run(*AS_OF, "check", file)
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert [line.split(": ")[1].partition(": ")[0] for line in lines] == [
        "count agrees", "count agrees", "quotation verbatim", "name agrees",
    ]  # fmt: skip
    assert all(re.match(rf"{re.escape(file)}:\d+:\d+: ", line) for line in lines)
    assert "<https://example.org/1>" in lines[2]
    assert "0 to look at, 4 as the record has it" in done.stderr


def test_a_wrong_one_ends_with_1_and_shows_the_record(archive: Store, tmp_path: Path) -> None:
    file = draft(tmp_path, "US tariffs on Chinese goods are 145%.\n\nThe truce expires on August 14.\n")
    done = run(*AS_OF, "check", "--problems", file)
    assert done.returncode == 1
    assert f"{file}:1:33: rate differs: “145%”: US on China 145 % from " in done.stdout
    assert f"{file}:3:22: date differs: “August 14”: " in done.stdout
    assert "12 Aug 2025 00:01 Washington" in done.stdout


def test_json_has_the_contracts_keys(archive: Store, tmp_path: Path) -> None:
    done = run(*AS_OF, "check", "--json", draft(tmp_path, f"{SAID}\n\nUS tariffs on Chinese goods are 30%.\n"))
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["line"], row["kind"], row["verdict"]) for row in rows] == [
        (1, "quotation", "verbatim"), (1, "name", "agrees"), (3, "rate", "agrees"),
    ]  # fmt: skip
    assert {tuple(row) for row in rows} == {("line", "column", "kind", "verdict", "text", "record", "source")}


def test_standard_input_is_a_draft_too(archive: Store) -> None:
    done = run(*AS_OF, "check", "-", input="US tariffs on Chinese goods are 145%.\n")
    assert done.returncode == 1
    assert done.stdout.startswith("-:1:33: rate differs")


def test_nothing_to_ask_is_said_and_is_no_fault(archive: Store, tmp_path: Path) -> None:
    done = run(*AS_OF, "check", draft(tmp_path, "It rained.\n"))
    assert (done.returncode, done.stdout) == (0, "")
    assert "nothing in the draft that the record can be asked about" in done.stderr


@pytest.mark.parametrize("name", ["missing.md", ".", "~nobody-here/x.md", "picture.png"])
def test_what_cannot_be_read_ends_with_2(archive: Store, tmp_path: Path, name: str) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\xff")
    done = run(*AS_OF, "check", name if name.startswith("~") else str(tmp_path / name))
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("tradewatch: ")


def test_what_else_is_in_the_way_ends_with_2_as_well(archive: Store, tmp_path: Path) -> None:
    file = draft(tmp_path, "US tariffs on Chinese goods are 145%.\n")
    (tmp_path / "none.sqlite").write_text("no database", "utf-8")
    assert run("--db", str(tmp_path / "none.sqlite"), *AS_OF, "check", file).returncode == 2


def test_an_archive_without_texts_says_so(tmp_path: Path) -> None:
    done = run(*AS_OF, "check", draft(tmp_path, SAID))
    assert done.returncode == 1
    assert "the archive has no texts yet" in done.stderr


def test_it_never_says_that_anything_is_true(archive: Store, tmp_path: Path) -> None:
    done = run(*AS_OF, "check", draft(tmp_path, f"{SAID}\n\nThe 90-day truce has 67 days left.\n"))
    assert not re.search(r"\b(?:true|correct|false|wrong)\b", done.stdout + done.stderr, re.IGNORECASE)


def test_letters_of_a_draft_do_not_steer_the_terminal(archive: Store, tmp_path: Path) -> None:
    done = run(
        *AS_OF, "check", draft(tmp_path, "“The tariff \x1b[31mtruce is dead\x07 now and gone,” Scott Bessent said.\n")
    )
    assert "\x1b" not in done.stdout
    assert "\x07" not in done.stdout


def test_a_word_of_a_page_in_html_is_found_at_its_line(archive: Store, tmp_path: Path) -> None:
    text = "<html><body>\n<p>The truce expires\non <b>August&nbsp;14</b>.</p>\n</body></html>\n"
    done = run(*AS_OF, "check", draft(tmp_path, text, "draft.html"))
    assert ":3:7: date differs: “August 14”" in done.stdout
