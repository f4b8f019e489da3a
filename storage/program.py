"""The sqlite3 program's own recovery, where that program is installed and can do it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

__all__ = ["recover_by_program"]

_PATIENCE_SECONDS = 3600


def recover_by_program(wreck: Path, target: Path) -> str:
    """Writes what `sqlite3 .recover` finds into a new database file; gives why it could not, "" where it did.

    Some systems ship the program without it. What it wrote before it gave up is of use all the same.
    """
    program = shutil.which("sqlite3")
    if program is None:
        return "it is not installed"
    address = f"{wreck.resolve().as_uri()}?immutable=1"
    try:
        with subprocess.Popen(
            [program, "-batch", "-readonly", address, ".recover --ignore-freelist"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        ) as reading:  # fmt: skip
            subprocess.run(
                [program, "-batch", str(target)], stdin=reading.stdout, check=False, timeout=_PATIENCE_SECONDS,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            words = reading.communicate()[1].decode(errors="replace").strip()
    except (OSError, subprocess.SubprocessError) as error:
        return str(error)
    return words.splitlines()[0] if words else ""
