"""Every action of the console: its id, keys, words and where it can be done. All that tells of keys is made from this."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

__all__ = ["BY_ID", "GROUPS", "HINTS", "IN_PLACE", "KEYS", "PLACES", "Hint", "Key", "Scope"]


class Scope(StrEnum):
    """What binds a key: the console itself, a kind of widget, a pane or a screen over the console."""

    CONSOLE = "everywhere"
    LISTS = "lists"
    TEXTS = "texts"
    PROMPT = "the line to write on"
    TRUCE = "the truce"
    STATEMENTS = "the statements"
    TARIFFS = "the tariffs"
    WIRE = "the wire"
    DETAIL = "the open text"
    FEEDS = "the feeds"
    PROPOSALS = "the proposals"
    HANDOVER = "the handover"
    FLAGS = "the flagged board"
    CHECK = "the check of a draft"
    EXPORT = "the export"
    HELP = "the keys"
    CHOICE = "a choice"
    COPIED = "what was copied"


PLACES: dict[Scope, tuple[Scope, ...]] = {
    Scope.TRUCE: (Scope.TRUCE, Scope.CONSOLE),
    Scope.STATEMENTS: (Scope.STATEMENTS, Scope.LISTS, Scope.CONSOLE),
    Scope.TARIFFS: (Scope.TARIFFS, Scope.LISTS, Scope.CONSOLE),
    Scope.WIRE: (Scope.WIRE, Scope.LISTS, Scope.CONSOLE),
    Scope.DETAIL: (Scope.DETAIL, Scope.TEXTS, Scope.CONSOLE),
    Scope.FEEDS: (Scope.FEEDS, Scope.LISTS),
    Scope.PROPOSALS: (Scope.PROPOSALS, Scope.LISTS),
    Scope.HANDOVER: (Scope.HANDOVER, Scope.LISTS),
    Scope.FLAGS: (Scope.FLAGS, Scope.LISTS),
    Scope.CHECK: (Scope.CHECK, Scope.LISTS),
    Scope.EXPORT: (Scope.EXPORT,),
    Scope.HELP: (Scope.HELP, Scope.LISTS),
    Scope.CHOICE: (Scope.CHOICE, Scope.LISTS),
    Scope.COPIED: (Scope.COPIED, Scope.TEXTS),
}
"""Where a person can be, and the scopes whose keys work there, innermost first. A screen hides the console's."""


class Key(Struct, frozen=True):
    id: str
    """What `[keys]` of the config calls it."""
    keys: str
    """As Textual names them, commas between."""
    action: str
    words: str
    group: str
    scopes: tuple[Scope, ...] = (Scope.CONSOLE,)
    """What binds it; each has an action of that name."""
    about: tuple[Scope, ...] = ()
    """The places whose rows it is about; () is every place where it works."""
    fixed: bool = False
    """Whether `[keys]` cannot change it."""
    priority: bool = False
    """Whether it works before the line that is written on gets the key."""


class Hint(Struct, frozen=True):
    """A few words of the line below the panes."""

    ids: tuple[str, ...]
    words: str


_APP, _LISTS, _TEXTS = (Scope.CONSOLE,), (Scope.LISTS,), (Scope.TEXTS,)
_TRUCE, _SAID, _TARIFFS, _WIRE = (Scope.TRUCE,), (Scope.STATEMENTS,), (Scope.TARIFFS,), (Scope.WIRE,)
_FEEDS, _PROPOSALS, _HANDOVER, _FLAGS = (Scope.FEEDS,), (Scope.PROPOSALS,), (Scope.HANDOVER,), (Scope.FLAGS,)
_CHECK = (Scope.CHECK,)
_OVER = (*_APP, *_FEEDS, *_PROPOSALS, *_FLAGS)
_ANY = (*_OVER, *_HANDOVER, *_CHECK)
_ROWS = (*_SAID, *_WIRE)
_DETAIL, _LEAVING, _CLOSED = (Scope.DETAIL,), (Scope.EXPORT,), (Scope.HELP, Scope.CHOICE, Scope.COPIED, Scope.EXPORT)

