"""The rules that reading a file holds: listed here so that `--explain` and the documents know them."""

from __future__ import annotations

from peerprep.core.checks.rule import Rule

_FACT = "A fact about the file; no study is needed."


def _rule(name: str, title: str, why: str, bad: str, good: str) -> Rule:
    return Rule(name, "error", "file", "provable", title, why, _FACT, bad, good)


KEY_NONE = Rule(
    "KEY-NONE", "error", "item", "provable",
    "No option is marked correct",
    "Nobody can earn the mark.",
    _FACT,
    "Four options without `correct: true`.",
    "`correct: true` under the best one.",
)  # fmt: skip
KEY_MANY = Rule(
    "KEY-MANY", "error", "item", "provable",
    "Several options are marked correct, and the item is not select-all",
    "A candidate can choose one only.",
    _FACT,
    "Two options with `correct: true` in a single-best item.",
    "One; or `kind: select-all`.",
)  # fmt: skip
OPT_DUP = Rule(
    "OPT-DUP", "error", "item", "provable",
    "Two options say the same",
    "Either both are right or neither is, so both can be struck out. Code, numbers and names whose case carries meaning are compared exactly.",
    _FACT,
    "\"Report it\" and \"report it.\"",
    "Two different things to do; `ls -a` and `ls -A` are different.",
)  # fmt: skip
OPT_EMPTY = Rule(
    "OPT-EMPTY", "error", "item", "provable", "An option has no text", "There is nothing to choose.", _FACT, "`text: \"\"`", "`text: \"Report it\"`",
)  # fmt: skip
STEM_EMPTY = Rule(
    "STEM-EMPTY", "error", "item", "provable", "The stem is missing or empty", "Nothing is asked.", _FACT, "`stem: \"\"`", "`stem: \"What comes first?\"`",
)  # fmt: skip
FEEDBACK_MISS = Rule(
    "FEEDBACK-MISS", "error", "item", "provable",
    "An option has no rationale",
    "Wrong options teach errors unless feedback says why they are wrong.",
    "Butler and Roediger (2008), Memory & Cognition 36: feedback reduces what is learned from wrong options.",
    "`{text: \"Report it\"}`",
    "`{text: \"Report it\", rationale: \"Nothing here has to be reported.\"}`",
)  # fmt: skip
PRINCIPLE_MISS = Rule(
    "PRINCIPLE-MISS", "error", "item", "provable", "The item has no principle", "What is learned has to decide the next case, too.", _FACT,
    "An item that ends with its options.", "`principle: \"A limit is said plainly.\"`",
)  # fmt: skip
SOURCE_MISS = Rule(
    "SOURCE-MISS", "error", "item", "provable",
    "The item names no source, or no place in it",
    "A key that cannot be looked up cannot be defended.",
    "Standards for Educational and Psychological Testing (2014), chapter 4: document the content basis.",
    "`source: {id: core}`",
    "`source: {id: core, locator: \"IX Communication\"}`",
)  # fmt: skip
REF_BROKEN = Rule(
    "REF-BROKEN", "error", "file", "provable",
    "A topic, source, exhibit or enemy that does not exist",
    "The item would be shown without what it stands on. An enemy in no bank here is a note: its bank may not be installed.",
    _FACT,
    "`topic: boundarys`",
    "`topic: boundaries`",
    also="note",
)  # fmt: skip
WAIVE_STALE = Rule(
    "WAIVE-STALE", "note", "bank", "provable", "A waiver for a rule that finds nothing there", "It would hide the next finding.", _FACT,
    "`waive: {LONG-KEY: \"a quotation\"}` after the key was shortened.", "No waiver.",
)  # fmt: skip
WAIVE_UNKNOWN = Rule(
    "WAIVE-UNKNOWN", "warning", "bank", "provable", "A waiver for a rule that does not exist, or for an error",
    "It waives nothing. Errors cannot be waived.", _FACT, "`waive: {LONGKEY: \"a quotation\"}`", "`waive: {LONG-KEY: \"a quotation\"}`",
)  # fmt: skip

