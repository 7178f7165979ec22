"""Score report and drill summary: core value → renderable, in every look."""

from __future__ import annotations

from fractions import Fraction

from rich.console import Group, RenderableType
from rich.text import Text

from peerprep.core.attempt import GUESSING, SURE, Attempt
from peerprep.core.readiness import NOT_THE_FORM
from peerprep.core.score import LAST_STRETCH, Score, Share, Standing, most_to_gain
from peerprep.core.value import dataclass
from peerprep.terminal.charts import range_bar
from peerprep.terminal.layout import blank, head, lines, paragraph, rule, sentence, table
from peerprep.terminal.screen import Look, Screen
from peerprep.terminal.words import count, duration, marks, percent, spread

TOO_FEW: Standing = "too few to judge"


@dataclass(frozen=True)
class Report:
    """A score with what the report says around it."""

    title: str
    attempt: Attempt
    score: Score
    target: int
    """The practice target in percent; ours, not the exam body's."""
    scale_note: str = ""
    mix_note: str = ""
    next_commands: tuple[str, ...] = ()


def score_report(screen: Screen, report: Report) -> RenderableType:
    """The result of a mock exam."""
    rows = _rows(report.score)
    notes = [*_verdict(report), *_notes(report)]
    if screen.plain:
        texts = [sentence(report.title), sentence(report.attempt.form.title)]
        texts.append(sentence(_time_line(report)))
        for label, share, extra in rows:
            texts.append(_row_sentence(label, share, extra))
        texts.append(notes[0])
        if report.score.domains:
            texts.append(f"By domain, {_domain_basis(report.score)}:")
            texts += [
                _row_sentence(name, share, extra) for name, share, extra in _domain_rows(report)
            ]
        return lines(screen, *texts, *notes[1:])
    if screen.look is Look.LARGE or screen.width < 60:
        return _narrow(screen, report, rows, notes)
    parts: list[RenderableType] = [head(screen, report.title, _time_line(report)), rule(screen)]
    parts += [paragraph(screen, report.attempt.form.title, "quiet"), blank()]
    parts += [_shares(screen, report, rows, "strong"), blank()]
    parts.append(paragraph(screen, notes[0], "strong"))
    if report.score.domains:
        basis = f"By domain, {_domain_basis(report.score)}"
        parts += [blank(), paragraph(screen, basis, "accent")]
        parts.append(_shares(screen, report, _domain_rows(report)))
    parts.append(blank())
    parts += [
        paragraph(screen, note, "quiet" if note.startswith("The real") else "")
        for note in notes[1:]
    ]
    return Group(*parts, rule(screen))


def _narrow(
    screen: Screen, report: Report, rows: list[tuple[str, Share, str]], notes: list[str]
) -> RenderableType:
    parts: list[RenderableType] = [
        head(screen, report.title),
        paragraph(screen, report.attempt.form.title, "quiet"),
        paragraph(screen, _time_line(report), "quiet"),
        rule(screen),
    ]
    for label, share, extra in rows:
        parts += [paragraph(screen, _row_sentence(label, share, extra)), blank()]
    parts += [paragraph(screen, notes[0], "strong"), blank()]
    if report.score.domains:
        parts.append(paragraph(screen, f"By domain, {_domain_basis(report.score)}", "accent"))
        for label, share, extra in _domain_rows(report):
            parts += [blank(), paragraph(screen, _row_sentence(label, share, extra))]
    for note in notes[1:]:
        parts += [blank(), paragraph(screen, note)]
    return Group(*parts, rule(screen))


def _shares(
    screen: Screen, report: Report, rows: list[tuple[str, Share, str]], first: str = ""
) -> RenderableType:
    """Shares under each other, each with its count, its range, and the range drawn.

    What is most to gain stands in the sentence above: there is no room for it beside the bar.
    """

    def row(number: int, label: str, share: Share, extra: str) -> tuple[Text | str, ...]:
        if extra == TOO_FEW:
            note = Text(extra, "quiet")
        else:
            note = range_bar(share, report.target, unicode=screen.unicode)
        name = Text(screen.fit(label), first if number == 0 else "")
        return (name, *_cells(share), note)

    columns = (("", "left"), ("right", "right"), ("", "right"), ("range", "left"), ("", "left"))
    return table(columns, [row(n, *parts) for n, parts in enumerate(rows)])


def _cells(share: Share) -> tuple[str, str, str]:
    return f"{marks(share.right)} of {share.of}", percent(share), spread(share)


def _row_sentence(label: str, share: Share, extra: str) -> str:
    text = f"{label}: {marks(share.right)} of {share.of} right"
    if share.percent is not None:
        text += f", {share.percent} percent"
    if share.range is not None:
        text += f", likely range {share.range[0]} to {share.range[1]}"
    return text + (f". {extra[0].upper()}{extra[1:]}" if extra else "") + "."


def _rows(score: Score) -> list[tuple[str, Share, str]]:
    rows = [("All items", score.all, "")]
    if score.seen.of:
        if score.fresh.of:
            rows.append(("New to you", score.fresh, "the one that counts"))
        rows.append(("Seen before", score.seen, ""))
    if score.overtime is not None:
        rows.append(("Without the clock", score.overtime, "for learning only"))
    return rows


def _domain_basis(score: Score) -> str:
    return "items new to you" if score.seen.of and score.fresh.of else "all items"


def _domain_rows(report: Report) -> list[tuple[str, Share, str]]:
    score = report.score
    use_fresh = bool(score.seen.of and score.fresh.of)
    gain = most_to_gain(score)
    rows: list[tuple[str, Share, str]] = []
    for domain in score.domains:
        share = domain.fresh if use_fresh else domain.all
        if share.standing(report.target) == TOO_FEW:
            extra: str = TOO_FEW
        else:
            extra = "most to gain" if domain.id == gain else ""
        rows.append((domain.name, share, extra))
    return rows


