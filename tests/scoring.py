"""Scores the reader: its answers on the project's own items against answers that a person gave before any rule.

Words are compared by their tokens: a direct statement is found when at least .8 of its words agree (F1) and the speaker
is the same, an indirect one from .6; rates when imposer, target, old and new rate all agree; stories pair by pair.
"""

from __future__ import annotations

import itertools
import json
import re
import subprocess
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["CASES", "Tally", "answers_of", "load", "measure"]

CASES = Path(__file__).parent / "reading" / "cases"
_DIRECT, _INDIRECT = 0.8, 0.6
_WORD = re.compile(r"[\w'%.]+")
_TITLE = re.compile(r"^(?:president|secretary|minister|premier|senator|sen\.|rep\.|mr\.?|ms\.?)\s+", re.IGNORECASE)


@dataclass
class Tally:
    """Right ones, wrong ones and missed ones."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def load(names: Iterable[str] = ()) -> dict[str, list[dict[str, Any]]]:
    """Gives the cases of each set by the set's name."""
    wanted = set(names)
    return {
        path.stem: [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        for path in sorted(CASES.glob("*.jsonl"))
        if not wanted or path.stem in wanted
    }


def answers_of(cases: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Gives what the program makes of the items, by id, asked as a user would: `tradewatch read --jsonl`."""
    lines = "\n".join(json.dumps(one["item"], ensure_ascii=False) for one in cases)
    done = subprocess.run(
        [sys.executable, "-m", "tradewatch", "read", "--jsonl"], input=lines, capture_output=True, text=True, check=True
    )
    return {row["id"]: row for row in map(json.loads, done.stdout.splitlines())}


def measure(cases: Sequence[dict[str, Any]], answers: dict[str, dict[str, Any]]) -> dict[str, Tally]:
    """Gives the tallies: relevance, topics, direct, direct words, indirect, rates, stories, side, channel, day."""
    found: dict[str, Tally] = defaultdict(Tally)
    for case in cases:
        answer = answers[case["item"]["id"]]
        _count(found["relevance"], bool(answer["relevant"]), case["relevant"])
        if case["relevant"]:
            _sets(found["topics"], set(answer["topics"]), set(case["topics"]))
        said = answer["statements"] if answer["relevant"] else []
        wanted = case["statements"] if case["relevant"] else []
        for direct, name in ((True, "direct"), (False, "indirect")):
            _statements(found, name, [one for one in wanted if one["direct"] is direct],
                        [one for one in said if one["direct"] is direct], wanted)  # fmt: skip
        _rates(
            found["rates"],
            case["rates"] if case["relevant"] else [],
            answer["tariff_mentions"] if answer["relevant"] else [],
        )
    for one, other in itertools.combinations(cases, 2):
        same = answers[one["item"]["id"]]["cluster"] == answers[other["item"]["id"]]["cluster"]
        _count(found["stories"], same, one["story"] == other["story"])
    return found


def _count(tally: Tally, said: bool, true: bool) -> None:
    tally.right += said and true
    tally.wrong += said and not true
    tally.missed += true and not said


def _sets(tally: Tally, said: set[str], true: set[str]) -> None:
    tally.right += len(said & true)
    tally.wrong += len(said - true)
    tally.missed += len(true - said)


def _statements(
    found: dict[str, Tally],
    name: str,
    wanted: list[dict[str, Any]],
    said: list[dict[str, Any]],
    all_wanted: list[dict[str, Any]],
) -> None:
    least = _DIRECT if name == "direct" else _INDIRECT
    left = list(said)
    for gold in sorted(wanted, key=lambda one: bool(one.get("optional"))):
        best = max(left, key=lambda one: _alike(one["quote"], gold["quote"]), default=None)
        pieces = _pieces(gold, left) if best is None or _alike(best["quote"], gold["quote"]) < least else [best]
        if not pieces:
            found[name].missed += not gold.get("optional")
            found[f"{name} words"].missed += not gold.get("optional")
            continue
        left = [one for one in left if one not in pieces]
        right = all(_same(one["speaker"], gold["speaker"]) for one in pieces)
        if gold.get("optional"):
            continue
        _count(found[f"{name} words"], True, True)
        found[name].right += right
        found[name].wrong += not right
        found[name].missed += not right
        if right:
            for measure_name, key in (("side", "side"), ("channel", "channel"), ("day", "date")):
                if gold[key] is not None and gold[key] != "unknown":
                    found[measure_name].right += pieces[0][key] == gold[key]
                    found[measure_name].wrong += pieces[0][key] != gold[key]
    for one in left:
        if len(_tokens(one["quote"])) > 1 and not any(
            _alike(one["quote"], gold["quote"]) >= least for gold in all_wanted
        ):
            found[name].wrong += 1
            found[f"{name} words"].wrong += 1


def _pieces(gold: dict[str, Any], said: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A split quotation whose pieces were sent one by one is found too."""
    pieces = []
    for part in gold.get("parts") or []:
        best = max((one for one in said if one not in pieces), key=lambda one: _alike(one["quote"], part), default=None)
        if best is None or _alike(best["quote"], part) < _DIRECT:
            return []
        pieces.append(best)
    return pieces


def _rates(tally: Tally, wanted: list[dict[str, Any]], said: list[dict[str, Any]]) -> None:
    gold = {_rate(one): bool(one.get("optional")) for one in wanted}
    mine = {_rate(one) for one in said}
    tally.right += sum(1 for key, optional in gold.items() if key in mine and not optional)
    tally.missed += sum(1 for key, optional in gold.items() if key not in mine and not optional)
    tally.wrong += sum(1 for key in mine if key not in gold)


def _rate(row: dict[str, Any]) -> tuple[str, str, float | None, float]:
    old = row["from_rate"]
    return row["imposer"], row["target"], None if old is None else float(old), float(row["to_rate"])


def _tokens(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text or "").casefold().replace("’", "'")
    return [word.strip("'.") for word in _WORD.findall(plain) if word.strip("'.")]


def _alike(one: str, other: str) -> float:
    mine, theirs = Counter(_tokens(one)), Counter(_tokens(other))
    shared = sum((mine & theirs).values())
    return 2 * shared / (mine.total() + theirs.total()) if shared else 0.0


def _same(one: str | None, other: str) -> bool:
    mine, theirs = (_tokens(_TITLE.sub("", name or "")) for name in (one, other))
    return mine == theirs or (len(mine) == 1 and len(theirs) > 1 and mine[0] == theirs[-1])
