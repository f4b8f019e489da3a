"""What feedparser mends in every text: words encoded twice, and the letters of windows-1252 among the controls."""

from __future__ import annotations

import contextlib
import re

from tradewatch.clean import beyond_ascii

__all__ = ["mended", "whole_link"]

_CONTROLS = re.compile("[\x80-\x9f]")
_TWICE = re.compile("[\xc2-\xf4][\x80-\xbf]")
"""Without these two letters beside each other no text reads as UTF-8."""
_WINDOWS = {
    point: bytes([point]).decode("cp1252") for point in range(0x80, 0xA0) if point not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_NAMED = re.compile(r"&([A-Za-z0-9_]+);")


def mended(text: str) -> str:
    """Gives the text as it was meant: UTF-8 that was read as Latin-1 and encoded again is read back."""
    rest = beyond_ascii(text)
    if not rest:
        return text
    if max(rest) <= "\xff" and _TWICE.search(rest):
        with contextlib.suppress(UnicodeError):
            text = rest = text.encode("iso-8859-1").decode("utf-8")
    return text.translate(_WINDOWS) if _CONTROLS.search(rest) else text


def whole_link(link: str) -> str:
    """Gives a link whose query was escaped twice, or escaped where it should not be, as it was meant."""
    return _NAMED.sub(r"&\1", link.replace("&amp;", "&")) if "&" in link else link
