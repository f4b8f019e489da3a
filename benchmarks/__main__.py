"""Runs every benchmark and prints a line each: what, ours, the peer's, the ratio."""

from __future__ import annotations

import sys

from benchmarks import checking, first_paint, parsing, polling, reading

BENCHMARKS = {
    "polling": polling.run,
    "first_paint": first_paint.run,
    "reading": reading.run,
    "checking": checking.run,
    "parsing": parsing.run,
}


def main() -> None:
    wanted = sys.argv[1:] or list(BENCHMARKS)
    for name in wanted:
        for line in BENCHMARKS[name]():
            print(line, flush=True)


if __name__ == "__main__":
    main()
