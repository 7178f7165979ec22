"""Plain text tools: words, sentences, quoted speech, sounds, sameness."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_PARTS = re.compile(r"[^\W_]+")
_QUOTES = re.compile(
    r"\"[^\"]*\"|“[^”]*”|«[^»]*»"
    r"|‘[^‘]*?(?<=\S)’(?![^\W_])"
    r"|(?<![\w'])'(?=\S)[^']*(?:'(?=\w)[^']*)*(?<=\S)'(?!\w)"
)
_END = re.compile(r"[.!?…]+[\"'”’)\]*_]*\s+(?=[\"'“‘(\[*_]*[A-Z0-9_])|\n+")
_SHORT = re.compile(
    r"(?:\b(?:Dr|Mr|Ms|Mrs|St|vs|No|Nos|Sec|Inc|Jr|Sr|approx|etc|e\.g|i\.e|a\.m|p\.m|U\.S)"
    r"|\b[A-Z])\.[\"'”’)\]*_]*\s+$"
)
_TRAILING = " .,;:!?…"


@lru_cache(maxsize=1_000)
def words(text: str) -> tuple[str, ...]:
    """The words of the text in lower case; apostrophes and hyphens hold a word together.

    Kept for a while, as several rules ask for the words of one text.
    """
    return tuple(_WORD.findall(text.lower().replace("’", "'")))


@lru_cache(maxsize=1_000)
def word_parts(text: str) -> frozenset[str]:
    """The words in lower case, parted at every apostrophe and hyphen."""
    return frozenset(_PARTS.findall(text.lower()))


@lru_cache(maxsize=1_000)
def unquoted(text: str) -> str:
    """The text with quoted speech blanked out, every place kept."""
    if not any(mark in text for mark in "\"'“‘«"):
        return text
    return _QUOTES.sub(lambda found: " " * len(found.group()), text)


@lru_cache(maxsize=1_000)
def sentences(text: str) -> tuple[tuple[int, str], ...]:
    """Each sentence with the place where it begins; abbreviations do not end one."""
    return tuple(_sentences(text))


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for end in _END.finditer(text):
        if _SHORT.search(text[start : end.end()]):
            continue
        yield start, text[start : end.end()]
        start = end.end()
    if text[start:].strip():
        yield start, text[start:]


def normal(text: str) -> str:
    """The text as compared for sameness: NFKC, case, spacing and final punctuation do not count."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return " ".join(plain.casefold().split()).rstrip(_TRAILING)


def same_words(one: str, other: str) -> bool:
    """Whether two options say the same.

    Ordinary prose that differs in case, spacing or its final stop does. Code, numbers, symbols and
    names whose case carries meaning (`-a` and `-A`, x and X, camelCase) have to be equal exactly.
    """
    if normal(one) != normal(other):
        return False
    if "`" in one or "`" in other:
        return one.split() == other.split()
    left, right = one.split(), other.split()
    if _shouted(one) or _shouted(other):
        left, right = one.casefold().split(), other.casefold().split()
    return all(
        _same_token(a.rstrip(_TRAILING), b.rstrip(_TRAILING), opens=n == 0 and len(left) > 1)
        for n, (a, b) in enumerate(zip(left, right, strict=False))
    )


def _shouted(text: str) -> bool:
    """Whether a whole phrase is in capitals, so that they carry no meaning."""
    return text.isupper() and sum(word.isalpha() and len(word) > 1 for word in words(text)) > 1


def _same_token(a: str, b: str, *, opens: bool) -> bool:
    if a == b:
        return True
    bare_a, bare_b = a.strip("\"'“”‘’()"), b.strip("\"'“”‘’()")
    if not (bare_a.isalpha() and bare_b.isalpha()):
        return (
            a.replace("’", "'").lower() == b.replace("’", "'").lower() and _plain(a) and _plain(b)
        )
    if len(bare_a) == 1:
        return opens and bare_a.lower() in {"a", "i"}
    return _plain(bare_a) and _plain(bare_b)


def _plain(token: str) -> bool:
    """An ordinary word: letters and inner hyphens or apostrophes, at most the first one capital."""
    letters = re.sub(r"(?<=\w)['’-](?=\w)", "", token)
    return letters.isalpha() and len(letters) > 1 and letters[1:].islower()


_VOWEL_H = re.compile(r"(?:hour|honest|honor|honour|heir|herb(?!ert))", re.I)
_CONSONANT = re.compile(
    r"(?:uni(?!n|m[^o])|use|usu|usa|uti|ute|ufo|ubi|eu|ewe|one(?!\w*rous)|once|oui|ura|uro|ukr)",
    re.I,
)


def vowel_sound(text: str) -> bool | None:
    """Whether a text begins with a vowel sound; None when that cannot be told."""
    found = re.match(r"[\W_]*([A-Za-z]+|\d+)", text)
    if not found:
        return None
    word = found[1]
    if word.isdigit():
        return word[0] == "8" or (word[:2] in {"11", "18"} and len(word) % 3 == 2)
    if len(word) == 1 or (word.isupper() and _spelled(word)):
        return word[0].upper() in "AEFHILMNORSX"
    if _CONSONANT.match(word):
        return False
    return word[0].lower() in "aeiou" or bool(_VOWEL_H.match(word))


def _spelled(word: str) -> bool:
    """Whether capitals are said letter by letter: short, or without enough vowels to be a word."""
    vowels = sum(letter in "AEIOU" for letter in word)
    return len(word) <= 3 or vowels / len(word) < 0.3


@lru_cache(maxsize=50_000)
def syllables(word: str) -> int:
    """The syllables of an English word, by groups of vowels, one at least."""
    plain = word.lower()
    if len(plain) > 3 and plain.endswith("e") and not plain.endswith(("le", "ee")):
        plain = plain[:-1]
    elif plain.endswith("ed") and not plain.endswith(("ted", "ded")):
        plain = plain[:-2]
    return max(1, len(re.findall(r"[aeiouy]+", plain)))


def reading_grade(parts: list[str]) -> float:
    """Flesch-Kincaid grade: 0.39 words/sentence + 11.8 syllables/word - 15.59.

    Kincaid, Fishburne, Rogers and Chissom (1975), Naval Technical Training Command. Each part (a
    stem, an option) ends a sentence.
    """
    count = sum(max(1, len(sentences(part))) for part in parts)
    found = [word for part in parts for word in words(part)]
    if not found:
        return 0.0
    return 0.39 * len(found) / count + 11.8 * sum(map(syllables, found)) / len(found) - 15.59


@lru_cache(maxsize=50_000)
def stemmed(word: str) -> str:
    """A word without its commonest endings, so that "refer" and "referring" are one."""
    plain = word.removesuffix("'s")
    for ending in ("ing", "ed", "es", "s"):
        if plain.endswith(ending) and len(plain) - len(ending) >= 4:
            plain = plain.removesuffix(ending)
            return plain[:-1] if len(plain) > 4 and plain[-1] == plain[-2] else plain
    return plain
