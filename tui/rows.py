"""Rows of a list as they were read: by id, read near what is looked at, those that cannot be read told from the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

__all__ = ["Rows"]

Record = TypeVar("Record")
_READ_AHEAD, _READ_BEHIND = 24, 8


class Rows(Generic[Record]):
    """Keeps what was read until it is to be forgotten."""

    def __init__(
        self, load: Callable[[Sequence[int]], Mapping[int, Record]], tell: Callable[[Exception], None]
    ) -> None:
        self._load = load
        self._tell = tell
        self._records: dict[int, Record] = {}
        self._bad: dict[int, Exception] = {}

    def record(self, number: int | None) -> Record | None:
        """Gives a row, read if it was not; None for one that is gone or cannot be read."""
        if number is None:
            return None
        if number not in self._records:
            self._read([number])
        return self._records.get(number)

    def near(self, ids: Sequence[int], index: int) -> Record | None:
        """Gives the row at a place, read with those around it if it was not."""
        number = ids[index]
        if number not in self._records:
            around = ids[max(0, index - _READ_BEHIND) : index + _READ_AHEAD]
            self._read([one for one in around if one not in self._records and one not in self._bad])
        return self._records.get(number)

    def why_not(self, number: int) -> Exception | None:
        """Gives what kept a row from being read."""
        return self._bad.get(number)

    def forget(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            self._records.pop(number, None)
            self._bad.pop(number, None)

    def clear(self) -> None:
        self._records.clear()
        self._bad.clear()

    def _read(self, ids: Sequence[int]) -> None:
        """Where it fails in halves, so that one that cannot be read hides no other."""
        try:
            self._records.update(self._load(ids))
        except Exception as error:  # noqa: BLE001 - its row says so
            if len(ids) > 1:
                self._read(ids[: len(ids) // 2])
                self._read(ids[len(ids) // 2 :])
            elif ids:
                self._bad[ids[0]] = error
                self._tell(error)
