"""Why a document is not for the fast reader: one word, counted by whoever polls."""

from __future__ import annotations

__all__ = ["Unusual"]


class Unusual(Exception):  # noqa: N818 - it is no error: the document goes to the thorough reader
    """The document has something that only the thorough reader reads; `reason` is one short word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
