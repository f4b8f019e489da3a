"""A statement as an open text: the words, who said them, claim and answer, who carries them, the item they stand in."""

from __future__ import annotations

from rich.text import Text

from tradewatch.clean import clean_line, clean_text
from tradewatch.quoting import quoted
from tradewatch.records import Statement
from tradewatch.storage.ids import show_id
from tradewatch.tui.citing import role_words
from tradewatch.tui.look import tone
from tradewatch.tui.panes.beside import beside_texts
from tradewatch.tui.panes.sheet import Sheet, flag_texts, speaker_text
from tradewatch.tui.panes.statements import channel_words
from tradewatch.tui.panes.storytext import carrier_texts, item_texts

__all__ = ["statement_texts"]


def statement_texts(sheet: Sheet, one: Statement) -> list[Text]:
    """Gives the lines of a statement, then the item that carried it first and still does."""
    look, pages = sheet.look, sheet.desk.pages
    lines = [speaker_text(sheet, one), Text(_circumstances(sheet, one), tone("dim", look)), Text("")]
    lines += [Text(clean_text(quoted(one)), tone("quote" if one.direct else "", look)), Text("")]
    lines.append(_attribution(sheet, one))
    if one.withdrawn:
        lines.append(Text("the outlet has edited these words away since", tone("warn", look)))
    if one.translated_by:
        lines.append(Text(f"translated by {clean_line(one.translated_by)}", tone("dim", look)))
    lines += flag_texts(sheet, f"{one.flag.by}, {one.flag.state}" if one.flag else "", one.note, one.tags)
    lines += beside_texts(sheet, one)
    lines += carrier_texts(sheet, pages.items(one.item_ids))
    carrier = pages.carrier(one)
    if carrier is not None:
        lines += [Text(""), *item_texts(sheet, carrier, pages.statements_of(carrier.id), one)]
    return lines


def _circumstances(sheet: Sheet, one: Statement) -> str:
    role = role_words(sheet.desk.book.roster, one)
    day = f"said on {one.said_on:%a} {one.said_on.day} {one.said_on:%b %Y}" if one.said_on else "day not stated"
    return " · ".join(words for words in (role, str(one.side), channel_words(one), day) if words)


def _attribution(sheet: Sheet, one: Statement) -> Text:
    sure = "sure" if one.confidence >= 0.9 else ("likely" if one.confidence >= 0.6 else "doubtful: check it")
    kind = "direct" if one.direct else "reported"
    return Text(
        f"{kind} · attribution {sure} (rule: {one.rule}) · {show_id('statement', one.id)}",
        tone("dim" if one.confidence >= 0.6 else "warn", sheet.look),
    )
