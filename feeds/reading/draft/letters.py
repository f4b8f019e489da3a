"""A letter of a draft with its place in the file."""

from __future__ import annotations

import html
import re

__all__ = ["ENTITY", "Letter", "entity"]

Letter = tuple[str, int]
"""The letter, and the offset of what it was written as in the file."""

ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def entity(written: str) -> str:
    """Gives what `&rsquo;` or `&#8217;` stands for; one that is none stands for itself."""
    return html.unescape(written)
