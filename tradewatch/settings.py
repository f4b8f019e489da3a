"""The settings as frozen records: what a config file, the environment and the options come to."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from msgspec import Struct, field

__all__ = [
    "ACTIONS",
    "Alerts",
    "Desk",
    "Export",
    "FeedSettings",
    "Options",
    "Poll",
    "ReadingSettings",
    "Settings",
    "Theme",
    "Upkeep",
    "Watch",
]


class Desk(Struct, frozen=True):
    name: str = ""
    user: str = ""
    zone: str = ""
    """IANA name of the desk's zone; "" is the system's."""


class Poll(Struct, frozen=True):
    interval_minutes: int = 15
    concurrency: int = 20
    allow_private: tuple[str, ...] = ()
    """Exact host:port that may be a private address; nothing else private is ever contacted."""
    host_connections: int = 1
    host_spacing_seconds: float = 2.0
    user_agent: str = ""
    """"" is the program's own."""


class FeedSettings(Struct, frozen=True):
    catalogue: bool = True
    """Start with the bundled feeds."""


class ReadingSettings(Struct, frozen=True):
    roster: str = ""
    lexicon: str = ""


ACTIONS = ("flag", "highlight", "bell", "toast", "notify")
"""What a watch can do with a story that it finds."""


class Watch(Struct, frozen=True):
    """A rule: any of its words and phrases, of any of its feeds, sides and speakers, and all that its query asks for."""

    name: str
    query: str = ""
    """In the language of searches."""
    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    action: tuple[str, ...] = ()
    """Of `ACTIONS`; without one the watch is a tab of the wire and no more."""


class Export(Struct, frozen=True):
    folder: str = ""
    """"" is the folder the program was started in."""
    templates: str = ""
    """A folder with the desk's own templates of briefs and handovers, beside the config where it is not written out."""


class Theme(Struct, frozen=True):
    name: str = ""
    """"" is the program's own."""


class Alerts(Struct, frozen=True):
    """What else is told of, and where to: nothing but what the config asks for."""

    targets: tuple[str, ...] = ()
    """Addresses as apprise has them, with their secrets: never shown, logged or kept anywhere else."""
    speakers: tuple[str, ...] = ()
    """A new statement by one of these."""
    rates: bool = False
    """A rate that items tell and the book has otherwise."""
    deadline_hours: int = 0
    """A deadline that comes within so many hours; 0 is none."""
    silent_hours: int = 0
    """A feed that has brought nothing for so many hours and is quiet beyond its habit; 0 is none."""

    def __repr__(self) -> str:
        """Without the targets: whatever shows settings shows no secret."""
        return f"Alerts({len(self.targets)} targets)"


class Upkeep(Struct, frozen=True):
    snapshots_mb: int = 2_000
    """Room for the copies that polling makes once a day, two of them in any case; 0 makes none."""


class Settings(Struct, frozen=True):
    """One whole config; every key has a default."""

    desk: Desk = Desk()
    poll: Poll = Poll()
    feeds: FeedSettings = FeedSettings()
    reading: ReadingSettings = ReadingSettings()
    watch: tuple[Watch, ...] = ()
    keys: dict[str, str] = field(default_factory=dict)
    """Key of a binding's id, for the bindings that the user changed."""
    theme: Theme = Theme()
    export: Export = Export()
    alerts: Alerts = Alerts()
    upkeep: Upkeep = Upkeep()


class Options(Struct, frozen=True):
    """The global options after the environment and defaults: what every command gets."""

    db: Path
    config: Path
    settings: Settings
    as_of: datetime | None = None
    """UTC; the answer is as things stood then."""
    offline: bool = False
    debug: bool = False
    demo: bool = False
    """The database of the demo: DEMO stands on every screen and in every export."""

    @property
    def templates_folder(self) -> str:
        """The folder with the desk's own templates, beside the config where it is not written out; "" without one."""
        folder = self.settings.export.templates
        return folder if not folder or folder.startswith("~") else str(self.config.parent / folder)
