"""The cleaning that every text from outside passes once at the door, and again where lines are built for a terminal.

What a feed sends may hold escape sequences, control characters, marks that reverse the reading order and letters
nobody sees; on a terminal they act, in a story they falsify ("52" shown as "25"). They go whole; the words stay.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

__all__ = ["beyond_ascii", "beyond_print", "clean_known", "clean_line", "clean_text", "takes_letters"]

MARKS_IN_A_ROW = 4
"""Stacked combining marks beyond this many on one letter are dropped; lawful scripts need at most four."""
JOINERS_IN_A_ROW = 3
"""Joiners beyond this many between two letters are dropped; Arabic has a use for three (Unicode, 23.2)."""

# ECMA-48: CSI, the strings OSC, DCS, SOS, PM, APC with their terminators, other two-byte escapes; 7- and 8-bit forms.
# A letter of eight bits beside another is what is left of a quotation mark that was decoded wrongly: it begins nothing.
# Of a string without an end only the beginning goes: what follows it are a headline's words. A string ends where the
# next begins, or a text of nothing but beginnings would be searched to its end from each of them.
_ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]?"
    r"|(?:\x1b[\]PX^_])[^\x07\x1b\x90\x98\x9c-\x9f\n]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-~]?"
    r"|(?<![\x80-\xff])(?:\x9b[0-9;:<=>?]*[@-~]|[\x90\x98\x9d\x9e\x9f][^\x07\x1b\x90\x98\x9c-\x9f\n]*(?:\x07|\x1b\\|\x9c))"
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
# Bidi controls, tags, interlinear marks, soft hyphen, zero-width space and word joiner, byte order mark, fillers,
# controls of shorthand and of music.
_UNSEEN = re.compile(
    "[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)
_FLAGS = re.compile("(\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f)|" + _UNSEEN.pattern)
"""The flags of England, Scotland and Wales are a black one with its name in letters that nobody sees (UTS 51, C.1)."""
# What cleaning takes without a trace; breaks of lines become others of their kind and are not among them.
_TAKEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]|" + _UNSEEN.pattern)
# U+200C and U+200D join lawfully inside Arabic, Indic and emoji sequences, and after a virama; nowhere else.
_JOINER = re.compile("[\u200c\u200d]")
_VIRAMA = 9
"""Combining class of the marks that take a letter's vowel away (Unicode, table 4-4)."""
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_ASCII = bytes(range(0x80))
_PRINTED = bytes(range(0x20, 0x7F)) + b"\n"
_CALM = re.compile(
    "[\u00a0-\u00ac\u00ae-\u02ff\u0400-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u21ff\u3001-\u3029\u3041-\u3096"
    "\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e\U0001f300-\U0001f5ff\U0001f600-\U0001f64f]*"
)
"""Letters that every rule lets stand, in any order (a test tries them all); texts of these need no rule but for spaces."""
_UNUSUAL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff"
    "\uffa0\ufff9-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)
"""Everything that any rule below takes out or turns into a line break."""
_PERHAPS_ENDLESS = re.compile(
    "[\u0300-\u1fff\u20d0-\u20ff\u2c00-\u2fff\u3029-\u309a\ua000-\uabff\ufb1e\ufe00-\ufe2f\U00010000-\U000effff]{201}"
)
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
    if _TAKEN.search(text):
        return True
    composed = unicodedata.normalize("NFC", kept := _no_endless_marks(text))
    return kept != text or _lawful(composed) != composed


def beyond_print(text: str) -> str:
    """Gives the letters that are neither printable ASCII nor line breaks: few, and all that most rules are about."""
    if text.isascii() and text.isprintable():
        return ""
    return _without(text, _PRINTED)


def beyond_ascii(text: str) -> str:
    """Gives the letters that are not ASCII, in their order."""
    return "" if text.isascii() else _without(text, _ASCII)


def _without(text: str, letters: bytes) -> str:
    """By its bytes: that takes a fraction of a pattern's time."""
    return text.encode("utf-8", "surrogatepass").translate(None, letters).decode("utf-8", "surrogatepass")


