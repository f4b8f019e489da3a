"""What stands beside a statement: what it answers, what answers it, other forms of its words."""

from __future__ import annotations

from rich.text import Text

from tradewatch.clean import clean_line
from tradewatch.quoting import quoted
from tradewatch.records import Statement
from tradewatch.tui.desk import Desk
from tradewatch.tui.look import Look, side_tone, tone
from tradewatch.tui.panes.statements import speaker_words
from tradewatch.tui.panes.wording import changed_words

__all__ = ["beside_texts"]

_MOST = 12


def beside_texts(desk: Desk, one: Statement, look: Look) -> list[Text]:
    """Gives the lines of the detail: answers with their reasons, then forms with the changed words marked."""
    kin = [("answers", other, one.reason) for other in desk.pages.statements(one.answers)]
    kin += [("answered by", other, other.reason) for other in desk.pages.statements(one.answered_by[:_MOST])]
    if one.variant_of is not None:
        kin += [("a form of", other, f"s{other.id}") for other in desk.pages.statements([one.variant_of])]
    lines = [_linked(word, other, behind, look) for word, other, behind in kin]
    forms = desk.pages.statements(one.variants[:_MOST])
    if forms:
        lines.append(Text("also carried in other words:" if len(forms) > 1 else "also carried as:", tone("dim", look)))
    for form in forms:
        text = Text(f"    {desk.time_words(form.published):<7}", tone("dim", look))
        text.append(f"{clean_line(form.feed)}  ", tone("", look))
        text.append_text(changed_words(one.quote, form.quote, look))
        lines.append(text)
    if len(one.variants) > len(forms):
        lines.append(Text(f"    and {len(one.variants) - len(forms)} more", tone("dim", look)))
    return lines


def _linked(word: str, other: Statement, behind: str, look: Look) -> Text:
    text = Text(f"{word}: ", tone("dim", look))
    text.append(speaker_words(other), tone(side_tone(other.side), look))
    text.append(f": {clean_line(quoted(other))}", tone("quote" if other.direct else "", look))
    text.append(f" ({clean_line(behind)})", tone("dim", look))
    return text
