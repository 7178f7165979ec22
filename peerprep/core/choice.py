"""Conditional logit: which of an item's options is the key, given features of each.

P(option j of item i) = exp(w · x_ij) / Σ_k exp(w · x_ik)   (McFadden 1974, "Conditional logit
analysis of qualitative choice behavior"). Only differences within an item count, items may have
different numbers of options, and no option has a place of its own. The weights w maximise the log
likelihood less penalty/2 · |w|², which stands for a belief, before any item is seen, that a weight
is 0 give or take 1/√penalty. That target is concave, so Newton's steps find its one summit.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul

Vector = list[float]

STEPS = 50
"""More Newton steps than a concave target of this kind takes."""
CLOSE = 1e-3
"""A step that moves no weight by more than this is the last: Newton's error
squares each time, so that what is left is about a millionth."""


@dataclass(frozen=True)
class Case:
    """One item: a row of features for each option, and the place of the key among them."""

    rows: tuple[tuple[float, ...], ...]
    key: int


def centered(rows: Sequence[Sequence[float]]) -> tuple[tuple[float, ...], ...]:
    """The rows less their mean: what an option has that the others of its item have not."""
    means = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
    return tuple(tuple(x - m for x, m in zip(row, means, strict=True)) for row in rows)


def spreads(cases: Sequence[Case]) -> tuple[float, ...]:
    """The standard deviation of each feature within items; 1 for one that never differs."""
    columns = zip(*(row for case in cases for row in case.rows), strict=True)
    count = sum(len(case.rows) for case in cases)
    found = (math.sqrt(sum(x * x for x in column) / count) for column in columns)
    return tuple(spread if spread > 1e-12 else 1.0 for spread in found)


def scaled(case: Case, by: Sequence[float]) -> Case:
    """The case with every feature in units of its spread."""
    rows = tuple(tuple(x / s for x, s in zip(row, by, strict=True)) for row in case.rows)
    return Case(rows, case.key)


def chances(rows: Sequence[Sequence[float]], weights: Sequence[float]) -> tuple[float, ...]:
    """The chance of each option to be the key; they add up to 1."""
    scores = [sum(map(mul, weights, row)) for row in rows]
    top = max(scores)
    raised = [math.exp(score - top) for score in scores]
    total = sum(raised)
    return tuple(value / total for value in raised)


def fit(cases: Sequence[Case], penalty: float, start: Sequence[float] = ()) -> tuple[float, ...]:
    """The weights at the summit, from `start` (all 0 when empty) by Newton's method.

    A step that leads down is halved until it does not, so that the climb always ends.
    """
    weights = list(start) or [0.0] * len(cases[0].rows[0])
    here = _target(cases, weights, penalty)
    for _ in range(STEPS):
        step = _newton(cases, weights, penalty)
        for _ in range(STEPS):
            tried = [w + s for w, s in zip(weights, step, strict=True)]
            there = _target(cases, tried, penalty)
            if there >= here - 1e-12:
                break
            step = [s / 2 for s in step]
        weights, here = tried, there
        if max(map(abs, step)) < CLOSE:
            break
    return tuple(weights)


def _target(cases: Sequence[Case], weights: Sequence[float], penalty: float) -> float:
    likely = sum(math.log(max(chances(c.rows, weights)[c.key], 1e-300)) for c in cases)
    return likely - penalty / 2 * sum(w * w for w in weights)


def _newton(cases: Sequence[Case], weights: Sequence[float], penalty: float) -> Vector:
    """The step -H⁻¹g: g = Σ (x_key - x̄) - penalty·w, -H = Σ Σ_j p_j x_j x_jᵀ - x̄ x̄ᵀ + penalty·I."""
    flat: list[tuple[float, ...]] = []
    chance: Vector = []
    means: list[Vector] = []
    slope = [-penalty * w for w in weights]
    for case in cases:
        p = chances(case.rows, weights)
        mean = [sum(map(mul, p, column)) for column in zip(*case.rows, strict=True)]
        slope = [s + k - m for s, k, m in zip(slope, case.rows[case.key], mean, strict=True)]
        flat += case.rows
        chance += p
        means.append(mean)
    return solve(_curvature(flat, chance, means, penalty), slope)


def _curvature(
    flat: Sequence[Sequence[float]], chance: Vector, means: Sequence[Vector], penalty: float
) -> list[Vector]:
    # Columns and not rows: 16 features of 2200 options are 136 sums over whole columns.
    columns, centers = [*zip(*flat, strict=True)], [*zip(*means, strict=True)]
    matrix = [[0.0] * len(columns) for _ in columns]
    for i, column in enumerate(columns):
        weighted = [*map(mul, chance, column)]
        for j in range(i + 1):
            entry = sum(map(mul, weighted, columns[j])) - sum(map(mul, centers[i], centers[j]))
            matrix[i][j] = matrix[j][i] = entry
        matrix[i][i] += penalty
    return matrix


def solve(matrix: Sequence[Vector], right: Vector) -> Vector:
    """x with matrix · x = right, for a symmetric positive definite matrix, by Cholesky's method."""
    size = len(right)
    low = [[0.0] * size for _ in range(size)]
    for i in range(size):
        for j in range(i + 1):
            rest = matrix[i][j] - sum(map(mul, low[i][:j], low[j][:j]))
            low[i][j] = math.sqrt(rest) if i == j else rest / low[j][j]
    half: Vector = []
    for i in range(size):
        half.append((right[i] - sum(map(mul, low[i][:i], half))) / low[i][i])
    found = [0.0] * size
    for i in reversed(range(size)):
        known = sum(low[j][i] * found[j] for j in range(i + 1, size))
        found[i] = (half[i] - known) / low[i][i]
    return found
