"""Drafts with their answers, written by somebody who had not seen the rules, and how the check does on them.

A draft `NN.txt`, `.md` or `.html` has its answers in `NN.json`: what is to be found where (`expected`), what may not be
reported (`clean`), what may go either way (`open`). The drafts of odd numbers were looked at while rules were mended,
those of even numbers were only counted.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from tradewatch.book.rows import Book
from tradewatch.feeds.reading.draft.checking import check_draft
from tradewatch.feeds.reading.draft.finding import Finding
from tradewatch.feeds.reading.draft.page import Page, read_page
from tradewatch.instants import parse_instant
from tradewatch.storage.archivepages import ArchivePages
from tradewatch.storage.pages import Pages

__all__ = ["Draft", "Score", "drafts", "score"]


class Draft(Struct, frozen=True):
    number: int
    file: Path
    answers: dict[str, Any]


class Score(Struct, frozen=True):
    """Counts by kind: `faults` there are and `found`, with the verdict `exact`; `right` places and those `said`, `silent`, in `alarm`."""

    counts: Counter[tuple[str, str]]
    wrong: tuple[str, ...]
    """A line for each place that is not as its answer has it."""

    def __getitem__(self, key: tuple[str, str]) -> int:
        return self.counts[key]


def drafts(folder: Path) -> list[Draft]:
    """Gives the drafts of a folder in order of their numbers."""
    found = []
    for file in sorted(folder.glob("[0-9][0-9].json")):
        draft = next(one for one in folder.glob(f"{file.stem}.*") if one.suffix != ".json")
        found.append(Draft(int(file.stem), draft, json.loads(file.read_text("utf-8"))))
    return found


def score(draft: Draft, pages: Pages, book: Book) -> Score:
    """Gives how the check does on one draft."""
    at = parse_instant(draft.answers["as_of"])
    page = read_page(draft.file.name, draft.file.read_bytes())
    findings = check_draft(page, ArchivePages(pages, at), book, at)
    counts: Counter[tuple[str, str]] = Counter()
    wrong: list[str] = []
    used: set[int] = set()
    for one in draft.answers["expected"]:
        hits = [(number, finding) for number, finding in enumerate(findings) if _is_of(one, finding, page)]
        used |= {number for number, _ in hits}
        alarms = [finding for _, finding in hits if not finding.is_right]
        exact = any(str(finding.verdict) == one["verdict"] for _, finding in hits)
        kind = one["kind"]
        if one["verdict"] in ("verbatim", "agrees"):
            counts[kind, "right"] += 1
            counts[kind, "alarm" if alarms else "said" if exact else "silent"] += 1
            good = exact and not alarms
        else:
            counts[kind, "faults"] += 1
            counts[kind, "found"] += bool(alarms)
            counts[kind, "exact"] += exact
            good = exact
        if not good:
            got = [(str(finding.verdict), finding.text, finding.record[:80]) for _, finding in hits]
            wrong.append(f"{draft.file.name}:{one['line']} {kind} {one['verdict']}: {one['text']!r}: {got}")
    counts["", "extra"] = 0
    for number, finding in enumerate(findings):
        if (
            number not in used
            and not finding.is_right
            and not any(_meets(one, finding) for one in draft.answers.get("open", []))
        ):
            counts["", "extra"] += 1
            wrong.append(
                f"{draft.file.name}:{page.place(finding.start)[0]} extra {finding.kind} {finding.verdict}: {finding.text!r}"
            )
    return Score(counts, tuple(wrong))


def _is_of(answer: dict[str, Any], finding: Finding, page: Page) -> bool:
    """Whether a finding is about the place of an answer: the same words, or letters in common, in that line or the next."""
    line, column = page.place(finding.start)
    if str(finding.kind) != answer["kind"] or abs(line - answer["line"]) > 1:
        return False
    if _meets(answer, finding):
        return True
    begins = page.source.split("\n")[answer["line"] - 1].find(answer["text"]) + 1
    return line == answer["line"] and 0 < begins < column + len(finding.text) and column < begins + len(answer["text"])


def _meets(answer: dict[str, Any], finding: Finding) -> bool:
    words = _plain(finding.text)
    return any(words in other or other in words for other in _wordings(answer))


def _wordings(answer: dict[str, Any]) -> Iterator[str]:
    yield _plain(answer.get("plain") or answer["text"])
    if answer.get("goes_on"):
        yield _plain(answer["goes_on"])


def _plain(words: str) -> str:
    return " ".join(words.replace("’", "'").replace("*", "").replace("_", "").split()).lower()
