"""Where the sizes of the panes are kept between two starts: a small file beside the log, never needed."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from tradewatch.cli.logfile import log_path
from tradewatch.logs import trouble
from tradewatch.tui.sizes import DEFAULT_SIZES, Sizes, read_sizes, sizes_text

__all__ = ["keep_sizes", "kept_sizes", "sizes_path"]


def sizes_path() -> Path:
    """Gives where the file is."""
    return log_path().with_name("sizes.json")


def kept_sizes() -> Sizes:
    """Gives the sizes of the last start; the usual ones where nothing can be read."""
    try:
        return read_sizes(sizes_path().read_text("utf-8"))
    except (OSError, ValueError):
        return DEFAULT_SIZES


def keep_sizes(sizes: Sizes) -> None:
    """Keeps the sizes, whole or not at all; where that cannot be they last as long as the console."""
    path = sizes_path()
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(sizes_text(sizes))
        os.replace(part, path)
    except OSError as error:
        trouble("sizes_not_kept", error)
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
