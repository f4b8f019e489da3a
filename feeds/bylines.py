"""The byline of a draft: one name out of the forms in which feeds name an author."""

from __future__ import annotations

import re

from tradewatch.feeds.drafts import Draft
from tradewatch.feeds.unusual import Unusual

__all__ = ["settle"]

_ADDRESS = re.compile(
    r"[a-zA-Z0-9_.+\-]+@(?:\[[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.|(?:[a-zA-Z0-9\-]+\.)+)(?:[a-zA-Z]{2,4}|[0-9]{1,3})\]?"
    r"(?:\?subject=\S+)?"
)
_LONG = 1_000
"""A byline that is longer names nobody, and the pattern would take its square in time."""


def settle(draft: Draft) -> None:
    """Brings `author` and `author_detail` of a draft into line, in feedparser's way: "a@b.org (Name)" names Name."""
    if not draft.authors:
        raise Unusual("nested")
    latest = draft.authors[-1]
    if latest:
        name, email = latest.get("name"), latest.get("email")
        if name and email:
            draft.author = f"{name} ({email})"
        elif name or email:
            draft.author = name or email
        return
    author, email = draft.author, None
    if not author:
        return
    match = _ADDRESS.search(author) if "@" in author and len(author) < _LONG else None
    if match:
        email = match.group(0)
        author = _stripped(author.replace(email, ""))
    if draft.author_detail is None:
        draft.author_detail = latest
    if author:
        latest["name"] = author
    if email:
        latest["email"] = email


def _stripped(author: str) -> str:
    author = author.replace("()", "").replace("<>", "").replace("&lt;&gt;", "").strip()
    author = author.removeprefix("(")
    return author.removesuffix(")").strip()
