"""How common each trait is in news of the trade war: what nearly every report has tells no event from another."""

from __future__ import annotations

import json
import math
from functools import lru_cache
from importlib import resources

from msgspec import Struct

__all__ = ["Background", "load_background"]

_MOST = 2.5
"""Weight of the rarest traits: a name that nobody has seen before tells no more than what one of twelve reports has."""
_LEAST = 0.7
"""Below it a trait counts as nothing."""
_HEADLINE = 1.0


class Background(Struct, frozen=True):
    """Counts of documents; `weights` keeps what was asked for."""

    documents: int
    counts: dict[str, int]
    weights: dict[str, float]

    def weight(self, trait: str) -> float:
        """Gives 0 to 2.5: the logarithm of how rare the trait is; what stands in the headline counts once more."""
        known = self.weights.get(trait)
        if known is None:
            plain = trait.lstrip("^")
            rare = math.log((self.documents + 1) / (self.counts.get(plain, 0) + 0.5))
            known = 0.0 if plain[0] == "d" or rare < _LEAST else min(rare, _MOST)
            known *= _HEADLINE if plain != trait else 1.0
            if len(self.weights) < 200_000:
                self.weights[trait] = known
        return known


@lru_cache(maxsize=1)
def load_background() -> Background:
    """Gives the bundled counts (`background.json`, made by `make background` from the project's own test items)."""
    content = json.loads(resources.files("tradewatch.feeds.reading").joinpath("background.json").read_text("utf-8"))
    return Background(content["documents"], content["counts"], {})