KEYS: tuple[Key, ...] = (
    Key("pane.truce", "1", "pane(1)", "the truce", "Panes"),
    Key("pane.statements", "2", "pane(2)", "statements", "Panes"),
    Key("pane.tariffs", "3", "pane(3)", "tariffs", "Panes"),
    Key("pane.wire", "4", "pane(4)", "the wire", "Panes"),
    Key("pane.next", "tab", "next_pane(1)", "next pane", "Panes"),
    Key("pane.previous", "shift+tab", "next_pane(-1)", "previous pane", "Panes"),
    Key("pane.zoom", "z", "zoom", "zoom the pane, and back", "Panes"),
    Key("list.down", "j,down", "move(1)", "next row", "Lists", _LISTS),
    Key("list.up", "k,up", "move(-1)", "row before", "Lists", _LISTS),
    Key("list.first", "g,home", "first", "first row", "Lists", _LISTS),
    Key("list.last", "G,end", "last", "last row", "Lists", _LISTS),
    Key("list.page_down", "ctrl+d,pagedown", "page(1)", "page down", "Lists", _LISTS),
    Key("list.page_up", "ctrl+u,pageup", "page(-1)", "page up", "Lists", _LISTS),
    Key("list.open", "enter", "choose", "open; with an open text: go into it", "Lists", _LISTS),
    Key("truce.open", "enter", "choose", "every window, how the days are counted, all deadlines", "Lists", _TRUCE),
    Key("arrivals", "space", "arrivals", "show the new arrivals", "Lists"),
    Key("search", "slash", "search", "search; Enter keeps the hits, Esc brings the list back", "Lists"),
    Key("filter", "equals_sign", "narrow", "narrow the pane, as side:China topic:tariffs since:3d", "Lists"),
    Key("flagged", "F", "flagged", "the flagged board: to do, used, dropped", "Desk", (*_APP, *_FLAGS)),
    Key("hands", "exclamation_mark", "hands", "only what changed since it was flagged or exported, and back", "Lists"),
    Key("tray", "T", "tray", "the tray, and back: near misses, or words without a name", "Lists", _APP, _ROWS),
    Key("search.save", "s", "save_search", "save what the wire is narrowed to, or rename it", "Lists"),
    Key("search.previous", "less_than_sign", "search_tab(-1)", "the saved search before", "Lists"),
    Key("search.next", "greater_than_sign", "search_tab(1)", "the next saved search", "Lists"),
    Key("search.remove", "X", "remove_search", "remove the saved search that is open", "Lists"),
    Key("watch", "W", "watch", "try what the wire is narrowed to as a watch rule, and save it", "Lists"),
    Key("text.down", "j,down", "by(1)", "line down", "Texts", _TEXTS),
    Key("text.up", "k,up", "by(-1)", "line up", "Texts", _TEXTS),
    Key("text.top", "g,home", "top", "top of the text", "Texts", _TEXTS),
    Key("text.bottom", "G,end", "bottom", "end of the text", "Texts", _TEXTS),
    Key("text.page_down", "ctrl+d,pagedown", "pages(1)", "a page of the text down", "Texts", _TEXTS),
    Key("text.page_up", "ctrl+u,pageup", "pages(-1)", "a page of the text up", "Texts", _TEXTS),
    Key(
        "link.next",
        "right_parenthesis",
        "link(1)",
        "next statement or outlet that the open text leads to",
        "Texts",
        _DETAIL,
    ),
    Key("link.previous", "left_parenthesis", "link(-1)", "the one before", "Texts", _DETAIL),
    Key("link.open", "enter", "choose", "open it; q goes back", "Texts", _DETAIL),
    Key("hit.next", "n", "hit(1)", "next hit in the open text", "Texts"),
    Key("hit.previous", "N", "hit(-1)", "previous hit", "Texts"),
    Key("flag", "f", "flag", "flag, or take the flag off", "Desk", (*_APP, *_FLAGS), (*_ROWS, *_FLAGS)),
    Key("note", "m", "note", "write a note", "Desk", (*_APP, *_FLAGS), (*_ROWS, *_FLAGS)),
    Key(
        "note.edit",
        "v",
        "edit_note",
        "write the note in your editor ($EDITOR)",
        "Desk",
        (*_APP, *_FLAGS),
        (*_ROWS, *_FLAGS),
    ),
    Key("tag", "t", "tag", "set tags", "Desk", (*_APP, *_FLAGS), (*_ROWS, *_FLAGS)),
    Key("flags.state", "s", "state", "to do, used, dropped: the next state", "Flagged", _FLAGS),
    Key("flags.mark", "space", "mark", "mark it: s, m, t and f are then about all that are marked", "Flagged", _FLAGS),
    Key("hand.answer", "A", "answer", "take note of what the outlet changed or withdrew", "Desk", _APP, _ROWS),
    Key("undo", "u", "undo", "take the last change back", "Desk", _OVER),
    Key("seen", "e", "seen", "seen, or not seen again", "Desk", _APP, _WIRE),
    Key("seen.all", "E", "all_seen", "all that the wire shows is seen", "Desk", _APP, _WIRE),
    Key("matters", "plus", "judge(True)", "it matters: the story and all its items", "Desk", _APP, _WIRE),
    Key("matters.not", "minus", "judge(False)", "it does not matter", "Desk", _APP, _WIRE),
    Key("merge", "M", "merge", "merge two stories: on the one, then on the other", "Desk", _APP, _WIRE),
    Key("split", "vertical_line", "split", "split a story", "Desk", _APP, _WIRE),
    Key("correct", "c", "correct", "correct a statement's speaker", "Desk", _APP, _SAID),
    Key("dismiss", "d", "dismiss", "dismiss a false statement", "Desk", _APP, _SAID),
    Key("proposals", "P", "proposals", "the proposals to check", "Desk", (*_APP, *_PROPOSALS)),
    Key("tariffs.proposals", "p", "proposals", "the proposals to check", "Desk", (*_TARIFFS, *_PROPOSALS)),
    Key("deadline", "D", "add_deadline", "add a deadline", "Desk"),
    Key(
        "export",
        "x",
        "export",
        "export what is flagged, or what the wire shows: seen, then written or copied",
        "Desk",
        (*_APP, *_FLAGS),
    ),
    Key("speaker", "w", "speaker", "what has this speaker said; Esc goes back", "Desk", _APP, _ROWS),
    Key("copy", "y", "copy", "copy the address; of a statement or a figure the words", "Desk"),
    Key("cite", "Y", "cite", "copy as a citation", "Desk"),
    Key(
        "browse",
        "o",
        "browse",
        "open in the browser",
        "Desk",
        (*_APP, *_PROPOSALS, *_FEEDS, *_CHECK),
        (*_ROWS, *_PROPOSALS, *_FEEDS, *_CHECK),
    ),
    Key("feed.open", "enter", "accept", "open the feed; add what was checked", "Feeds", _FEEDS, priority=True),
    Key("feed.add", "a", "add", "add an address, seen before it is added", "Feeds", _FEEDS),
    Key("feed.check", "c", "check", "check an address, nothing is kept", "Feeds", _FEEDS),
    Key("feed.side", "s", "side", "side of what is added", "Feeds", _FEEDS),
    *(
        Key(
            f"feed.found.{number}",
            str(number),
            f"found({number})",
            f"check feed {number} that a page names",
            "Feeds",
            _FEEDS,
        )
        for number in range(1, 6)
    ),
    Key("feed.enable", "e", "enable", "enable or disable the feed", "Feeds", _FEEDS),
    Key("feed.poll", "r", "poll", "poll this feed now", "Feeds", _FEEDS),
    Key("feed.remove", "d", "remove", "remove the feed; its items stay", "Feeds", _FEEDS),
    Key("feed.matters", "plus", "judge('yes')", "all that the feed brings matters", "Feeds", _FEEDS),
    Key("feed.matters_not", "minus", "judge('no')", "nothing that the feed brings matters", "Feeds", _FEEDS),
    Key("feed.rules", "R", "judge('')", "the rules decide again", "Feeds", _FEEDS),
    Key("proposal.reject", "d", "reject", "reject the proposal", "Proposals", _PROPOSALS),
    Key("handover.copy", "y", "copy_all", "copy the whole handover", "Handover", _HANDOVER),
    Key("handover.since", "s", "since", "the handover since another time", "Handover", _HANDOVER),
    Key("handover.write", "x", "write", "write the handover to a file", "Handover", _HANDOVER),
    Key("check.file", "f", "file", "name the file of a draft", "Check", _CHECK),
    Key("check.problems", "p", "problems", "only what is to be looked at, and back", "Check", _CHECK),
    Key("check.again", "r", "again", "check it again", "Check", _CHECK),
    Key("check.edit", "v", "edit", "edit the draft in your editor, then check it again", "Check", _CHECK),
    Key("check.copy", "y", "copy_record", "copy what the record has", "Check", _CHECK),
    Key("export.write", "enter", "write", "write the file", "Export", _LEAVING),
    Key("export.format", "tab", "format(1)", "the next format", "Export", _LEAVING),
    Key("export.format_before", "shift+tab", "format(-1)", "the format before", "Export", _LEAVING),
    Key("export.scope", "ctrl+t", "scope", "what is flagged, or what the wire shows", "Export", _LEAVING),
    Key("export.copy", "ctrl+y", "copy_all", "copy the whole of it", "Export", _LEAVING),
    Key("export.down", "down", "by(1)", "line down", "Export", _LEAVING),
    Key("export.up", "up", "by(-1)", "line up", "Export", _LEAVING),
    Key("export.page_down", "pagedown", "pages(1)", "a page of the text down", "Export", _LEAVING),
    Key("export.page_up", "pageup", "pages(-1)", "a page of the text up", "Export", _LEAVING),
    Key("refresh", "r", "refresh_feeds", "poll all feeds now", "Console"),
    Key("as_of", "a", "as_of", "show things as they stood at a time; Esc: now", "Console"),
    Key("turn.previous", "left_square_bracket", "turn(-1)", "the change of the book before", "Console"),
    Key("turn.next", "right_square_bracket", "turn(1)", "the change of the book after", "Console"),
    Key("feeds", "S", "feeds", "the feeds and their health", "Console", (*_APP, *_FEEDS)),
    Key(
        "handover",
        "H",
        "handover",
        "the handover: what came and was done since your last visit",
        "Console",
        (*_APP, *_HANDOVER),
    ),
    Key(
        "check", "C", "check", "hold a draft against the record: paste it or name its file", "Console", (*_APP, *_CHECK)
    ),
    Key("size.left", "ctrl+left", "size('left')", "move the edge between two panes to the left", "Panes"),
    Key("size.right", "ctrl+right", "size('right')", "move the edge to the right", "Panes"),
    Key("size.up", "ctrl+up", "size('up')", "move the edge above the wire up", "Panes"),
    Key("size.down", "ctrl+down", "size('down')", "move the edge above the wire down", "Panes"),
    Key("size.reset", "ctrl+home", "size_reset", "all panes as large as at first", "Panes"),
    Key("pane.retry", "ctrl+r", "retry", "try a pane again that met a fault", "Everywhere", (*_ANY, Scope.HELP)),
    Key("palette", "colon,ctrl+p", "command_palette", "command palette", "Everywhere", _ANY),
    Key("help", "question_mark", "help", "these keys, and back", "Everywhere", (*_ANY, Scope.HELP)),
    Key("suspend", "ctrl+z", "suspend", "back to the shell for a while; fg returns", "Everywhere"),
    Key("close", "q", "close", "close what is open; twice at the top: quit", "Everywhere", (*_ANY, *_CLOSED)),
    Key("escape", "escape", "escape", "out of any mode", "Everywhere", (*_ANY, *_CLOSED)),
    Key("quit", "ctrl+q", "quit", "quit at once", "Everywhere", _APP, priority=True),
    Key("leave", "ctrl+c", "leave", "say how to quit", "Everywhere", _APP, fixed=True),
    Key(
        "prompt.leave",
        "escape",
        "give_up",
        "leave the line that is written on",
        "Everywhere",
        (Scope.PROMPT,),
        fixed=True,
        priority=True,
    ),
)
GROUPS = (
    "Everywhere",
    "Lists",
    "Texts",
    "Panes",
    "Desk",
    "Flagged",
    "Console",
    "Feeds",
    "Proposals",
    "Handover",
    "Check",
    "Export",
)
BY_ID: dict[str, Key] = {one.id: one for one in KEYS}
IN_PLACE: dict[tuple[Scope, str], str] = {
    (Scope.TARIFFS, "list.open"): "the measure with its instrument and sources, or the total over time",
    (Scope.FEEDS, "list.open"): "",
    (Scope.PROPOSALS, "list.open"): "accept the proposal",
    (Scope.HELP, "list.open"): "do what the line says",
    (Scope.HANDOVER, "list.open"): "go to the story or statement of the line",
    (Scope.HANDOVER, "handover"): "back to the console",
    (Scope.CHECK, "list.open"): "open the source in the browser",
    (Scope.CHECK, "browse"): "open the source in the browser",
    (Scope.CHECK, "check"): "back to the console",
    (Scope.FLAGS, "list.open"): "go to the story or statement",
    (Scope.FLAGS, "flagged"): "back to the console",
    (Scope.FLAGS, "flag"): "take the flag off",
    (Scope.CHOICE, "list.open"): "choose it",
    (Scope.FEEDS, "feeds"): "back to the console",
    (Scope.PROPOSALS, "proposals"): "back to the console",
    (Scope.PROPOSALS, "tariffs.proposals"): "back to the console",
}
"""What a key does in one place, where that is not what it does elsewhere; "" is nothing."""

