"""Asks the package index whether the pinned versions have known holes: exit 1 where one has, a word where it cannot tell.

Run by `make audit` with the Python whose environment has pip-audit.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

_PINNED = Path(__file__).parent.parent / "constraints.txt"


def main() -> int:
    """Prints a line for each hole, and one for all; gives the exit status."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(_PINNED), "--no-deps", "--disable-pip"]
    command += ["--format", "json", "--progress-spinner", "off", "--timeout", "10"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=180)
        packages = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError) as error:
        print(f"known holes: skipped, the index cannot be asked ({type(error).__name__})")
        return 0
    asked = [one for one in packages if "skip_reason" not in one]
    holes = [(one["name"], one["version"], hole) for one in asked for hole in one["vulns"]]
    for name, version, hole in holes:
        mended = ", ".join(hole["fix_versions"]) or "none yet"
        print(f"{name} {version} has a known hole, {hole['id']}; mended in: {mended}")
    if not asked:
        print(f"known holes: skipped, the index tells nothing of the {len(packages)} packages")
    else:
        untold = f", {len(packages) - len(asked)} that it does not know" if len(asked) < len(packages) else ""
        print(f"known holes: {len(holes)} in {len(asked)} packages{untold}")
    return 1 if holes else 0


if __name__ == "__main__":
    sys.exit(main())
