"""Where messages go, by labels that anybody may see: the kind of a target and its host where that is no secret."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

__all__ = ["INSTALL", "is_installed", "labels"]

INSTALL = 'pip install "tradewatch[alerts]"'
"""What helps where the extra is not there."""

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]{0,19})://", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9.:-]{1,80}\Z", re.IGNORECASE)
_OPEN_HOSTS = frozenset(
    "json jsons xml xmls form forms mailto mailtos gotify gotifys mmost mmosts matrix matrixs nctalk nctalks http https"
    " rocket rockets ntfys synology synologys apprise apprises".split()
)
"""Kinds whose addresses name a host first. With many others a token stands there (slack://token, tgram://token)."""


def labels(targets: Sequence[str]) -> dict[str, str]:
    """Gives label → address in the config's order: `json at 127.0.0.1`, `slack`, `slack #2`."""
    found: dict[str, str] = {}
    for target in targets:
        label = plain = _label(target)
        number = 1
        while label in found:
            number += 1
            label = f"{plain} #{number}"
        found[label] = target
    return found


def is_installed() -> bool:
    """Whether the library that sends is there."""
    return importlib.util.find_spec("apprise") is not None


def _label(target: str) -> str:
    scheme = _SCHEME.match(target.strip())
    if scheme is None:
        return "a target"
    kind = scheme[1].lower()
    if kind not in _OPEN_HOSTS:
        return kind
    rest = target.strip()[scheme.end() :]
    place = re.split("[/?#]", rest, maxsplit=1)[0]
    if "@" in rest[len(place) :]:  # a password with such a letter in it ends the host too early
        return kind
    try:
        host = urlsplit(f"//{place}").hostname or ""
    except ValueError:
        host = ""
    return f"{kind} at {host}" if _HOST.match(host) else kind
