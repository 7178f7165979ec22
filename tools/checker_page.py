"""Writes docs/checker.md from the registry of rules: `python -m tools.checker_page`."""

from __future__ import annotations

from pathlib import Path

from peerprep.core.checks.registry import RULES
from peerprep.core.checks.rule import Rule

PAGE = Path(__file__).resolve().parents[1] / "docs" / "checker.md"

INTRO = """\
# The checker

`peerprep bank check [PATHS]` reads banks and reports every problem with its place, the words meant,
one sentence why and one sentence what to do. Without paths it checks your library. This page is
written by `make checker-report` from the rules themselves.

```console
$ peerprep bank check my-bank.yaml
$ peerprep bank check my-bank.yaml --notes --output json
$ peerprep bank check my-bank.yaml --select NEG-STEM,LANGUAGE
$ peerprep bank check --explain NEG-STEM
```

Three tiers, and how sure each rule is:

- **error**: provable from the text. The bank cannot be used as it is; exit code 3.
- **warning**: rules about wording that are seldom wrong. Exit code 3 with `--strict` only.
- **note**: hints. Notes about single items are counted, and shown with `--notes` or when selected.
  Notes about a bank as a whole are always shown.

How often the rules are right was measured on labeled items: [checker-report.md](checker-report.md).
What rules cannot see (two defensible keys, an implausible distractor) is for people and for
responses.

`--select` and `--ignore` take rules and tiers, several with commas. `--output` is `text`, `json` (a
list of objects with rule, tier, file, line, column, item, message and fix), `github` (annotations
beside the lines of a change) or `sarif` (SARIF 2.1.0).

Quoted speech is left alone: rules speak about the author's own words. A term that is only mentioned
stands in quotation marks.

To waive a rule, write `waive: {RULE: "your reason"}` in the item, or at the head of the file for
the whole bank. Errors cannot be waived. A waiver that is no longer needed is reported.

The word lists are data, with the source and date of each entry: `peerprep/banks/wordlists/`.
"""

GROUPS = (
    ("Items", ("item",)),
    ("Banks, and items beside other items", ("bank", "library")),
    ("Files", ("file",)),
)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _row(rule: Rule) -> str:
    tier = rule.tier + (f", {rule.also}" if rule.also else "")
    return f"| `{rule.id}` | {tier} | {rule.surety} | {_cell(rule.title)} | {_cell(rule.why)} |"


def page() -> str:
    """The whole page."""
    parts = [INTRO]
    for title, levels in GROUPS:
        parts += [
            f"\n## {title}\n",
            "| rule | tier | sure | what | why |",
            "| --- | --- | --- | --- | --- |",
        ]
        parts += [_row(rule) for rule in RULES.values() if rule.level in levels]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
