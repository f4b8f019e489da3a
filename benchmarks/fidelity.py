"""Whether the fast reader ever says something else than feedparser: its own documents, and mutations of them.

Run by `make fidelity`. The documents come from feedparser's source archive, by the package index; nothing of them is
kept. A folder or an archive that is there already may be named instead.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.feeds.comparing import compare, mutations
from tests.feeds.realistic import REALISTIC

__all__ = ["Tally", "main"]

_HEADER = re.compile(rb"^Header:\s+Content-type:(.+)$", re.MULTILINE | re.IGNORECASE)


class Tally:
    """What came of a set of documents."""

    def __init__(self) -> None:
        self.equal = 0
        self.routed: Counter[str] = Counter()
        self.different: list[tuple[str, str]] = []

    def add(self, name: str, body: bytes, content_type: str) -> bool:
        """Reads a document both ways and keeps what came of it; gives whether the fast reader read it."""
        said = compare(body, content_type)
        if said == "":
            self.equal += 1
        elif said.startswith("routed "):
            self.routed[said.removeprefix("routed ")] += 1
        else:
            self.different.append((name, said))
        return not said.startswith("routed ")

    def lines(self, what: str) -> Iterator[str]:
        """Gives the table."""
        every = self.equal + sum(self.routed.values()) + len(self.different)
        yield f"{what}: {every} documents, {self.equal} equal on the fast path, {len(self.different)} different"
        yield "  routed: " + ", ".join(f"{reason} {count}" for reason, count in self.routed.most_common())
        for name, said in self.different:
            yield f"  DIFFERENT {name}: {said}"


def _sources(named: list[str]) -> Iterator[tuple[str, bytes]]:
    with tempfile.TemporaryDirectory() as folder:
        archives = [Path(one) for one in named] or _downloaded(Path(folder))
        for archive in archives:
            with tarfile.open(archive) as packed:
                for member in packed:
                    stream = packed.extractfile(member) if member.name.endswith(".xml") else None
                    if stream is not None and "/tests/" in member.name:
                        yield member.name.partition("/tests/")[2], stream.read()


def _downloaded(folder: Path) -> list[Path]:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:", "feedparser"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    found = list(folder.glob("feedparser-*.tar.gz"))
    if done.returncode or not found:
        print("the package index does not answer; nothing was compared:", done.stderr.strip()[-200:])
    return found


def main() -> int:
    """Prints the table; the exit code is 1 where anything differs, 2 where there was nothing to compare."""
    documents = list(_sources(sys.argv[1:]))
    if not documents:
        return 2
    own, mutated = Tally(), Tally()
    plain = []
    for name, body in documents:
        header = _HEADER.search(body)
        if own.add(name, body, header.group(1).decode("latin-1").strip() if header else "application/xml"):
            plain.append(body)
    for number, body in enumerate(mutations(plain, 2000, seed=20250605)):
        mutated.add(f"mutation {number}", body, "application/xml")
    sites = Tally()
    for name, body in REALISTIC.items():
        sites.add(name, body, "application/xml")
    tallies = {"feedparser's own": own, "mutations": mutated, "as sites send them": sites}
    for what, tally in tallies.items():
        print(*tally.lines(what), sep="\n")
    return int(any(tally.different for tally in tallies.values()))


if __name__ == "__main__":
    sys.exit(main())