def _cleaned(text: str) -> str:
    """Letters that are lawful, composed; of spaces only the plain one."""
    if _UNUSUAL.search(text):
        text = _without_unusual(text)
    if not text.isascii():
        text = _lawful(unicodedata.normalize("NFC", _no_endless_marks(text)))
    return _SPACES.sub(" ", text)


def _lawful(text: str) -> str:
    """A composed text without the joiners and the marks that nothing needs; letters that a joiner parted are composed."""
    if _JOINER.search(text):
        text = unicodedata.normalize("NFC", _lawful_joiners(text))
    return _few_marks(text)


def _without_unusual(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n\n").replace("\x0b", "\n").replace("\x0c", "\n")
    text = _ESCAPES.sub("", text)
    text = _CONTROLS.sub("", text)
    return _UNSEEN.sub("", text) if "\U0001f3f4" not in text else _FLAGS.sub(_flag_alone, text)


def _flag_alone(found: re.Match[str]) -> str:
    return found[1] or ""


def _lawful_joiners(text: str) -> str:
    """By the letters on both sides, whatever marks stand between: those may be dropped or change places."""
    pieces: list[str] = []
    done = 0
    while found := _JOINER.search(text, done):
        before, start, after = found.start(), found.start(), found.end()
        while before > done and _is_mark(text[before - 1]):
            before -= 1
        while after < len(text) and (text[after] in "\u200c\u200d" or _is_mark(text[after])):
            after += 1
        if found[0] == "\u200d" and before < start and unicodedata.combining(text[start - 1]) == _VIRAMA:
            pieces.append(
                text[done : start + 1]
            )  # the older spelling of a letter without its vowel, also at a word's end
            done = start + 1
            continue
        lawful = before > 0 and after < len(text) and _joins(text[before - 1]) and _joins(text[after])
        pieces += (text[done:start], _fewer_joiners(text[start:after], JOINERS_IN_A_ROW if lawful else 0))
        done = after
    return "".join(pieces) + text[done:]


def _fewer_joiners(stretch: str, most: int) -> str:
    ends = [0, *(joiner.end() for joiner in _JOINER.finditer(stretch))]
    kept = ends[min(most, len(ends) - 1)]
    return stretch[:kept] + _JOINER.sub("", stretch[kept:])


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter) in ("Mn", "Me")


def _joins(letter: str) -> bool:
    """Whether a joiner may stand beside this letter: Arabic to Indic scripts, Mongolian, emoji and their modifiers."""
    point = ord(letter)
    return (
        0x0600 <= point <= 0x109F
        or 0x1780 <= point <= 0x18AF
        or (point >= 0x2190 and unicodedata.category(letter) in ("So", "Sk", "Sm"))
    )


def _no_endless_marks(text: str) -> str:
    """Without what is beyond hundreds of marks in a row: to put them in order takes the square of them in time."""
    if not _PERHAPS_ENDLESS.search(text):
        return text
    return _endless_marks().sub(r"\1", text)


@cache
def _endless_marks() -> re.Pattern[str]:
    marks = "".join(filter(_is_mark, map(chr, (*range(0x300, 0x20000), *range(0xE0000, 0xE0200)))))
    return re.compile(f"([{marks}]{{200}})[{marks}]+")


def _few_marks(text: str) -> str:
    if not _PERHAPS_MARKS.search(text):
        return text
    nearly, surely = _too_many_marks()
    return surely.sub(r"\1", text) if nearly.search(text) else text


@cache
def _too_many_marks() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What finds too many marks, and the marks of one letter, the lawful ones as a group.

    The first takes all letters beyond the first plane for marks: their names one by one make the second slow. Made when
    first wanted: that takes some milliseconds.
    """
    near = "".join(filter(_is_mark, map(chr, range(0x300, 0x10000))))
    far = "".join(filter(_is_mark, map(chr, (*range(0x10000, 0x20000), *range(0xE0000, 0xE0200)))))
    return (
        re.compile(f"[{near}\U00010000-\U000effff]{{{MARKS_IN_A_ROW + 1}}}"),
        re.compile(f"([{near}{far}]{{{MARKS_IN_A_ROW}}})[{near}{far}]+"),
    )
