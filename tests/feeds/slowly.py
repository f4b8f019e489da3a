"""Cleaning, markup and dates as they were written first: every rule over every letter. The quick ways must agree."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from tradewatch.clean import clean_text
from tradewatch.feeds.markup import _MARKUP, _Text, _unwrapped

__all__ = ["slow_clean", "slow_date", "slow_line", "slow_plain"]


def slow_plain(markup: str) -> str:
    """By the parser, whatever the markup."""
    if not _MARKUP.search(markup):
        return clean_text(_unwrapped(markup))
    parser = _Text()
    parser.feed(markup)
    parser.close()
    lines = "".join(parser.pieces).split("\n")
    return clean_text("\n".join(" ".join(line.split()) for line in lines))


def slow_date(text: str) -> datetime | None:
    """By the standard library, whatever the form."""
    try:
        instant = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


MARKS_IN_A_ROW = 4

# ECMA-48: CSI, the strings OSC, DCS, SOS, PM, APC with their terminators, other two-byte escapes; 7- and 8-bit forms.
# A letter of eight bits beside another is what is left of a quotation mark that was decoded wrongly: it begins nothing.
_ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]?"
    r"|(?:\x1b[\]PX^_])[^\x07\x1b\x90\x98\x9c-\x9f\n]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-~]?"
    r"|(?<![\x80-\xff])(?:\x9b[0-9;:<=>?]*[@-~]|[\x90\x98\x9d\x9e\x9f][^\x07\x1b\x90\x98\x9c-\x9f\n]*(?:\x07|\x1b\\|\x9c))"
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
# Bidi controls, tags, interlinear marks, soft hyphen, zero-width space and word joiner, byte order mark, fillers.
_UNSEEN = re.compile(
    "[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)
_FLAG = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"
# U+200C and U+200D join lawfully inside Arabic, Indic and emoji sequences, and after a virama; nowhere else.
_JOINER = re.compile("[\u200c\u200d]")
_MARKS = "".join(chr(point) for point in range(0x110000) if unicodedata.category(chr(point)) in ("Mn", "Me"))
_STRETCH = re.compile(rf"([^{_MARKS}\u200c\u200d]|^)[{_MARKS}\u200c\u200d]+")
_SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_PLAIN = re.compile(r"[\x20-\x7e\n]*\Z")


def slow_clean(text: str) -> str:
    """Rule after rule, each over the whole text."""
    if not _PLAIN.match(text):
        text = _clean_unusual(text)
    text = _SPACES.sub(" ", text)
    text = re.sub(r" ?\n ?", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip(" \n")


def slow_line(text: str) -> str:
    return " ".join(slow_clean(text).split("\n")).replace("  ", " ") if text else ""


def _clean_unusual(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n\n").replace("\x0b", "\n").replace("\x0c", "\n")
    text = _ESCAPES.sub("", text)
    text = _CONTROLS.sub("", text)
    text = re.sub(f"({_FLAG})|{_UNSEEN.pattern}", lambda found: found[1] or "", text)
    text = unicodedata.normalize("NFC", text)
    text = unicodedata.normalize("NFC", _lawful_joiners(text))
    return _few_marks(text)


def _lawful_joiners(text: str) -> str:
    """Of each stretch of joiners and marks between two letters."""

    def lawful(stretch: re.Match[str]) -> str:
        done, rest = "", stretch[0]
        while joiner := _JOINER.search(rest):
            before = rest[joiner.start() - 1 : joiner.start()]
            if joiner[0] == "\u200d" and before in set(_MARKS) and unicodedata.combining(before) == 9:
                done, rest = done + rest[: joiner.end()], rest[joiner.end() :]
                continue
            most = 3 if not done and _joins(stretch[1]) and _joins(text[stretch.end() : stretch.end() + 1]) else 0
            kept = [at for at, letter in enumerate(rest) if _JOINER.match(letter)][:most]
            return done + "".join(one for at, one in enumerate(rest) if at in kept or not _JOINER.match(one))
        return done + rest

    return _STRETCH.sub(lawful, text)


def _joins(letter: str) -> bool:
    """Whether a joiner may stand beside this letter: Arabic to Indic scripts, Mongolian, emoji and their modifiers."""
    return bool(letter) and (
        "\u0600" <= letter <= "\u109f"
        or "\u1780" <= letter <= "\u18af"
        or (letter >= "\u2190" and unicodedata.category(letter) in ("So", "Sk", "Sm"))
    )


def _few_marks(text: str) -> str:
    run = 0
    kept: list[str] = []
    for letter in text:
        if unicodedata.category(letter) in ("Mn", "Me"):
            run += 1
            if run > MARKS_IN_A_ROW:
                continue
        else:
            run = 0
        kept.append(letter)
    return "".join(kept)
