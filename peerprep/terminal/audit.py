"""The audit of a bank: what a guesser scores, what is covered, what is said twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from peerprep.core.audit import FEWEST, FEWEST_SETS, Audit, Cues, Giveaway
from peerprep.core.coverage import Block, Forms, Row
from peerprep.core.item import LEVELS, Item
from peerprep.core.near import Pair, Stretch, contrast, words
from peerprep.core.strategies import Tried
from peerprep.terminal.layout import blank, head, lines, paragraph, rule, sentence
from peerprep.terminal.listings import listing
from peerprep.terminal.screen import Look, Screen
from peerprep.terminal.words import count

SHORT = ("recall", "compr.", "appl.", "anal.")
"""The levels as column heads."""


def narrow(screen: Screen) -> bool:
    """Whether tables become sentences."""
    return screen.plain or screen.look is Look.LARGE or screen.width < 60


def percent(share: float) -> str:
    """A share 0…1 in whole percent."""
    return f"{round(share * 100)} %"


def spread(tried: Tried) -> str:
    """The 90 % range in whole percent."""
    return f"{round(tried.low * 100)}-{round(tried.high * 100)} %"


def audit_line(cues: Cues) -> str:
    """The one number, or why there is none."""
    best = cues.line
    if best is None:
        return (
            f"Too few items for a number: {count(cues.items, 'single-best item')}. The model of a "
            f"guesser needs {FEWEST}, in {FEWEST_SETS} sets of siblings or more."
        )
    return f"A guesser gets {percent(best.share)} here (chance {percent(cues.chance)})."


def cue_words(cues: Cues) -> list[str]:
    """The line, its range, how it was come by, and what it leaves out."""
    texts = [audit_line(cues)]
    if cues.line and cues.told:
        texts.append(
            f"Likely range {spread(cues.line)}: {cues.line.words}, "
            f"tried on {count(cues.items, 'item')} whose siblings it had not seen."
        )
        texts.append(
            f"Told the keys of an item's siblings, it gets {percent(cues.told.share)} "
            f"({spread(cues.told)})."
        )
    if cues.left_out:
        others = ", ".join(f"{number} {kind}" for kind, number in cues.left_out)
        texts.append(f"Only single-best items count. Left out: {others}.")
    if cues.other_language:
        texts.append(
            f"The lists of words do not know the language of {count(cues.other_language, 'item')}."
        )
    return texts


def rules(screen: Screen, cues: Cues) -> RenderableType:
    """What each single rule earns, and the commonest place."""
    rows = [(tried.words, percent(tried.share), spread(tried)) for tried in cues.rules]
    place = cues.place
    rows.append((place.words, percent(place.share), spread(place)))
    columns = (("", "left"), ("right", "right"), ("90 % range", "right"))
    return listing(screen, "One rule alone: always choose", columns, rows, (place_words(cues),))


def place_words(cues: Cues) -> str:
    """What the commonest place is good for."""
    kept = f"only in the {cues.unshuffled} that are not" if cues.unshuffled else "nobody"
    return f"Options are shuffled when shown, so that the place helps {kept}."


def giveaways(screen: Screen, found: Sequence[Giveaway], most: int) -> RenderableType:
    """The items that give most away: how sure the guesser was of the key, and why."""
    shown = found[:most]
    title = f"What gives most away ({len(shown)} of {len(found)} keys that were guessed)"
    texts = []
    for one in shown:
        texts.append(f"{one.item}, {percent(one.chance)} sure: {one.key}")
        texts.append(f"Why: {'; '.join(one.reasons) or 'many small signs'}")
    return section(screen, title, texts, every=2)


def more(whole: int, most: int) -> list[str]:
    """How many entries a list has left out."""
    return [f"{whole - most} more; -n {whole} shows all."] if whole > most else []


def section(screen: Screen, title: str, texts: Iterable[str], every: int = 1) -> RenderableType:
    """A title over a body of texts."""
    top = paragraph(screen, title, "accent")
    if narrow(screen):
        top = lines(screen, sentence(title))
    return Group(blank(), top, body(screen, texts, every))


def body(screen: Screen, texts: Iterable[str], every: int = 1) -> RenderableType:
    """Texts below each other; of every few the first leads and the rest stand under it."""
    if narrow(screen):
        return lines(screen, *map(sentence, texts))
    parts: list[RenderableType] = []
    for place, text in enumerate(texts):
        under = bool(place % every)
        parts.append(paragraph(screen, text, "quiet" if under else "", 3 if under else 1))
    return Group(*parts)


def coverage(screen: Screen, blocks: Sequence[Block]) -> RenderableType:
    """A table of topics by level and pool for every block that has items, and what has none."""
    parts = [_block(screen, block) for block in blocks if block.total.items]
    empty = [row.title for block in blocks for row in block.empty]
    if empty:
        parts.append(section(screen, f"Topics without an item ({len(empty)})", ["; ".join(empty)]))
    return Group(*parts)


def _block(screen: Screen, block: Block) -> RenderableType:
    heads = LEVELS if narrow(screen) else SHORT
    columns = [("topic", "left"), *((name, "right") for name in (*heads, "drill", "mock", "all"))]
    held = [row for row in block.rows if row.items]
    rows = [_cells(screen, row.title, row) for row in held]
    if len(held) > 1:
        rows.append(_cells(screen, "all", block.total))
    return Group(blank(), listing(screen, block.name, columns, rows))


def _cells(screen: Screen, name: str, row: Row) -> tuple[str, ...]:
    nothing = "" if narrow(screen) else "-"
    numbers = (*row.levels, row.drill, row.mock, row.items)
    return (name, *(str(number) if number else nothing for number in numbers))


def form_words(forms: Forms) -> list[str]:
    """How many forms can be drawn, and what runs short first."""
    if forms.why_not:
        return [forms.why_not]
    one, more = (f"full {word} of {forms.length}" for word in ("form", "forms"))
    first = f"{count(forms.drawn, one, more)} can be drawn that share no item."
    if not forms.drawn:
        first = f"No {one} can be drawn."
    lacking = sorted((forms.lacking or {}).items(), key=lambda entry: entry[1][1] / entry[1][0])
    parts = [f"{name} ({want} wanted, {have} left)" for name, (want, have) in lacking]
    texts = [first, f"What runs short first: {'; '.join(parts)}."]
    if forms.mix_note:
        texts.append(sentence(forms.mix_note[0].upper() + forms.mix_note[1:]))
    return texts


def principles(screen: Screen, lone: Sequence[tuple[str, str]], most: int) -> RenderableType:
    """The principles that one item alone tests, each with its item."""
    texts = [f"{item}: {principle}" for principle, item in lone[:most]] + more(len(lone), most)
    title = f"Principles that one item alone tests ({len(lone)})"
    return section(screen, title, texts or ["Every principle is tested by two items or more."])


def near(
    screen: Screen, pairs: Sequence[Pair], items: Mapping[str, Item], most: int
) -> RenderableType:
    """Near-duplicates beside each other, or below where it is narrow; [differences] marked."""
    title = f"Near-duplicates ({len(pairs)})"
    if not pairs:
        return section(screen, title, ["No two items are nearly the same."])
    drawn = [_pair(screen, pair, items[pair.one], items[pair.two]) for pair in pairs[:most]]
    return Group(section(screen, title, []), *drawn, body(screen, more(len(pairs), most)))


def _pair(screen: Screen, pair: Pair, one: Item, two: Item) -> RenderableType:
    left, right = contrast(one.stem, two.stem)
    mine, theirs = ({tuple(words(o.text)) for o in item.options} for item in (one, two))
    same = f"{percent(pair.similarity)} alike, {count(len(mine & theirs), 'option')} the same"
    if narrow(screen):
        texts = (sentence(f"{one.id} and {two.id}: {same}"), f"{one.id}: {_marked(left)}")
        return lines(screen, *texts, f"{two.id}: {_marked(right)}")
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(ratio=1, overflow="fold")
    grid.add_column(ratio=1, overflow="fold")
    grid.add_row(Text(screen.fit(one.id), "strong"), Text(screen.fit(two.id), "strong"))
    grid.add_row(_bold(screen, left), _bold(screen, right))
    return Group(Padding(grid, (0, 1)), paragraph(screen, same, "quiet"))


def _marked(stretches: Iterable[Stretch]) -> str:
    return " ".join(s.text if s.shared else f"[{s.text}]" for s in stretches)


def _bold(screen: Screen, stretches: Iterable[Stretch]) -> Text:
    # The brackets say it where there is no bold; they are the same in every look.
    text = Text()
    for stretch in stretches:
        shown = stretch.text if stretch.shared else f"[{stretch.text}]"
        text.append(" " if text else "").append(
            screen.fit(shown), "" if stretch.shared else "strong"
        )
    return text


def audit_page(
    screen: Screen, found: Audit, items: Mapping[str, Item], seed: int, most: int
) -> RenderableType:
    """The whole page."""
    parts: list[RenderableType] = [_title(screen, found, seed)]
    if found.cues:
        title = "What a guesser scores without the question"
        parts.append(section(screen, title, cue_words(found.cues)))
        parts += [blank(), rules(screen, found.cues)]
        if found.cues.line:
            parts.append(giveaways(screen, found.cues.giveaways, most))
    parts.append(coverage(screen, found.blocks))
    if found.forms:
        parts.append(section(screen, f"Mock forms of {found.exam}", form_words(found.forms)))
    parts.append(principles(screen, found.lone, most))
    parts.append(near(screen, found.near, items, most))
    return Group(*parts)


def _title(screen: Screen, found: Audit, seed: int) -> RenderableType:
    texts = (f"Audit of {count(found.items, 'item')}", f"seed {seed}")
    if narrow(screen):
        return lines(screen, sentence(", ".join(texts)))
    return Group(head(screen, *texts), rule(screen))
