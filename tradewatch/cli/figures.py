"""The commands `truce`, `tariffs` and `deadlines`: what the book answers for an instant."""

from __future__ import annotations

from datetime import datetime

import click

from tradewatch.book.answers import change_answer, deadline_answer, tariff_answers, truce_answer, turn_answer
from tradewatch.book.calendar import calendar_text
from tradewatch.book.changewords import change_sentence, turn_sentence
from tradewatch.book.deadlines import all_deadlines, on_calendar
from tradewatch.book.deadlinewords import left_words, when_words
from tradewatch.book.rows import Book
from tradewatch.book.tables import tariffs_csv, tariffs_markdown
from tradewatch.book.tariffs import DutyChange, measures_at
from tradewatch.book.tariffwords import rate_words, tariff_lines
from tradewatch.book.trucewords import truce_words
from tradewatch.book.turns import changed_since
from tradewatch.book.words import checked_words, date_words, plain
from tradewatch.cli.opening import open_book
from tradewatch.cli.output import json_option, pass_options, print_json_lines, print_table
from tradewatch.cli.present import demo_mark, desk_zone, instant_option, now
from tradewatch.instants import BEIJING, WASHINGTON
from tradewatch.settings import Options

__all__ = ["calendar_of", "deadlines", "tariffs", "truce"]

known_at_option = click.option(
    "--known-at", type=instant_option, help="By the revisions of the book that were made by this instant."
)


@click.command()
@known_at_option
@json_option
@pass_options
def truce(options: Options, known_at: datetime | None, as_json: bool) -> None:
    """The truce: how long is left, by which instrument, what returns at its end.

    \b
    Example:
      tradewatch --as-of 2025-06-06T00:01:00-04:00 truce
    """
    book, at = open_book(options, known_at), now(options)
    _say_problems(book)
    if as_json:
        print_json_lines([truce_answer(book, at)])
        return
    words = truce_words(book, at, desk_zone(options))
    _say_as_of(options)
    click.echo(f"Truce: {words.status} · {words.checked}")
    for line in words.lines:
        click.echo(plain(line))


@click.command()
@click.option("--changes", is_flag=True, help="What changed instead, in sentences.")
@click.option("--since", type=instant_option, help="With --changes: only from this instant on.")
@click.option("--csv", "as_csv", is_flag=True, help="The same as CSV.")
@click.option("--md", "as_md", is_flag=True, help="Both totals as a Markdown table ready for a story.")
@known_at_option
@json_option
@pass_options
def tariffs(
    options: Options, changes: bool, since: datetime | None, as_csv: bool, as_md: bool, known_at: datetime | None,
    as_json: bool,
) -> None:  # fmt: skip
    """The general extra duties in force, and every measure that was known of.

    General extra duties only: ordinary duty, Section 301 lists, Section 232, anti-dumping and duties by product
    are not in the totals. There is no look-up by product.

    \b
    Examples:
      tradewatch --as-of 2025-04-20 tariffs
      tradewatch tariffs --md > duties.md
      tradewatch tariffs --changes --since 2026-01-01
    """
    if sum((as_csv, as_md, as_json)) > 1:
        raise click.UsageError("--csv, --md and --json are three forms of one answer: choose one")
    if since is not None and not changes:
        raise click.UsageError("--since is of --changes")
    if changes and (as_csv or as_md):
        raise click.UsageError("--changes knows sentences and --json")
    book, at = open_book(options, known_at), now(options)
    _say_problems(book)
    if changes:
        _print_changes(book, since or datetime.min.replace(tzinfo=at.tzinfo), at, as_json)
    elif as_csv:
        click.echo(tariffs_csv(book, at, mark=demo_mark(options)).encode("utf-8"), nl=False)
    elif as_md:
        click.echo(tariffs_markdown(book, at, mark=demo_mark(options)), nl=False)
    elif as_json:
        print_json_lines(tariff_answers(book, at))
    else:
        _say_as_of(options)
        _print_tariffs(book, at)


def _print_changes(book: Book, since: datetime, at: datetime, as_json: bool) -> None:
    for one in changed_since(book, since, at):
        sentence = change_sentence(one) if isinstance(one, DutyChange) else turn_sentence(one)
        if not as_json:
            click.echo(sentence)
        elif isinstance(one, DutyChange):
            print_json_lines([{**change_answer(one), "sentence": sentence}])
        else:
            print_json_lines([{**turn_answer(one), "sentence": sentence}])


def _print_tariffs(book: Book, at: datetime) -> None:
    click.echo(f"General extra duties only · {checked_words(book, at)}")
    for line in tariff_lines(book, at):
        click.echo(plain(line))
    click.echo("")
    rows = [
        (
            one.measure.id,
            f"{one.measure.imposed_by} on {one.measure.target}",
            one.measure.name,
            rate_words(one.measure),
            one.status.replace("_", " "),
            one.measure.start.washington() if one.measure.start else "",
            one.until.washington() if one.until else "",
            one.measure.authority,
            one.measure.evidence,
        )
        for one in measures_at(book, at)
    ]
    columns = ("id", "direction", "measure", "rate", "status", "from", "until", "by", "evidence")
    print_table(columns, rows, wide="by")


@click.command()
@click.option("--ics", is_flag=True, help="A calendar file instead.")
@click.option("--all", "everything", is_flag=True, help="Also what has no day yet, and the past with its outcome.")
@known_at_option
@json_option
@pass_options
def deadlines(options: Options, ics: bool, everything: bool, known_at: datetime | None, as_json: bool) -> None:
    """Upcoming dated events, nearest first, with the briefings of the week.

    \b
    Examples:
      tradewatch deadlines --ics > deadlines.ics
      tradewatch deadlines --all
    """
    book, at = open_book(options, known_at), now(options)
    _say_problems(book)
    if ics:
        click.echo(calendar_of(options, book)[0].encode("utf-8"), nl=False)
        return
    found = all_deadlines(book, at)
    if not everything:
        found = [one for one in found if one.state == "upcoming"]
    if as_json:
        print_json_lines(deadline_answer(one) for one in found)
        return
    rows = [(one.id, when_words(one), left_words(one, at), one.title, one.outcome) for one in found]
    print_table(("id", "when", "left", "what", "outcome"), rows, wide="what")


def calendar_of(options: Options, book: Book) -> tuple[str, int]:
    """Gives the calendar file of the deadlines and how many are in it; it says how far the record was checked."""
    at, mark = now(options), demo_mark(options)
    note = f"{mark}: {checked_words(book, at)}" if mark else checked_words(book, at)
    found = on_calendar(book, at)
    return calendar_text(found, at, note=note), len(found)


def _say_as_of(options: Options) -> None:
    """A day begins before what changes on it: `--as-of 2025-05-14` is a minute before the duties fell."""
    if options.as_of is not None:
        there = options.as_of.astimezone(BEIJING)
        click.echo(
            f"As of {date_words(options.as_of, WASHINGTON)} {options.as_of.astimezone(WASHINGTON):%H:%M} Washington"
            f" / {date_words(options.as_of, BEIJING)} {there:%H:%M} Beijing"
        )


def _say_problems(book: Book) -> None:
    for problem in book.problems:
        click.echo(f"tradewatch: left out of the book: {problem}", err=True)
