"""The commands `truce`, `tariffs` and `deadlines`: what the book answers for an instant."""

from __future__ import annotations

from datetime import datetime

import click

from tradewatch.book.answers import change_answer, deadline_answer, decimal_words, tariff_answers, truce_answer
from tradewatch.book.calendar import calendar_text
from tradewatch.book.deadlines import Deadline, deadlines_at, on_calendar
from tradewatch.book.moments import Precision
from tradewatch.book.rows import Book
from tradewatch.book.tariffs import changes_since, measures_at
from tradewatch.book.words import checked_words, plain, tariff_lines, truce_words
from tradewatch.cli.opening import open_book
from tradewatch.cli.output import json_option, pass_options, print_json_lines, print_table
from tradewatch.cli.present import desk_zone, instant_option, now
from tradewatch.settings import Options

__all__ = ["deadlines", "tariffs", "truce"]

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
    click.echo(f"Truce: {words.status} · {words.checked}")
    for line in words.lines:
        click.echo(plain(line))


@click.command()
@click.option("--changes", is_flag=True, help="How the totals changed instead.")
@click.option("--since", type=instant_option, help="With --changes: only from this instant on.")
@known_at_option
@json_option
@pass_options
def tariffs(options: Options, changes: bool, since: datetime | None, known_at: datetime | None, as_json: bool) -> None:
    """The general extra duties in force, and every measure that was known of.

    General extra duties only: ordinary duty, Section 301 lists, Section 232, anti-dumping and duties by product
    are not in the totals.

    \b
    Example:
      tradewatch --as-of 2025-04-20 tariffs
    """
    book, at = open_book(options, known_at), now(options)
    _say_problems(book)
    if changes:
        _print_changes(book, since or datetime.min.replace(tzinfo=at.tzinfo), at, as_json)
    elif as_json:
        print_json_lines(tariff_answers(book, at))
    else:
        _print_tariffs(book, at)


def _print_changes(book: Book, since: datetime, at: datetime, as_json: bool) -> None:
    found = changes_since(book, since, at)
    if as_json:
        print_json_lines(change_answer(one) for one in found)
        return
    rows = [
        (
            one.at.washington(),
            f"{one.imposed_by} on {one.target}",
            f"{decimal_words(one.before)} → {decimal_words(one.after)} %",
            ", ".join(sorted({measure.name for measure in one.measures})),
        )
        for one in found
    ]
    print_table(("Washington", "direction", "total", "by"), rows, wide="by")


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
            f"{decimal_words(one.measure.rate)} %" if one.measure.rate is not None else "several",
            one.status.replace("_", " "),
            one.measure.start.washington() if one.measure.start else "",
            one.until.washington() if one.until else "",
            one.measure.authority,
        )
        for one in measures_at(book, at)
    ]
    print_table(("id", "direction", "measure", "rate", "status", "from", "until", "by"), rows, wide="by")


@click.command()
@click.option("--ics", is_flag=True, help="A calendar file instead.")
@known_at_option
@json_option
@pass_options
def deadlines(options: Options, ics: bool, known_at: datetime | None, as_json: bool) -> None:
    """Upcoming dated events, nearest first.

    \b
    Example:
      tradewatch deadlines --ics > deadlines.ics
    """
    book, at = open_book(options, known_at), now(options)
    _say_problems(book)
    if ics:
        click.echo(calendar_text(on_calendar(book, at), at), nl=False)
        return
    found = deadlines_at(book, at)
    if as_json:
        print_json_lines(deadline_answer(one) for one in found)
        return
    print_table(("when", "days", "what"), [_deadline_row(one) for one in found], wide="what")


def _deadline_row(one: Deadline) -> tuple[str, str, str]:
    day = f"{one.start.on:%a} {one.start.day_words()}"
    if one.start.precision is Precision.DATE:
        return f"{day}, {one.start.place} date", str(one.days_left), one.title
    guess = " (a guess)" if one.start.precision is Precision.INFERRED else ""
    return f"{day} {one.start.clock()} {one.start.place}{guess}", str(one.days_left), one.title


def _say_problems(book: Book) -> None:
    for problem in book.problems:
        click.echo(f"tradewatch: left out of the book: {problem}", err=True)
