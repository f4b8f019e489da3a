"""Text on its way into a file: what a spreadsheet would run and what Markdown would take for markup."""

from __future__ import annotations

import re

__all__ = ["guarded", "markdown_safe"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_ENTITY = re.compile(r"&(?=[A-Za-z0-9]+;)")
"""What would be read as one letter: `&lt;` (CommonMark, 2.5)."""
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def guarded(cell: str) -> str:
    """Gives a cell that no spreadsheet takes for a formula (OWASP, CSV injection): a ' before = + - @, their wide
    forms and controls."""
    return "'" + cell if cell.startswith(_FORMULA) else cell


def markdown_safe(text: str) -> str:
    """Gives the words as they are in any Markdown reader: what would act as markup is escaped, breaks become spaces."""
    line = _ENTITY.sub(r"\\&", _SPECIAL.sub(r"\\\1", " ".join(text.split())))
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", re.sub(r"^([-+=])", r"\\\1", line))
