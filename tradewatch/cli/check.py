"""The command `check`: a draft held against the record, line by line."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tradewatch.clean import clean_line
from tradewatch.cli.opening import open_pages
from tradewatch.cli.output import json_option, pass_options, print_json_lines
from tradewatch.cli.present import now
from tradewatch.errors import DraftError, TradewatchError
from tradewatch.settings import Options

if TYPE_CHECKING:
    from tradewatch.feeds.reading.draft.finding import Finding
    from tradewatch.feeds.reading.draft.page import Page

__all__ = ["check"]


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--problems", is_flag=True, help="Only what is to be looked at, as an editor's linter wants it.")
@json_option
@pass_options
def check(options: Options, file: str, problems: bool, as_json: bool) -> None:
    """Hold a draft (text, Markdown or HTML; - is standard input) against the record of its day.

    Quotations against the stored texts, rates, dates and counts of the truce against the book, names and titles against
    the roster. The draft's day is --as-of, else today. Each answer is a line, file:line:column: message. It says what
    the record has, not what is true: what is in no stored text may have been said all the same.

    Ends with 0 where there is nothing to correct, 1 where something is to be looked at, 2 where FILE cannot be read.

    \b
    Examples:
      tradewatch check draft.md
      tradewatch --as-of 2025-06-06T12:00-04:00 check --problems draft.txt
    """
    from tradewatch.feeds.reading.draft.page import read_page

    content = _content(file)
    try:
        page = read_page(file, content)
    except TradewatchError as error:
        raise DraftError(error.message, error.hint) from error
    try:
        found, texts = _findings(options, page)
    except TradewatchError as error:  # 1 would say that there is something to correct
        raise DraftError(error.message, error.hint) from error
    wanted = [one for one in found if not (problems and one.is_right)]
    if as_json:
        print_json_lines(_answer(page, one) for one in wanted)
    else:
        for one in wanted:
            click.echo(clean_line(_line(page, one)))
    empty = "" if texts else "; the archive has no texts yet, so no quotation can be found"
    click.echo(f"tradewatch: {_summary(found)}{empty}", err=True)
    if not all(one.is_right for one in found):
        sys.exit(1)


def _content(file: str) -> bytes:
    from tradewatch.feeds.reading.draft.page import MOST_BYTES

    try:
        if file == "-":
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        with Path(file).expanduser().open("rb") as draft:
            return draft.read(MOST_BYTES + 1)
    except (OSError, RuntimeError, AttributeError) as error:  # standard input may be closed
        why = getattr(error, "strerror", None) or str(error)
        raise DraftError(f"{file}: cannot be read: {why.lower()}", "name a text, Markdown or HTML file") from error


def _findings(options: Options, page: Page) -> tuple[list[Finding], bool]:
    """What was found, and whether there are stored texts that it was laid beside."""
    from tradewatch.book.load import roster_with
    from tradewatch.feeds.reading.draft.checking import check_draft
    from tradewatch.storage.archivepages import ArchivePages

    at, reading = now(options), options.settings.reading
    with open_pages(options) as pages:
        book = pages.book()
        roster = roster_with(book, Path(reading.roster)) if reading.roster else None
        found = check_draft(page, ArchivePages(pages, at), book, at, roster=roster, lexicon=reading.lexicon)
        return found, pages.has_items()


def _answer(page: Page, one: Finding) -> dict[str, Any]:
    line, column = page.place(one.start)
    return {
        "line": line,
        "column": column,
        "kind": str(one.kind),
        "verdict": str(one.verdict),
        "text": one.text,
        "record": one.record,
        "source": one.source,
    }


def _line(page: Page, one: Finding) -> str:
    line, column = page.place(one.start)
    verdict = str(one.verdict).replace("_", " ")
    source = f" <{one.source}>" if one.source.startswith("http") else (f" ({one.source})" if one.source else "")
    return f"{page.name}:{line}:{column}: {one.kind} {verdict}: “{one.text}”: {one.record}{source}"


def _summary(found: Sequence[Finding]) -> str:
    wrong = sum(not one.is_right for one in found)
    if not found:
        return "nothing in the draft that the record can be asked about"
    return f"{wrong} to look at, {len(found) - wrong} as the record has it"