_PANES = Hint(("pane.truce", "pane.statements", "pane.tariffs", "pane.wire"), "pane")
_MOVE, _OPEN = Hint(("list.down", "list.up"), "move"), Hint(("list.open",), "open")
_FLAG, _SEARCH, _EXPORT = Hint(("flag",), "flag"), Hint(("search",), "search"), Hint(("export",), "export")
_COPY, _CITE = Hint(("copy",), "copy"), Hint(("cite",), "citation")
_SPEAKER = Hint(("speaker",), "speaker")
_TURNS, _UNDO, _CLOSE = (
    Hint(("turn.previous", "turn.next"), "changes"),
    Hint(("undo",), "undo"),
    Hint(("close",), "close"),
)
_LIST = (_PANES, _MOVE, _OPEN, _FLAG, _SEARCH, _EXPORT)
_BOOK = (Hint(("deadline",), "deadline"), _TURNS, _COPY, _CITE)

HINTS: dict[Scope, tuple[Hint, ...]] = {
    Scope.TRUCE: (_PANES, Hint(("truce.open",), "open"), *_BOOK),
    Scope.STATEMENTS: (*_LIST, Hint(("correct",), "correct"), Hint(("dismiss",), "dismiss"), _COPY, _CITE, _SPEAKER),
    Scope.TARIFFS: (_PANES, _MOVE, _OPEN, Hint(("tariffs.proposals",), "proposals"), _TURNS, _COPY, _CITE),
    Scope.WIRE: (*_LIST, Hint(("seen",), "seen"), Hint(("matters", "matters.not"), "matters or not"), _UNDO,
                 Hint(("search.save",), "save search"), Hint(("search.previous", "search.next"), "saved"),
                 Hint(("watch",), "watch")),
    Scope.DETAIL: (
        Hint(("text.down", "text.up"), "scroll"), Hint(("link.previous", "link.next"), "link"), Hint(("link.open",), "open it"),
        Hint(("browse",), "browser"), _COPY, _CITE, _SPEAKER, _FLAG, Hint(("close",), "back"),
        Hint(("hit.next", "hit.previous"), "hit"),
    ),
    Scope.FEEDS: (
        Hint(("feed.open",), "open"), Hint(("feed.add",), "add"), Hint(("feed.check",), "check"),
        Hint(("feed.enable",), "on/off"), Hint(("feed.poll",), "poll"), Hint(("feed.remove",), "remove"), _UNDO, _CLOSE,
        Hint(("browse",), "site"), Hint(("feed.matters", "feed.matters_not", "feed.rules"), "judge"),
    ),
    Scope.PROPOSALS: (
        Hint(("list.open",), "accept"), Hint(("proposal.reject",), "reject"), _CLOSE, _UNDO, Hint(("browse",), "open"),
    ),
    Scope.HANDOVER: (
        _MOVE, Hint(("list.open",), "go there"), Hint(("handover.copy",), "copy all"), Hint(("handover.since",), "since"),
        Hint(("handover.write",), "write a file"), _CLOSE,
    ),
    Scope.CHECK: (
        _MOVE, Hint(("check.file",), "file"), Hint(("check.problems",), "problems only"), _CLOSE, Hint(("browse",), "source"),
        Hint(("check.copy",), "copy"), Hint(("check.edit",), "edit"), Hint(("check.again",), "again"),
    ),
    Scope.FLAGS: (
        _MOVE, Hint(("list.open",), "go there"), Hint(("flags.state",), "state"), _CLOSE, Hint(("note",), "note"),
        Hint(("tag",), "tags"), Hint(("flags.mark",), "mark"), Hint(("flag",), "flag off"), _EXPORT, _UNDO,
        Hint(("note.edit",), "editor"),
    ),
    Scope.EXPORT: (
        Hint(("export.write",), "write"), Hint(("export.format",), "format"), Hint(("escape",), "back"),
        Hint(("export.scope",), "flagged or wire"), Hint(("export.copy",), "copy"), Hint(("export.page_down",), "scroll"),
    ),
    Scope.HELP: (_MOVE, Hint(("list.open",), "do it"), _CLOSE),
    Scope.CHOICE: (_MOVE, Hint(("list.open",), "choose"), _CLOSE),
    Scope.COPIED: (Hint(("text.down", "text.up"), "scroll"), _CLOSE),
}  # fmt: skip
"""What the line below says in each place, what matters most first; the help always stands at its end."""
