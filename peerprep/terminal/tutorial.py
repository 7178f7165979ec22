"""Four sample questions that teach the keys."""

from __future__ import annotations

from peerprep.core.form import Form, Slot
from peerprep.core.item import Citation, Item, Option, SingleBest

_SAMPLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "This is a try-out: no time, no score. Press a letter to choose an option. You may change "
        "it with another letter. Then press Enter. Which option do you choose?",
        ("This one", "Or this one", "Or perhaps this", "Or the last one"),
    ),
    (
        "Press m to mark a question, so that you find it again at the end. m again takes the mark "
        "away. What does a mark do to the score?",
        ("Nothing at all", "It adds a point", "It costs a point", "It doubles the point"),
    ),
    (
        "Press x and then a letter to strike an option that you have ruled out. The same again "
        "brings it back. Which option would you strike?",
        ("One that is surely wrong", "The longest one", "Any one", "The one you chose"),
    ),
    (
        "Press l for the list of all questions: there you see what is not answered or marked, go "
        "to any question by its number, and end the exam with e. How do you get to question 2?",
        ("l, then 2 and Enter", "By waiting", "By starting anew", "Only backwards with p"),
    ),
)


def tutorial_form() -> Form:
    """The four questions as a form; options stay in the order written."""
    slots = []
    for number, (stem, texts) in enumerate(_SAMPLES, start=1):
        options = tuple(Option(f"o{i}", text, "") for i, text in enumerate(texts))
        item = Item(
            id=f"tutorial-{number}",
            topic="tutorial",
            level="recall",
            stem=stem,
            options=options,
            kind=SingleBest(frozenset({"o0"})),
            principle="",
            citation=Citation("", ""),
        )
        slots.append(Slot(number, item, tuple(option.id for option in options)))
    return Form(tuple(slots), "Tutorial")
