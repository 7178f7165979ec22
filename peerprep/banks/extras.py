"""The topics, exams and lessons that a parcel brings beside its banks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from peerprep.banks.exams import read_exam
from peerprep.banks.files import EXAMS_FOLDER, LESSONS_FOLDER, TOPICS_FILE
from peerprep.banks.library import Holdings
from peerprep.banks.moves import Move
from peerprep.banks.parcel import Parcel, Part
from peerprep.banks.steady import refusal
from peerprep.core.bank import Topic
from peerprep.core.problem import Problem

MAX_LESSON = 200_000


class Extras:
    """The topics, exams and lessons of a parcel, taken into one library folder."""

    def __init__(self, folder: Path, around: Holdings, topics: Mapping[str, Topic]) -> None:
        self._folder = folder
        self._around = around
        self._topics = topics
        self.problems: list[Problem] = []
        self.moves: list[Move] = []
        self.notes: list[str] = []
        self.words: list[str] = []

    def take(self, parcel: Parcel) -> None:
        """Look at each part that is no bank."""
        for part in parcel.of("topics"):
            self._keep(part, self._folder / TOPICS_FILE, "topics")
        for part in parcel.of("exam"):
            self._exam(part)
        for part in parcel.of("lesson"):
            self._lesson(part)

    def _exam(self, part: Part) -> None:
        exam, wrong = read_exam(part.raw, part.shown, self._topics or None)
        self.problems += wrong
        if exam is None:
            return
        for name in (exam.id, *exam.aliases):
            other = self._around.exam(name)
            if other is not None:
                self.problems.append(
                    refusal(
                        part.shown,
                        "EXAM-ID",
                        f"The exam name `{name}` is taken by {other.name}.",
                        "Give this exam an id and aliases of its own.",
                    )
                )
        self._keep(part, self._folder / EXAMS_FOLDER / f"{exam.id}.yaml", f"exam {exam.id}")

    def _lesson(self, part: Part) -> None:
        topic = part.stem
        if topic not in self._topics:
            self.notes.append(f"{part.shown} is left out: there is no topic {topic}.")
        elif topic in self._around.lessons:
            self.notes.append(f"{part.shown} is left out: there is a lesson on {topic} already.")
        elif wrong := _bad_lesson(part):
            self.problems.append(wrong)
        else:
            place = self._folder / LESSONS_FOLDER / f"{topic}.md"
            self._keep(part, place, f"lesson {topic}")

    def _keep(self, part: Part, place: Path, word: str) -> None:
        before = place.read_bytes() if place.is_file() else None
        if before != part.raw:
            self.moves.append(Move(place, part.raw, before))
            self.words.append(f"{word} ({'new' if before is None else 'changed'})")


def _bad_lesson(part: Part) -> Problem | None:
    if len(part.raw) > MAX_LESSON:
        return refusal(
            part.shown, "TOO-LARGE", "The lesson is too long for one page.", "Shorten it."
        )
    try:
        part.raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return refusal(part.shown, "ENCODING", "The lesson is not UTF-8 text.", "Save it as UTF-8.")
    return None