ITEM_RULES = (
    KEY_NONE,
    KEY_MANY,
    OPT_DUP,
    OPT_EMPTY,
    STEM_EMPTY,
    FEEDBACK_MISS,
    PRINCIPLE_MISS,
    SOURCE_MISS,
    REF_BROKEN,
)
WAIVER_RULES = (WAIVE_UNKNOWN, WAIVE_STALE)
FILE_RULES = (
    _rule("FIELD-MISSING", "A required field is missing or empty", "The item or bank is incomplete.", "An item without `topic`.", "`topic: boundaries`"),
    _rule("FIELD-UNKNOWN", "A field that the format does not know", "A misspelled name would be lost in silence.", "`shufle: false`", "`shuffle: false`"),
    _rule("FIELD-TWICE", "A field is given twice", "YAML would keep the last one in silence.", "Two lines `level:`.", "One line `level:`."),
    _rule("FIELD-TYPE", "A field is of another type", "Its meaning cannot be guessed.", "`options: First`", "`options:` with a list below it."),
    _rule("FIELD-VALUE", "A field has a value that is not among those allowed", "Its meaning cannot be guessed.", "`level: hard`", "`level: analysis`"),
    _rule("NAME", "An id that cannot be a name", "History hangs on ids, so they stay simple.", "`id: my item!`", "`id: my-item`"),
    _rule("ITEM-ID", "An item id is taken", "History could not tell the two items apart.", "`id: same` twice.", "Two ids."),
    _rule("BANK-ID", "A bank id is taken", "Two banks could not be told apart.", "Two files with `id: role`.", "Two ids."),
    _rule("MOCK-KIND", "A mock item that is not single-best", "The exams have no other kind.", "`pool: mock` with `kind: select-all`.", "`pool: drill`"),
    _rule("EMPTY", "A bank without items", "There is nothing to ask.", "`items: []`", "One item at least."),
    _rule("FORMAT", "A file of another format", "It could be half-read.", "`format: 2`", "`format: 1`"),
    _rule("YAML", "The file is not valid YAML", "It cannot be read.", "`stem: What: why?`", "`stem: \"What: why?\"`"),
    _rule("ENCODING", "The file is not UTF-8", "Letters would turn into others.", "A file saved as UTF-16.", "A file saved as UTF-8."),
    _rule("CONTROL", "An invisible control character", "It could change what the screen shows.", "A right-to-left override in a stem.", "The stem without it."),
    _rule("TAG", "A YAML tag", "Tags can run code in other programs.", "`!!python/object`", "Plain text."),
    _rule("ALIAS", "An alias that stands for nothing, or for too much", "Aliases can grow without bound.", "`*name` before `&name`", "The text written out."),
    _rule("TOO-DEEP", "Nesting over 20 deep", "No bank needs it.", "Lists in lists in lists …", "A flat list."),
    _rule("TOO-LARGE", "A file over 5 MB", "It would slow every start.", "One file with everything.", "Several files."),
    _rule("UNREADABLE", "A file that cannot be opened", "It is left out.", "A file without read permission.", "A file that you may read."),
    _rule("DOMAIN-ID", "An exam names two domains alike", "Their weights could not be told apart.", "`id: a` twice.", "Two ids."),
    _rule("TOPIC-TWICE", "A topic in two domains of an exam", "Its items would count twice.", "`topics: [role]` under two domains.", "One domain a topic."),
    _rule("FACT-STATUS", "A status that does not fit its fact", "How well a fact is known decides what is said of it.", "`{value: null, status: confirmed}`", "`{value: null, status: unknown}`"),
    _rule("FACT-SOURCE", "A fact of an exam without source", "What is not sourced is not known.", "`{value: 75, status: confirmed}`", "The same with `source:`."),
)  # fmt: skip
