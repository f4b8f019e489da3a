"""What happened, for whoever looks into it afterwards: a line an event, key=value, without anything secret."""

from __future__ import annotations

import logging
import re

from tradewatch.clean import clean_line

__all__ = ["LOG", "event", "place", "trouble"]

LOG = logging.getLogger("tradewatch")
"""The rooms write to it; the command line says where it goes (`cli.logfile`), and without that it goes nowhere."""
LOG.addHandler(logging.NullHandler())
LOG.propagate = False

_SECRET = re.compile(r"(?<=//)[^/\s@]*@|\?[^\s\"')]+|(?i:\b(?:token|key|password|secret|authorization)=)\S+")
"""Users and passwords in addresses, queries (many feeds carry their reader's key there), and what calls itself secret."""
_PLAIN = re.compile(r"[\w.:/+@,%-]+\Z", re.ASCII)
_MOST = 2_000


def event(name: str, **values: object) -> None:
    """Writes that something happened."""
    LOG.info(_line(name, values))


def trouble(name: str, error: BaseException | None = None, **values: object) -> None:
    """Writes that something went wrong; an error with where it was raised."""
    if error is not None:
        values["error"] = f"{type(error).__name__}: {error}"
        values["at"] = _place(error)
    LOG.warning(_line(name, values))


def place() -> str:
    """Gives the file that is written to, "" where there is none."""
    return next((one.baseFilename for one in LOG.handlers if isinstance(one, logging.FileHandler)), "")


def _line(name: str, values: dict[str, object]) -> str:
    return " ".join([f"event={name}", *(f"{key}={_value(value)}" for key, value in values.items())])


def _value(value: object) -> str:
    words = _SECRET.sub("…", clean_line(str(value)))[:_MOST]
    if _PLAIN.match(words):
        return words
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _place(error: BaseException) -> str:
    """Gives `file:line` of the last frames, innermost last; no values of variables."""
    frames = []
    step = error.__traceback__
    while step is not None:
        name = step.tb_frame.f_code.co_filename.rpartition("/")[2]
        frames.append(f"{name}:{step.tb_lineno}")
        step = step.tb_next
    return ",".join(frames[-8:])
