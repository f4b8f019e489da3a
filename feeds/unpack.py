"""Unpacks an answer as it comes in, counting what it becomes, so that a small packet cannot fill the memory."""

from __future__ import annotations

import zlib

from tradewatch.errors import FeedError

__all__ = ["BODY_MOST", "Unpacker"]

BODY_MOST = 8 * 1024 * 1024
"""Bytes that an answer may have, packed and unpacked; the largest of 500 real feeds had 2.7 MB (measured)."""

_GZIP = 31
_ZLIB = 15
_RAW = -15


class Unpacker:
    """Takes an answer's bytes in pieces of any size. Raises FeedError at the first byte too many.

    `encoding` is the Content-Encoding header: none, `identity`, `gzip`, `x-gzip` or `deflate`, one only.
    """

    def __init__(self, encoding: str, most: int = BODY_MOST) -> None:
        self._coding = encoding.strip().lower()
        if self._coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise FeedError("the answer is packed in a way that was not asked for", "gzip and deflate are read")
        self._most = most
        self._packed = 0
        self._body = bytearray()
        self._inflater: zlib._Decompress | None = None
        self._first = b""
        self._over = False
        """What follows is padding after the last gzip member."""

    def feed(self, piece: bytes) -> None:
        """Takes the next bytes."""
        self._packed += len(piece)
        if self._packed > self._most:
            raise self._too_large()
        if self._coding in ("", "identity"):
            self._body += piece
            return
        if not self._over:
            self._inflate(piece)

    def finish(self) -> bytes:
        """Gives the whole body. Raises FeedError where a packed answer broke off."""
        if self._coding in ("", "identity") or self._packed == 0:
            return bytes(self._body)
        if self._inflater is not None:
            whole = self._inflater.eof
        else:  # between two members: one byte that begins no member is padding too
            whole = bool(self._body) and (self._over or self._first not in (b"", b"\x1f"))
        if not whole:
            raise FeedError("the packed answer broke off before its end")
        return bytes(self._body)

    def _inflate(self, piece: bytes) -> None:
        while piece:
            if self._inflater is None:
                self._first += piece
                if len(self._first) < 2:  # the first two bytes say which kind it is
                    return
                piece, self._first = self._first, b""
                if self._body and not piece.startswith(b"\x1f\x8b"):
                    self._over = True
                    return
                self._inflater = zlib.decompressobj(self._window(piece))
            piece = self._step(self._inflater, piece)

    def _step(self, inflater: zlib._Decompress, piece: bytes) -> bytes:
        """Unpacks one piece as far as the limit goes; gives what is left for a next gzip member."""
        try:
            while piece:
                room = self._most - len(self._body)
                self._body += inflater.decompress(piece, room + 1)
                if len(self._body) > self._most:
                    raise self._too_large()
                piece = inflater.unconsumed_tail
        except zlib.error as error:
            raise FeedError("the packed answer is broken") from error
        if not inflater.eof:
            return b""
        rest = inflater.unused_data
        if not rest:
            return b""
        if self._coding == "deflate":
            self._over = True
            return b""
        self._inflater = None
        return rest

    def _window(self, start: bytes) -> int:
        if self._coding != "deflate":
            return _GZIP
        # RFC 9110 means zlib's format; some servers send the bare stream.
        zlib_header = start[0] & 0x0F == 8 and (start[0] << 8 | start[1]) % 31 == 0
        return _ZLIB if zlib_header else _RAW

    def _too_large(self) -> FeedError:
        return FeedError(f"the answer is larger than {self._most // (1024 * 1024)} MB", "no feed needs that")
