"""The check of a draft: all that it says which the record can be asked about, in the order of the draft."""

from __future__ import annotations

from datetime import datetime

from tradewatch.book.asserting import Duties
from tradewatch.book.assertingdates import Days
from tradewatch.book.roster import Roster
from tradewatch.book.rows import Book
from tradewatch.feeds.reading.draft.counts import count_findings
from tradewatch.feeds.reading.draft.figures import claim_findings, date_findings, rate_findings
from tradewatch.feeds.reading.draft.finding import Finding
from tradewatch.feeds.reading.draft.page import Page
from tradewatch.feeds.reading.draft.people import PeopleCheck
from tradewatch.feeds.reading.draft.quotations import QuotationCheck
from tradewatch.feeds.reading.draft.sections import sections
from tradewatch.feeds.reading.lexicon import load_lexicon
from tradewatch.feeds.reading.reader import Reader
from tradewatch.instants import WASHINGTON
from tradewatch.protocols import Archive

__all__ = ["check_draft"]


def check_draft(
    page: Page, archive: Archive, book: Book, at: datetime, *, roster: Roster | None = None, lexicon: str = ""
) -> list[Finding]:
    """Gives what the record has to a draft of an instant, in order of place; with `roster` for the book's own.

    Nothing is said of what the record cannot be asked about.
    """
    who = roster or book.roster
    words = load_lexicon(lexicon)
    reader = Reader(who, book.wrong_claims, lexicon=lexicon)
    people = PeopleCheck(who, at.astimezone(WASHINGTON).date(), words)
    quotations = QuotationCheck(archive, people.names)
    duties, days = Duties(book, at), Days(book, at)
    found: list[Finding] = []
    for section in sections(page.text, reader, at):
        found += quotations.findings(section, page.text)
        found += rate_findings(section, duties)
        found += date_findings(section, days)
        found += count_findings(section, days)
        found += claim_findings(section, book.wrong_claims)
        found += people.findings(section)
    return sorted(found, key=lambda one: (one.start, one.end, one.kind))
