"""Banks written down as oddly as YAML allows: every style, comments and blanks in every place."""

from __future__ import annotations

import json
from random import Random

WORDS = [
    "bus", "peer", "worker", "FIRST?", "it's", "#7", "a:", "b,", "[x]", "{y}", "No", "1.10",
    "12:30", "naïve", "“so”", "\U0001f600", "-", "- -", "&", "*", "null", "~", "back\\slash",
    '"quoted"', "<<", "%", "@home", "`tick`", "|", ">", "!", "?", ": ", "---", "...", "true",
]  # fmt: skip


class Odd:
    """Writes one bank after another from dice; every comment has a number of its own."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice
        self.comments = 0
        self.anchors = 0

    def chance(self, share: float) -> bool:
        return self.dice.random() < share

    def text(self, most: int = 60) -> str:
        words = self.dice.choices(WORDS, k=self.dice.randint(1, most))
        joints = self.dice.choices([" "] * 30 + ["  ", "\n", "\n\n", " \n"], k=len(words))
        return "".join(w + j for w, j in zip(words, joints, strict=True)).strip() or "x"

    def comment(self) -> str:
        self.comments += 1
        return f"#c{self.comments}." + self.dice.choice(["", " said: [x]", " 'it", ' "', "  "])

    def value(self, thing: object, indent: int, flow: bool = False) -> str:
        """What follows a name or a dash, to the end of its last line."""
        if thing is None:
            return self.dice.choice(["", " ~", " null"]) + self.aside()
        if isinstance(thing, str):
            return " " + self.scalar(thing, indent, flow)
        assert isinstance(thing, dict | list)
        if flow or self.chance(0.2):
            return " " + self.flow(thing, indent)
        return self.aside() + "\n" + self.block(thing, indent)

    def aside(self) -> str:
        return self.dice.choice(["", "", "   ", "  " + self.comment()])

    def scalar(self, text: str, indent: int, flow: bool) -> str:
        if text and self.chance(0.05) and not flow:
            self.anchors = min(self.anchors + 1, 3)  # now and then a name is used again
            return f"&a{self.anchors} " + self.styled(text, indent, flow)
        if self.anchors and self.chance(0.03):
            return f"*a{self.dice.randint(1, self.anchors)} "
        return self.styled(text, indent, flow)

    def styled(self, text: str, indent: int, flow: bool) -> str:
        styles = ["double", "single", "single"] if "\n" not in text else ["double"]
        if text.replace("-", "").isalnum() and text.isascii() and not text.startswith("-"):
            styles += ["plain"] * 5
        if not flow and " \n" not in text and "\n " not in text and text:
            styles += ["literal", "folded"]
        style = self.dice.choice(styles)
        if style in {"literal", "folded"}:
            return self.below(text, indent, style)
        # Now and then a quoted text is broken at a space, which folding makes whole again.
        joint = "\n" + " " * (indent + 1) if self.chance(0.3) else " "
        if style == "double":
            quoted = json.dumps(text, ensure_ascii=self.chance(0.3) and text.isascii())
            broken = quoted.replace(" ", joint) if "  " not in text else quoted
        elif style == "single":
            quoted = "'" + text.replace("'", "''") + "'"
            broken = quoted.replace(" ", joint) if "  " not in text else quoted
        else:
            return text
        return broken if "\n---" not in broken.replace(" ", "") else quoted

    def below(self, text: str, indent: int, style: str) -> str:
        deep = " " * (indent + self.dice.randint(1, 5))
        mark = (">" if style == "folded" else "|") + self.dice.choice(["-", "", "+"])
        rows = text.split("\n")
        if style == "folded":
            rows = [part for row in rows for part in (row, "")][:-1]
            if "  " not in text and self.chance(0.5):
                rows = [part for row in rows for part in row.split(" ")]
        body = "\n".join(deep + row if row else "" for row in rows)
        return mark + self.dice.choice(["", " " + self.comment()]) + "\n" + body

    def flow(self, thing: object, indent: int) -> str:
        if thing is None:
            return "~"
        if isinstance(thing, str):
            return self.scalar(thing, indent, True)
        inner = " " * (indent + 2)
        if isinstance(thing, list):
            parts = [self.flow(part, indent + 2) for part in thing]
            marks = "[]"
        else:
            assert isinstance(thing, dict)
            parts = [f'"{name}": {self.flow(part, indent + 2)}' for name, part in thing.items()]
            marks = "{}"
        several = self.chance(0.3)
        joints = [f",{self.aside()}\n{inner}" if several else ", " for _ in parts]
        body = "".join(p + j for p, j in zip(parts, [*joints[1:], ""], strict=False))
        return marks[0] + body + marks[1]

    def loose(self, indent: int) -> str:
        """Blank lines and comments that may stand above an entry, at whatever column."""
        lines = []
        while self.chance(0.2):
            space = " " * self.dice.randint(0, indent + 4)
            lines.append(space + self.dice.choice(["", self.comment(), self.comment()]) + "\n")
        return "".join(lines)

    def block(self, thing: object, indent: int, *, begun: bool = False) -> str:
        """The entries at their indentation; `begun` when the first one's line has begun already."""
        space, deeper = " " * indent, indent + self.dice.randint(2, 4)
        lines: list[str] = []
        if isinstance(thing, list):
            for part in thing:
                lines.append(self.loose(indent) + space + "-" + self.entry(part, indent, deeper))
        else:
            assert isinstance(thing, dict)
            names = list(thing)
            self.dice.shuffle(names)
            for name in names:
                above = "" if begun and not lines else self.loose(indent) + space
                shown = f'"{name}"' if self.chance(0.1) else name
                lines.append(f"{above}{shown}:" + self.value(thing[name], deeper))
        return "\n".join(lines)

    def entry(self, part: object, indent: int, deeper: int) -> str:
        if isinstance(part, dict) and self.chance(0.6):
            # The first field on the line of the dash.
            return " " * (deeper - indent - 1) + self.block(part, deeper, begun=True)
        return self.value(part, deeper)

    def bank(self) -> bytes:
        """The bytes of one bank."""
        text = self.loose(0) + self.dice.choice(["", "", "---\n", "%YAML 1.1\n---\n"])
        text += self.block(self.head(), 0) + self.aside() + "\n" + self.loose(0)
        ends = self.dice.choice(["\n", "\n", "\r\n"])
        mark = self.dice.choice(["", "", "\ufeff"])
        return (mark + text.replace("\n", ends)).encode()

    def head(self) -> dict[str, object]:
        head: dict[str, object] = {
            "format": "1", "id": "odd", "title": self.text(5), "language": "en", "licence": "CC0",
            "version": "1.10", "sources": {"src": {"title": self.text(4), "year": "2020"}},
            "exhibits": {"ex": self.text()}, "authors": [self.text(3), "A. Writer"],
            "items": [self.item(n) for n in range(self.dice.randint(1, 3))],
        }  # fmt: skip
        return head

    def item(self, number: int) -> dict[str, object]:
        options: list[dict[str, object]] = [
            {"text": f"{letter} {self.text(8)}", "rationale": self.text(30)} for letter in "abc"
        ]
        self.dice.choice(options)["correct"] = "true"
        item: dict[str, object] = {
            "id": f"odd-{number}", "topic": "No", "level": "recall", "stem": self.text(),
            "options": options, "principle": self.text(20),
            "source": {"id": "src", "locator": self.text(3)},
            "tags": self.dice.choices(["a", "no", "1.10", "x y", ""], k=self.dice.randint(0, 30)),
        }  # fmt: skip
        more: dict[str, object] = {
            "exhibit": "ex", "shuffle": "false", "as_of": "2026-11", "enemies": ["odd-9", "odd-8"],
            "sensitive": "overdose", "waive": {"CUE-KEY": self.text(5)}, "status": None,
            "jurisdiction": "US-MD", "unknown": {"deep": [{"a": "b"}, ["c", [self.text(2)]]]},
        }  # fmt: skip
        return item | {name: value for name, value in more.items() if self.chance(0.3)}
