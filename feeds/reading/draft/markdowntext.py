"""The words of a Markdown draft without its marks, each letter with its place (https://spec.commonmark.org/0.31.2/).

A reader of quotations wants the words, not the structure: what CommonMark leaves to context (a star between blanks, an
underscore inside a word) stays, code and front matter go, and a mark that is not closed is a letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tradewatch.feeds.reading.draft.letters import ENTITY, Letter, entity

__all__ = ["markdown_letters"]

_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")
_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?=[A-Za-z][\w-]*\s*:).*?^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,}|(?:[*_-][ \t]*){3,})\s*\Z")
_DEFINITION = re.compile(r" {0,3}\[(?!\^)[^\]]+\]:\s*<?(?:[a-z][a-z0-9+.-]*:|/|\.|#)\S*", re.IGNORECASE)
_BEGINS = re.compile(r"(?:[ \t]*(?:>|#{1,6}(?=[ \t])|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])|\[\^[^\]]{1,40}\]:))+[ \t]*")
_INLINE = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<picture>!\[[^\]]*\]\([^)\s]*(?:\s+\"[^\"]*\")?\))"
    r"|\[(?P<words>(?:[^\[\]\\]|\\.){1,2000})\](?:\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+(?:\"[^\"]*\"|'[^']*'))?\)|\[[^\]]*\])"
    r"|(?P<footnote>\[\^[^\]]{1,40}\])"
    r"|(?P<address><(?:https?://|mailto:)[^>\s]*>)"
    r"|(?P<tag></?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]{0,2000})?/?>)"
    r"|(?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<struck>~~(?=\S)[^~\n]{1,2000}~~)"
    r"|(?P<mark>\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|~~|`+)"
)


def markdown_letters(source: str) -> Iterator[Letter]:
    """Gives the letters of the words; headings, quotations and the points of lists are paragraphs of their own."""
    front = _FRONT.match(source)
    hidden = {place for found in _COMMENT.finditer(source) for place in range(found.start(), found.end())}
    fence = ""
    for line in _LINE.finditer(source, front.end() if front else 0):
        if line.start() == len(source):
            return
        words, start = line[1], line.start()
        mark = _FENCE.match(words)
        if fence or mark:
            if mark and not fence:
                fence = mark[1]
            elif mark and mark[1][0] == fence[0] and len(mark[1]) >= len(fence):
                fence = ""
            continue
        if _UNDERLINE.match(words) or _DEFINITION.match(words):
            yield "\n", start
            continue
        begins = _BEGINS.match(words)
        own = begins is not None and not begins[0].lstrip().startswith(">")
        if own:
            yield "\n", start
        yield from _inline(words, start, begins.end() if begins else 0, hidden)
        yield "\n", line.start(2) if line[2] else len(source) - 1
        if own and begins is not None and "#" in begins[0]:
            yield "\n", line.start(2) if line[2] else len(source) - 1


def _inline(words: str, start: int, at: int, hidden: set[int]) -> Iterator[Letter]:
    """The letters of a line (or of a link's words) from `at` on; `start` is the line's own place."""
    while at < len(words):
        if start + at in hidden:
            at += 1
            continue
        found = _INLINE.match(words, at)
        if found is None:
            yield words[at], start + at
            at += 1
            continue
        if found["escaped"]:
            yield found["escaped"], start + at
        elif found["words"] is not None:
            yield from _inline(found["words"], start + found.start("words"), 0, hidden)
        elif found["entity"] and ENTITY.match(found["entity"]):
            for letter in entity(found["entity"]):
                yield letter, start + at
        at = found.end()
