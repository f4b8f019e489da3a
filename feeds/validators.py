"""Validators of conditional requests: opaque bytes, sent back as they came or not at all."""

from __future__ import annotations

import aiohttp

__all__ = ["conditions", "raw_header"]


def conditions(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """Gives the headers that ask whether anything changed."""
    headers: dict[str, str] = {}
    for name, value in (("If-None-Match", etag), ("If-Modified-Since", last_modified)):
        sendable = _sendable(value)
        if sendable:
            headers[name] = sendable
    return headers


def _sendable(validator: str | None) -> str | None:
    """The validator as aiohttp must be given it so that the bytes on the wire are those that came.

    It writes headers as UTF-8. Bytes that are not UTF-8 cannot be sent through it; half a validator would be worse
    than none.
    """
    if not validator:
        return None
    try:
        text = validator.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None
    return None if any((letter < " " and letter != "\t") or letter == "\x7f" for letter in text) else text


def raw_header(response: aiohttp.ClientResponse, name: bytes) -> str | None:
    """Gives a header byte for byte as it came (latin-1 text), None where it is not there or empty."""
    for header, value in response.raw_headers:
        if header.lower() == name:
            return value.decode("latin-1") or None
    return None
