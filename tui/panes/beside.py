"""What stands beside a statement: claim and answer, other forms of its words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from rich.text import Text

from tradewatch.clean import clean_line
from tradewatch.quoting import quoted
from tradewatch.records import Statement
from tradewatch.storage.ids import show_id
from tradewatch.tui.look import tone
from tradewatch.tui.panes.pointing import LINK, point
from tradewatch.tui.panes.sheet import Sheet, speaker_text
from tradewatch.tui.panes.statements import channel_words
from tradewatch.tui.panes.wording import changed_words
from tradewatch.tui.wrap import wrapped

__all__ = ["COLUMNS_FROM", "beside_texts"]

_MOST = 12
COLUMNS_FROM = 70
"""Cells from which claim and answer stand beside each other."""
_BETWEEN = " │ "


def beside_texts(sheet: Sheet, one: Statement) -> list[Text]:
    """Gives what the statement answers, what answers it, then forms with the changed words marked."""
    pages = sheet.desk.pages
    lines: list[Text] = []
    claims, answers = pages.statements(one.answers), pages.statements(one.answered_by[:_MOST])
    if claims or answers:
        lines.append(Text(""))
    if claims:
        lines += _sides(sheet, claims, [one], one)
    if answers:
        lines += _sides(sheet, [one], answers, one)
        if len(one.answered_by) > len(answers):
            lines += [
                Text(f"and {len(one.answered_by) - len(answers)} more answers", tone("dim", sheet.look)),
                Text(""),
            ]
    if one.variant_of is not None:
        lines += [_form_of(sheet, other) for other in pages.statements([one.variant_of])]
    return lines + _forms(sheet, one)


def _sides(sheet: Sheet, claims: Sequence[Statement], answers: Sequence[Statement], opened: Statement) -> list[Text]:
    left = _column(sheet, "claim", claims, opened)
    right = _column(sheet, "answer", answers, opened)
    if sheet.width < COLUMNS_FROM:
        return [*left, *right]
    half = (sheet.width - len(_BETWEEN)) // 2
    pieces = [[line for text in texts for line in wrapped(text, half)] for texts in (left, right)]
    lines = []
    for one, other in zip_longest(*pieces):
        line = Text(no_wrap=True, end="")
        if one is not None:
            line.append_text(one)
        line.append(" " * (half - line.cell_len))
        line.append(_BETWEEN, tone("frame", sheet.look))
        if other is not None:
            line.append_text(other)
        lines.append(line)
    lines[-1] = Text("")  # both columns end with a blank line
    return lines


def _column(sheet: Sheet, word: str, statements: Sequence[Statement], opened: Statement) -> list[Text]:
    """One statement under the other; each but the open one can be chosen."""
    look, lines = sheet.look, []
    for number, one in enumerate(statements, 1):
        count = f" {number} of {len(statements)}" if len(statements) > 1 else ""
        here = ", open here" if one.id == opened.id else f"  {show_id('statement', one.id)}"
        local, today = sheet.desk.local(one.published), sheet.desk.local(sheet.desk.now())
        year = "" if local.year == today.year else f" {local.year}"
        time = f"{local.day} {local:%b}{year} {local:%H:%M} {sheet.desk.place}"
        block = [Text(f"{word}{count}{here}", tone("dim", look)), speaker_text(sheet, one)]
        told = (str(one.side), "" if one.channel == "unknown" else channel_words(one), time)
        block.append(Text(" · ".join(words for words in told if words), tone("dim", look)))
        block.append(Text(clean_line(quoted(one)), tone("quote" if one.direct else "", look)))
        if one.translated_by:
            block.append(Text(f"translated by {clean_line(one.translated_by)}", tone("dim", look)))
        if word == "answer" and one.reason:
            block.append(Text(f"linked: {clean_line(one.reason)}", tone("dim", look)))
        if one.id != opened.id:
            block = [point(text, LINK, show_id("statement", one.id)) for text in block]
        lines += [*block, Text("")]
    return lines


def _form_of(sheet: Sheet, other: Statement) -> Text:
    look = sheet.look
    text = Text("a form of: ", tone("dim", look)).append_text(speaker_text(sheet, other))
    text.append(f": {clean_line(quoted(other))}", tone("quote" if other.direct else "", look))
    text.append(f" ({show_id('statement', other.id)})", tone("dim", look))
    return point(text, LINK, show_id("statement", other.id))


def _forms(sheet: Sheet, one: Statement) -> list[Text]:
    look, desk = sheet.look, sheet.desk
    forms = desk.pages.statements(one.variants[:_MOST])
    if not forms:
        return []
    lines = [Text("also carried in other words:" if len(forms) > 1 else "also carried as:", tone("dim", look))]
    for form in forms:
        text = Text(f"    {desk.time_words(form.published):<7}", tone("dim", look))
        text.append(f"{clean_line(form.feed)}  ", tone("", look))
        text.append_text(changed_words(one.quote, form.quote, look))
        lines.append(point(text, LINK, show_id("statement", form.id)))
    if len(one.variants) > len(forms):
        lines.append(Text(f"    and {len(one.variants) - len(forms)} more", tone("dim", look)))
    return lines
