"""Watch rules at the desk: what they mark, ring and say, and making one of what the wire is narrowed to."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from msgspec.structs import replace
from textual import work

from tradewatch.clean import clean_line
from tradewatch.configwriting import add_watch
from tradewatch.errors import QueryError, TradewatchError
from tradewatch.logs import event, trouble
from tradewatch.records import Alert, AlertKind, Rule, Wanted
from tradewatch.settings import ACTIONS, Settings, Watch
from tradewatch.storage.pages import Pages
from tradewatch.storage.searchpages import search_text
from tradewatch.storage.watches import Trial, query_of_text, watch_text
from tradewatch.tui.guarded import fault_words
from tradewatch.tui.look import cut, harmless
from tradewatch.tui.searching import Searching
from tradewatch.tui.spotting import Sight, Spotted

__all__ = ["Alerting"]

_TOAST_SECONDS = 10.0
_LETTERS = 160
"""Of a line there."""
_LOW = 30
"""Rows of a terminal below which one of them is told so: it would cover the list."""
_LINES = 3
"""News that are told there with their headlines."""
_USUAL = "highlight, toast"
"""What a rule does where a person says nothing."""


class Alerting(Searching):
    """The part of the console that shows what rules find and makes new ones."""

    _marked: frozenset[int] = frozenset()
    """Rows of the wire that rules highlight in the present."""

    # --- what was found ---

    def take_sight(self, sight: Sight) -> None:
        """Marks, rings once and tells; as of a time only the present is left unsaid."""
        marked = frozenset() if self.desk.as_of is not None else sight.marked
        self._marked = sight.marked
        self.wire.mark(marked)
        if self.desk.as_of is not None:
            return
        if sight.news:
            rules = dict.fromkeys(name for one in sight.news for name in one.rules)
            self._toast(", ".join(rules), [self._words_of(one) for one in sight.news], sight.more)
        if sight.rings:
            self.bell()

    def marks_of_now(self) -> None:
        """Marks the rows of the present, and none as of a time."""
        self.wire.mark(frozenset() if self.desk.as_of is not None else self._marked)

    def take_alerts(self, found: Sequence[Alert]) -> None:
        """Tells what the poller found beside the rules, where this console's config asks for it."""
        wanted = [one for one in found if self._is_wanted(one)]
        if not wanted or self.desk.as_of is not None:
            return
        titles = [one.title.partition(": ") for one in wanted]
        kinds = dict.fromkeys(kind for kind, _, _ in titles[:_LINES])
        self._toast(", ".join(kinds), [rest or kind for kind, _, rest in titles[:_LINES]], len(titles[_LINES:]))
        self.bell()

    def _is_wanted(self, one: Alert) -> bool:
        alerts = self.desk.options.settings.alerts
        match one.kind:
            case AlertKind.STATEMENT:
                return bool(alerts.speakers)
            case AlertKind.RATE:
                return alerts.rates
            case AlertKind.DEADLINE:
                return bool(alerts.deadline_hours)
            case AlertKind.SILENCE:
                return bool(alerts.silent_hours)
        return False

    def _toast(self, title: str, lines: Sequence[str], more: int) -> None:
        """Says it in a corner of the screen, in place of what stands there: one look covers no more than that."""
        few = lines if self.size.height >= _LOW else lines[:1]
        more += len(lines) - len(few)
        shown = [cut(harmless(clean_line(one)), _LETTERS) for one in few]
        shown += [f"and {more} more"] if more else []
        self.clear_notifications()
        self.notify(
            "\n".join(shown), title=f"◆ {cut(harmless(clean_line(title)), 60)}", timeout=_TOAST_SECONDS, markup=False
        )

    def _words_of(self, one: Spotted) -> str:
        return f"{cut(one.headline, _LETTERS - 40)} · {cut(one.feed, 24)}, {self.desk.clock_words(one.published)}"

    # --- making a rule ---

    def action_watch(self) -> None:
        text = search_text(self.wire_query)
        if not text.strip():
            first = self.keymap.first
            self.say(f"narrow the wire first, by {first('search')} or {first('filter')}: that becomes the rule", "warn")
            return
        self._try(text)

    @work(exclusive=True, group="trial", exit_on_error=False)
    async def _try(self, text: str) -> None:
        """Says what the rule would have found last week, then asks for its name and what it is to do."""
        try:
            trial = await asyncio.to_thread(self._trial, text)
        except QueryError as error:
            self.say(f"{error.message} ({error.hint})", "bad")
        except TradewatchError as error:
            self.say(error.message, "bad")
        except Exception as error:  # noqa: BLE001 - said; no rule is made
            trouble("trial_broke", error)
            self.say(f"not tried, a fault of the program: {fault_words(error)}", "bad")
        else:
            if not self.taken_down and not self.prompt.open:
                self._ask_name(text, trial)

    def _trial(self, text: str) -> Trial:
        bearings = self._bearings_now()
        pages = Pages.open(self.desk.db)
        try:
            return pages.tried(query_of_text(text, bearings), bearings.now)
        finally:
            pages.close()

    def _ask_name(self, text: str, trial: Trial) -> None:
        self.prompt.ask(
            f"{trial.words}; name of the rule:",
            lambda name: self._ask_action(Watch(clean_line(name).strip(), query=text)),
            left=self.back_to_list,
            check=lambda name: None if clean_line(name).strip() else (0, "a name is wanted: it stands in every alert"),
            hint=f"“{clean_line(text).strip()}” becomes a [[watch]] of the config · Esc leaves",
        )

    def _ask_action(self, rule: Watch) -> None:
        def done(words: str) -> None:
            self.back_to_list()
            self._save_rule(replace(rule, action=_actions(words or _USUAL)))

        self.prompt.ask(
            f"{rule.name} does:", done, value=_USUAL, left=self.back_to_list, check=_wrong_action,
            hint=f"of {', '.join(ACTIONS)}; commas between",
        )  # fmt: skip

    @work(exclusive=False, group="rules", exit_on_error=False)
    async def _save_rule(self, rule: Watch) -> None:
        """Writes the rule into the config; it acts from then on."""
        try:
            settings = await asyncio.to_thread(add_watch, self.desk.options.config, rule)
        except TradewatchError as error:
            self.say(f"{error.message} ({error.hint})" if error.hint else error.message, "bad")
            return
        except Exception as error:  # noqa: BLE001 - said; the file is as it was
            trouble("rule_not_saved", error)
            self.say(f"not saved, a fault of the program: {fault_words(error)}", "bad")
            return
        event("rule_added", actions=",".join(rule.action))
        if not self.taken_down:
            self._take_rule(settings, rule)

    def _take_rule(self, settings: Settings, rule: Watch) -> None:
        before = self.desk.options.settings
        self.desk.options = replace(self.desk.options, settings=replace(before, watch=(*before.watch, rule)))
        self.watches_changed()
        self._opened = next(
            (one.key for one in self._searches if one.by_config and one.name == rule.name), self._opened
        )
        self.show_searches()
        poller = {"flag", "notify"}.intersection(rule.action)
        until = " until the demo ends" if self.desk.demo else ""
        words = f"{rule.name} is a [[watch]] of the config now{until}: {', '.join(rule.action) or 'a tab'}"
        if "notify" in rule.action and not settings.alerts.targets:
            words += " · notify has nobody to tell: [alerts] targets names whom"
        if poller:  # since when it is there is known at once, not with the poller's next look
            wanted = Wanted(rules=(Rule(rule.name, watch_text(rule), "flag" in poller, "notify" in poller),))
            at = self.desk.clock()
            self.write(lambda store: store.keep_rules(wanted, at, only=False), words)
        else:
            self.say(words, "good")


def _actions(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in words.replace(",", " ").casefold().split() if one != "tab"))


def _wrong_action(words: str) -> tuple[int, str] | None:
    """Where what a person wrote is no action, and what there is."""
    wrong = next((one for one in _actions(words) if one not in ACTIONS), "")
    return (len(words), f"{wrong!r} is none of {', '.join(ACTIONS)}, tab") if wrong else None
