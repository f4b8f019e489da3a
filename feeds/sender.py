"""Sends messages to one target through apprise, in a process of its own: what the library does there ends nobody else.

Reads one JSON object from standard input (`url`, `messages`: list of `id, title, body`), writes a line of JSON for each
message it is done with (`id, ok, why`). The address comes by the pipe, so no list of processes shows it; of errors
nothing is repeated but fixed words, since theirs name addresses.
"""

from __future__ import annotations

import contextlib
import io
import json
import logging
import os
import sys
from typing import Any

__all__ = ["main"]


def main() -> None:
    """Runs until every message is answered for."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    logging.disable(logging.CRITICAL)  # the library's lines name addresses
    job = json.load(sys.stdin)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for message in job["messages"]:
            why = _send(job["url"], message)
            answers.write(json.dumps({"id": message["id"], "ok": not why, "why": why}) + "\n")
            answers.flush()
            if why:
                return  # the target is left alone for a while


def _send(url: str, message: dict[str, Any]) -> str:
    """Sends one message; gives why it did not get through, "" where it did."""
    try:
        import apprise
    except ImportError:
        return "apprise is not installed"
    try:
        asset = apprise.AppriseAsset(app_id="tradewatch", app_desc="tradewatch", app_url="", async_mode=False)
        target = apprise.Apprise.instantiate(url, asset=asset)
        if target is None:
            return "apprise does not understand this address"
        taken = target.notify(title=message["title"], body=message["body"], body_format=apprise.NotifyFormat.TEXT)
    except Exception as error:  # noqa: BLE001 - whatever a plugin raises: its kind is told, its words may hold the address
        return f"failed ({type(error).__name__})"
    return "" if taken else "did not take it"


if __name__ == "__main__":
    main()
