"""Web addresses as they are shown, copied and opened: without user and password, the host in letters that cannot deceive."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

__all__ = ["host_of", "openable", "shown_address", "without_credentials"]

_UNFIT = re.compile(r"[\s\\\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
"""Blanks, controls and letters nobody sees; and the backslash, which browsers take for the end of the host."""


def without_credentials(url: str) -> str:
    """Gives the address without user and password; what is no address comes back as it is."""
    if "@" not in url:
        return url
    try:
        parts = urlsplit(url)
    except ValueError:
        return re.sub(r"//[^/?#\s]*@", "//", url)
    if "@" not in parts.netloc:
        return url
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, parts.query, parts.fragment))


def shown_address(url: str) -> str:
    """Gives the address without user and password, a host in other letters than ASCII as `xn--` (RFC 3490).

    Letters of other scripts can look like Latin ones; written so, nobody is taken in. What is no address comes back
    without credentials and otherwise as it is.
    """
    plain = without_credentials(url)
    try:
        parts = urlsplit(plain)
        if parts.netloc.isascii():
            return plain
        host, colon, port = parts.netloc.partition(":")
        netloc = host.encode("idna").decode("ascii") + colon + port
    except (ValueError, UnicodeError):
        return plain
    return urlunsplit((parts.scheme, netloc, parts.path, parts.query, parts.fragment))


def host_of(url: str) -> str:
    """Gives the host of an address in ASCII; "" where there is none."""
    try:
        host = urlsplit(shown_address(url)).hostname or ""
    except ValueError:
        return ""
    return host if host.isascii() else ""


def openable(url: str) -> tuple[str, str]:
    """Gives the address that a browser may be handed, and "" or in words why none may be: http and https only."""
    scheme = url.partition(":")[0].casefold() if ":" in url else ""
    if scheme not in ("http", "https"):
        return (
            "",
            f"not opened: {scheme}: is neither http nor https" if scheme.isalnum() else "not opened: no web address",
        )
    if _UNFIT.search(url) or not host_of(url):
        return "", "not opened: the address is not well formed"
    return shown_address(url), ""
