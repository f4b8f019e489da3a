"""How well the reader reads: its answers on the project's own items against answers that a person gave before any rule.

Prints a table of measures for each set of `tests/reading/cases` and, with `--classes`, for each class of difficulty;
`tests/scoring.py` says what counts as found.
"""

from __future__ import annotations

import argparse

from tests.scoring import Tally, answers_of, load, measure

_COLUMNS = ("relevance", "topics", "direct", "direct words", "indirect", "rates", "stories", "side", "channel", "day")

_SHARES = ("side", "channel", "day")
"""Given as the share of right ones among the statements found with their speaker; the rest as F1."""


def _line(name: str, found: dict[str, Tally]) -> str:
    cells = [_cell(one, found[one]) for one in _COLUMNS]
    return f"{name:24}" + "".join(f"{cell:>14}" for cell in cells)


def _cell(name: str, tally: Tally) -> str:
    if not tally.right + tally.wrong + tally.missed:
        return "–"
    return f"{tally.precision if name in _SHARES else tally.f1:.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*")
    parser.add_argument("--classes", action="store_true", help="A line for each class of difficulty.")
    options = parser.parse_args()
    loaded = load(options.sets)
    answers = {name: answers_of(cases) for name, cases in loaded.items()}
    print(" " * 24 + "".join(f"{name:>14}" for name in _COLUMNS))
    for name, cases in loaded.items():
        print(_line(f"{name} ({len(cases)})", measure(cases, answers[name])))
    if options.classes:
        every = [(case, answers[name]) for name, cases in loaded.items() for case in cases]
        for label in sorted({label for case, _ in every for label in case["classes"]}):
            chosen = [(case, answer) for case, answer in every if label in case["classes"]]
            if len(chosen) > 3:
                both = {case["item"]["id"]: answer[case["item"]["id"]] for case, answer in chosen}
                print(_line(f"{label} ({len(chosen)})", measure([case for case, _ in chosen], both)))


if __name__ == "__main__":
    main()
