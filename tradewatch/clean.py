"""The cleaning that every text from outside passes once at the door, and again where lines are built for a terminal.

What a feed sends may hold escape sequences, control characters, marks that reverse the reading order and letters
nobody sees; on a terminal they act, in a story they falsify ("52" shown as "25"). They go whole; the words stay.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

__all__ = ["beyond_print", "clean_known", "clean_line", "clean_text", "takes_letters"]

MARKS_IN_A_ROW = 4
"""Stacked combining marks beyond this many on one letter are dropped; lawful scripts need at most four."""

# ECMA-48: CSI, the strings OSC, DCS, SOS, PM, APC with their terminators, other two-byte escapes; 7- and 8-bit forms.
# Of a string without an end only the beginning goes: what follows it are a headline's words.
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d\x9e\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-~]?"
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
# Bidi controls, tags, interlinear marks, soft hyphen, zero-width space and word joiner, byte order mark, fillers.
_UNSEEN = re.compile(
    "[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# What cleaning takes without a trace; breaks of lines become others of their kind and are not among them.
_TAKEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]|" + _UNSEEN.pattern)
_STACKED = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]" + f"{{{MARKS_IN_A_ROW + 1}}}"
)
# U+200C and U+200D join lawfully inside Arabic, Indic and emoji sequences, nowhere else.
_JOINER = re.compile("[\u200c\u200d]")
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_PRINTED = bytes(range(0x20, 0x7F)) + b"\n"
_CALM = re.compile(
    "[\u00a0-\u00ac\u00ae-\u02ff\u0400-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u21ff\u3001-\u3029\u3041-\u3096"
    "\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e\U0001f300-\U0001f5ff\U0001f600-\U0001f64f]*"
)
"""Letters that every rule lets stand, in any order (a test tries them all); texts of these need no rule but for spaces."""
_UNUSUAL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
"""Everything that any rule below takes out or turns into a line break."""
_PERHAPS_MARKS = re.compile(
    "[\u0300-\u1fff\u20d0-\u20ff\u2c00-\u2fff\u3029-\u309a\ua000-\uabff\ufb1e\ufe00-\ufe2f\U00010000-\U000effff]{5}"
)
"""Only where five such letters follow each other can there be more than four marks."""


def clean_text(text: str) -> str:
    """Gives the text in NFC without escape sequences, control, bidi or unseen characters; line breaks stay.

    Runs of spaces become one, runs of three or more line breaks two, and the ends are stripped. Cleaning twice
    gives the same as cleaning once (property test).
    """
    return clean_known(text, beyond_print(text))


def clean_known(text: str, rest: str) -> str:
    """Gives `clean_text` to whoever has looked already at what is beyond print in the text."""
    if rest and not _CALM.fullmatch(rest):
        text = _cleaned(text)
    elif rest:
        text = text.replace("\u00a0", " ")
    while "  " in text:
        text = text.replace("  ", " ")
    if "\n" in text:
        text = "\n".join([line.strip(" ") for line in text.split("\n")])
        while "\n\n\n" in text:
            text = text.replace("\n\n\n", "\n\n")
    return text.strip(" \n")


def clean_line(text: str) -> str:
    """Gives `clean_text` on one line: what a title, a name or a cell of a list may hold."""
    return clean_text(text).replace("\n", " ").replace("  ", " ") if text else ""


def takes_letters(text: str) -> bool:
    """Whether cleaning takes more from the text than blanks: then what came is worth keeping beside it."""
    if not (rest := beyond_print(text)) or _CALM.fullmatch(rest):
        return False
    if _TAKEN.search(text) or _STACKED.search(text):
        return True
    return _JOINER.search(text) is not None and _lawful_joiners(text) != text


def beyond_print(text: str) -> str:
    """Gives the letters that are neither printable ASCII nor line breaks: few, and all that most rules are about."""
    if text.isascii() and text.isprintable():
        return ""
    return text.encode("utf-8", "surrogatepass").translate(None, _PRINTED).decode("utf-8", "surrogatepass")


def _cleaned(text: str) -> str:
    """Letters that are lawful, composed; of spaces only the plain one."""
    if _UNUSUAL.search(text):
        text = _without_unusual(text)
    if not text.isascii():
        text = _few_marks(_lawful_joiners(unicodedata.normalize("NFC", text)))
    return _SPACES.sub(" ", text)


def _without_unusual(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n\n").replace("\x0b", "\n").replace("\x0c", "\n")
    text = _ESCAPES.sub("", text)
    text = _CONTROLS.sub("", text)
    return _UNSEEN.sub("", text)


def _lawful_joiners(text: str) -> str:
    if not _JOINER.search(text):
        return text
    kept: list[str] = []
    for position, letter in enumerate(text):
        if letter in "\u200c\u200d":
            before = kept[-1] if kept else " "
            after = text[position + 1] if position + 1 < len(text) else " "
            if not (_joins(before) and _joins(after)):
                continue
        kept.append(letter)
    return "".join(kept)


def _joins(letter: str) -> bool:
    """Whether a joiner may stand beside this letter: Arabic to Indic scripts, Mongolian, emoji and their modifiers."""
    point = ord(letter)
    return (
        0x0600 <= point <= 0x109F
        or 0x1780 <= point <= 0x18AF
        or point in (0xFE0F, 0x200D)
        or (point >= 0x2190 and unicodedata.category(letter) in ("So", "Sk", "Sm"))
    )


def _few_marks(text: str) -> str:
    if not _PERHAPS_MARKS.search(text):
        return text
    return _too_many_marks().sub(r"\1", text)


@cache
def _too_many_marks() -> re.Pattern[str]:
    """The marks of one letter, the lawful ones as a group. Made when first wanted: that takes some milliseconds."""
    planes = (range(0x300, 0x20000), range(0xE0000, 0xE0200))
    marks = "".join(
        chr(point) for plane in planes for point in plane if unicodedata.category(chr(point)) in ("Mn", "Me")
    )
    return re.compile(f"([{marks}]{{{MARKS_IN_A_ROW}}})[{marks}]+")