def _time_line(report: Report) -> str:
    attempt = report.attempt
    day = attempt.started_at.strftime("%d %b %Y").lstrip("0")
    used = duration(min(attempt.used, attempt.limit or attempt.used))
    if attempt.limit is None:
        return f"{day}, {used}, no limit"
    return f"{day}, {used} of {duration(attempt.limit)} used"


def _verdict(report: Report) -> list[str]:
    score, target = report.score, report.target
    counted = score.fresh if score.fresh.of else score.all
    if counted.percent is None:
        return ["Nothing was answered, so there is nothing to say yet."]
    standing = counted.standing(target)
    head_words = f"{counted.percent} % today"
    match standing:
        case "too few to judge":
            words = f"{head_words}, on too few items to judge against the target of {target} %."
        case "above":
            words = (
                f"{head_words}: the whole likely range is above the practice target of {target} %."
            )
        case "below":
            words = f"{head_words}: below the practice target of {target} %."
        case _:
            words = f"{head_words}: near the practice target of {target} %."
    if standing in {"below", "near the line"}:
        gain = most_to_gain(score)
        name = next((d.name for d in score.domains if d.id == gain), None)
        if name:
            words += f" {name} would move it most."
    return [words]


def _notes(report: Report) -> list[str]:
    score, notes = report.score, []
    notes += _remarked(report.attempt)
    blanks = score.all.of - score.answered
    if blanks:
        notes.append(f"{count(blanks, 'item')} left blank and counted as wrong.")
    if score.fresh.of and score.fresh.of < 0.8 * score.all.of:
        notes.append("Under 80 % of the items were new to you, so the score runs high.")
    if score.pace.median is not None:
        pace = f"Pace: median {duration(score.pace.median)} an item"
        if score.pace.last is not None:
            last = score.pace.last_share
            pace += f"; the last {LAST_STRETCH} took {duration(score.pace.last)}"
            pace += f" (right {marks(last.right)} of {last.of})"
        notes.append(pace + ".")
    changes = score.changes
    if changes.total:
        notes.append(
            f"Changed answers: {changes.total} (wrong to right {changes.wrong_to_right}, right to "
            f"wrong {changes.right_to_wrong}, wrong to wrong {changes.wrong_to_wrong})."
        )
    if score.sure.of:
        notes.append(f"Of {score.sure.of} you were sure of, {marks(score.sure.right)} were right.")
    if report.mix_note:
        notes.append(sentence(report.mix_note[0].upper() + report.mix_note[1:]))
    notes.append(f"The practice target of {report.target} % is ours, not the exam body's.")
    notes.append(NOT_THE_FORM)
    if report.scale_note:
        notes.append(report.scale_note)
    if report.next_commands:
        notes.append("Next: " + "   then   ".join(report.next_commands))
    return notes


def _remarked(attempt: Attempt) -> list[str]:
    """Which items a corrected key has changed the mark of, and by how much the score moved."""
    changed = attempt.remarked
    if not changed:
        return []
    before = sum((r.first_mark or Fraction(0) for r in changed), Fraction(0))
    gain = sum((r.mark for r in changed), Fraction(0)) - before
    places = ", ".join(str(r.slot.number) for r in changed)
    items = "item" if len(changed) == 1 else "items"
    sign = "+" if gain > 0 else "-" if gain < 0 else ""
    return [f"Re-marked after a correction: {items} {places} ({sign}{marks(abs(gain))} in all)."]


def drill_summary(
    screen: Screen,
    attempt: Attempt,
    score: Score,
    tomorrow: int,
    secure: int,
    after: str,
    *,
    private: bool = False,
) -> RenderableType:
    """Three or four lines at the end of a drill, and one next command."""
    done = score.all.of
    if not done:
        saved = "" if private else "Saved. "
        first = f"{saved}Nothing was answered this time; come back any time."
        return lines(screen, first) if screen.plain else paragraph(screen, first)
    head_line = f"{marks(score.all.right)} of {done} right"
    if score.seen.of and score.fresh.of:
        head_line += (
            f" (new to you {marks(score.fresh.right)} of {score.fresh.of}, "
            f"seen before {marks(score.seen.right)} of {score.seen.of})"
        )
    left = len(attempt.form) - done
    if left and attempt.how_ended != "candidate":
        head_line = f"{'Left' if private else 'Saved'} after {done}. " + head_line
    texts = [head_line + "."]
    sure_wrong = [r for r in attempt.counted if r.certainty == SURE and not r.right]
    if sure_wrong:
        texts.append("Sure, and not this time:")
        texts += [f"- {r.slot.item.principle}" for r in sure_wrong[:5]]
    lucky = sum(r.certainty == GUESSING and r.right for r in attempt.counted)
    if lucky:
        texts.append(f"{count(lucky, 'guess', 'guesses')} came out right; they come back.")
    if secure:
        texts.append(f"Secure now (right on three days): {count(secure, 'item')}.")
    if not private:
        due = f"{count(tomorrow, 'item')} will be due" if tomorrow else "Nothing is due"
        texts += [f"{due} tomorrow.", f"Next: {after}"]
    if screen.plain:
        return lines(screen, "Drill done.", *texts)
    parts: list[RenderableType] = [head(screen, "Drill done", duration(attempt.used)), rule(screen)]
    parts += [paragraph(screen, texts[0], "strong")]
    parts += [paragraph(screen, text) for text in texts[1:]]
    return Group(*parts, rule(screen))
