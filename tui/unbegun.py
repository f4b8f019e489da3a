"""Work that a worker begins: one that is replaced before it began leaves no coroutine behind that nobody awaits."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

__all__ = ["unbegun"]


def unbegun(work: Callable[..., Any], *given: object) -> Any:
    """Gives a call that `run_worker` makes when the work begins."""
    return partial(work, *given)
