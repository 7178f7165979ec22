"""A bag-of-words classifier on option text alone: naive Bayes, cross-validated by item."""

from __future__ import annotations

import math
import random
import re
from collections import Counter
from collections.abc import Sequence

from peerprep.core.item import Item

FOLDS = 10


def words(text: str) -> set[str]:
    """The different words of an option, lower case."""
    return set(re.findall(r"[a-z0-9']+", text.lower()))


def cross_validated(items: Sequence[Item], seed: int = 2026) -> float:
    """The share of items whose key gets the highest score from a model that never saw the item.

    Each fold is held out in turn; the score of an option is the sum of the log odds of its words
    (present in keys against present in distractors, add-one smoothed). Ties count as a fair guess.
    """
    order = list(items)
    random.Random(seed).shuffle(order)
    right = 0.0
    for fold in range(FOLDS):
        held = order[fold::FOLDS]
        shown = [item for n, item in enumerate(order) if n % FOLDS != fold]
        keys, rest = Counter[str](), Counter[str]()
        for item in shown:
            for option in item.options:
                (keys if option.id in item.key else rest).update(words(option.text))
        n_keys, n_rest = len(shown), 3 * len(shown)

        def score(text: str, keys=keys, rest=rest, n_keys=n_keys, n_rest=n_rest) -> float:
            return sum(
                math.log((keys[w] + 1) / (n_keys + 2)) - math.log((rest[w] + 1) / (n_rest + 2))
                for w in words(text)
            )

        for item in held:
            scores = {option.id: score(option.text) for option in item.options}
            best = [o for o, value in scores.items() if value == max(scores.values())]
            right += sum(o in item.key for o in best) / len(best)
    return right / len(items)
