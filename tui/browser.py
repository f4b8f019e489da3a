"""Starting a browser beside the console: never one that would draw on the console's terminal."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import Mapping

__all__ = ["TEXT_BROWSERS", "browser_environment", "start_browser"]

TEXT_BROWSERS = frozenset(
    {
        "browsh",
        "carbonyl",
        "chawan",
        "cha",
        "edbrowse",
        "elinks",
        "links",
        "links2",
        "lynx",
        "netrik",
        "retawq",
        "w3m",
        "www-browser",
    }
)
"""They draw on the terminal that they are started from."""
_SECONDS = 4.0
"""A starter that has not ended by then is the browser itself: it is left alone."""
_OPEN = (
    "import sys, webbrowser\ntry:\n    sys.exit(not webbrowser.open(sys.argv[1]))\nexcept Exception:\n    sys.exit(1)\n"
)


def browser_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Gives the environment in which Python's `webbrowser` finds windows only: no TERM, no text browser in BROWSER."""
    kept = {name: words for name, words in environment.items() if name not in ("TERM", "BROWSER")}
    chosen = [one for one in environment.get("BROWSER", "").split(os.pathsep) if one and not _draws(one)]
    return kept | ({"BROWSER": os.pathsep.join(chosen)} if chosen else {})


def _draws(command: str) -> bool:
    return any(word in TEXT_BROWSERS for word in re.findall(r"[^\s/'\"=;|&()]+", command))


async def start_browser(url: str) -> bool:
    """Opens an address that `openable` gave; False where no browser could be started.

    By a process of its own, without the terminal and in a session of its own: what it prints goes nowhere, what it
    waits for does not hold the console up.
    """
    null = asyncio.subprocess.DEVNULL
    try:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-I", "-c", _OPEN, url,
            stdin=null, stdout=null, stderr=null, start_new_session=True, env=browser_environment(os.environ),
        )  # fmt: skip
    except OSError:
        return False
    try:
        return await asyncio.wait_for(process.wait(), _SECONDS) == 0
    except TimeoutError:
        return True
