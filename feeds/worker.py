"""One parsing process: questions on standard input, answers on standard output, a ceiling of memory.

`python -m tradewatch.feeds.worker`; the pool starts it. It loads no more than parsing wants, since a round in which one
feed is new waits for it.
"""

from __future__ import annotations

import contextlib
import pickle
import struct
import sys
from collections.abc import Callable

from tradewatch.errors import FeedError
from tradewatch.records import ParsedFeed

__all__ = ["LENGTH", "MEMORY_BYTES", "serve"]

MEMORY_BYTES = 512 * 1024 * 1024
LENGTH = struct.Struct(">I")
"""What stands before each pickle, on both ways."""


def serve(parse: Callable[..., ParsedFeed]) -> None:
    """Says that it is ready (a length of 0), then answers questions on standard input until it ends."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    sink.write(LENGTH.pack(0))
    sink.flush()
    while head := source.read(LENGTH.size):
        body, url, content_type, now = pickle.loads(source.read(*LENGTH.unpack(head)))
        answer: ParsedFeed | tuple[str, str]
        worn = False
        try:
            answer = parse(body, url=url, content_type=content_type, now=now)
        except FeedError as error:
            answer = (error.message, error.hint)
        except MemoryError:
            answer, worn = ("the document takes too much memory to read", "it may be built to do harm"), True
        except Exception as error:  # noqa: BLE001 - a fault of a parser costs one feed, in words, not the round
            answer = ("the document cannot be read", type(error).__name__)
        message = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
        sink.write(LENGTH.pack(len(message)) + message)
        sink.flush()
        if worn:  # what it took is not given back: the next document deserves a fresh worker
            return


def _limit_memory() -> None:
    import resource

    with contextlib.suppress(ValueError, OSError):  # macOS refuses to limit the address space
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


if __name__ == "__main__":
    import signal

    from tradewatch.feeds.parse import parse_feed

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the poller, which ends us by closing the pipe
    _limit_memory()
    serve(parse_feed)
