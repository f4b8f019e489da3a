"""The program as one whom file rights bind, also where the tests run as the superuser."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable

import pytest

_PR_CAPBSET_DROP = 24
_RIGHTS_OVER_FILES = (1, 2)
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: without them the superuser is an owner of files like any other.

The interpreter often lies in the superuser's own folder, where another user could not even start it."""


def _give_up() -> None:
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    for right in _RIGHTS_OVER_FILES:
        if prctl(_PR_CAPBSET_DROP, right, 0, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "the right cannot be given up")


def run_bound(*words: str, code: str = "") -> subprocess.CompletedProcess[str]:
    """Runs the real program, or Python code with words as its arguments, bound by file rights; skips where that cannot be."""
    give_up: Callable[[], None] | None = None
    if os.geteuid() == 0:
        if not sys.platform.startswith("linux"):
            pytest.skip("the superuser's rights can be given up on Linux alone")
        give_up = _give_up
    command = [sys.executable, "-c", code, *words] if code else [sys.executable, "-m", "tradewatch", *words]
    try:
        return subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            preexec_fn=give_up,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.SubprocessError:
        pytest.skip("this superuser may not give up its rights")
