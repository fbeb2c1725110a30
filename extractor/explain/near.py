"""Which rules came near some words of a text, and what stopped them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from extractor.find.dates import DateGrammar
from extractor.find.dates import Reader as DateReader
from extractor.find.lexicon import Lexicon, hits
from extractor.find.mask import SIGNS
from extractor.find.names import read_candidates
from extractor.find.names_score import ENOUGH
from extractor.find.names_vocabulary import vocabulary
from extractor.find.posts import Frames
from extractor.find.posts_shapes import needed_signs
from extractor.find.posts_text import read_sentences
from extractor.find.posts_words import VERBS, WORD_SIGNS
from extractor.language.spans import Mention
from extractor.language.tokens import tokens
from extractor.patterns import Patterns

# what the finders leave on a Doc, and why it may be in no fact
_FOUND = {
    "dates": "a date",
    "people": "a person",
    "organizations": "an organization",
    "positions": "a title; it is in the record where somebody holds it, or was given it",
    "events": "an event; it is in the record where the article reports it",
    "venues": "a place; it is in the record where a reported event took place there",
}
_NAMES = {sign: slot for slot, sign in (*SIGNS.items(), *WORD_SIGNS.items())}
_VERB = "a verb of electing or appointing"


@dataclass(frozen=True, slots=True)
class Near:
    """A rule that concerns some words: code points of the text, and what became of it."""

    start: int
    end: int
    rule: str
    what: str


def near(doc: Doc, patterns: Patterns, start: int, end: int) -> list[Near]:
    """What came near the words from `start` to `end` (code points) of a Doc that passed through all components."""
    found: list[Near] = []
    readers: tuple[Callable[[Doc, Patterns, int, int], Iterator[Near]], ...] = (_left_out, _phrases, _names, _dates)
    for reader in readers:
        found += [item for item in reader(doc, patterns, start, end) if item.start < end and start < item.end]
    return found + list(_posts(doc, patterns, start, end))


def _left_out(doc: Doc, _patterns: Patterns, start: int, end: int) -> Iterator[Near]:
    """What was found there, whether or not it became a fact."""
    for key, what in _FOUND.items():
        mentions: list[Mention] = doc.user_data.get(key, [])
        for item in mentions:
            yield Near(item.start, item.end, item.rule, f"found as {what}")


def _phrases(doc: Doc, patterns: Patterns, start: int, end: int) -> Iterator[Near]:
    """Phrases of rules that stand there and were not taken."""
    kept = hits(doc)
    for hit, missing in Lexicon(patterns).judged(doc):
        if missing is not None:
            yield Near(hit.start, hit.end, hit.rule.id, f"not taken: {missing}")
            continue
        taken = kept.at(hit.rule.category, hit.first)
        if 2 * (hit.end - hit.start) < end - start:
            continue  # one word of many
        if taken is None or (taken.rule.id, taken.last) != (hit.rule.id, hit.last):
            yield Near(
                hit.start,
                hit.end,
                hit.rule.id,
                f"a longer {hit.rule.category}, or one that begins before, stands there",
            )


def _names(doc: Doc, patterns: Patterns, start: int, end: int) -> Iterator[Near]:
    found = tokens(doc)
    people = {(item.start, item.end) for item in doc.user_data.get("people", [])}
    for item in read_candidates(found, hits(doc), vocabulary(patterns), [])[0]:
        first, last = found.starts[item.first], found.ends[item.last - 1]
        if (first, last) in people:
            continue
        reasons = [f"score {item.score:g} of the {ENOUGH:g} that a name needs"]
        reasons += [f"a {item.against} is called so"] if item.against else []
        reasons += ["a place has that name"] if item.place else []
        yield Near(first, last, " + ".join(item.rules) or "–", f"no name of a person: {', '.join(reasons)}")


def _dates(doc: Doc, patterns: Patterns, start: int, end: int) -> Iterator[Near]:
    reader = DateReader(tokens(doc).text, DateGrammar(patterns), explain=True)
    list(reader.mentions())
    for hit in reader.judge.refused:
        yield Near(hit.start, hit.end, hit.rule, "speaks against a date")


def _posts(doc: Doc, patterns: Patterns, start: int, end: int) -> Iterator[Near]:
    """Shapes of elections and appointments that lack one part in a sentence, and words of doubt in it."""
    frames = Frames(patterns)
    for sentence in read_sentences(doc, frames):
        speaks = all(SIGNS[kind] in sentence.coded.text for kind in ("person", "position"))
        if not speaks or not (sentence.start < end and start < sentence.end):
            continue
        masked = sentence.coded.masked
        for word in sentence.coded.words:
            if word.slot in ("stop", "leave"):
                what = f"{masked.text[word.start : word.end]!r} casts doubt on a new post, or takes one away"
                yield Near(masked.origin(word.start), masked.origin(word.end), word.rule.id, what)
        taken = {frame.rule.id for frame in sentence.frames}
        for rule in patterns.rules("post_frame"):
            missing = min(
                ([signs for signs in needed_signs(shape) if not sentence.coded.has(signs)] for shape in rule.shapes),
                key=len,
            )
            if rule.id in taken:
                yield Near(sentence.start, sentence.end, rule.id, "read as a statement of who was given a post")
            elif len(missing) == 1:
                part = _VERB if missing[0] == VERBS else " or ".join(_named(sign, patterns) for sign in missing[0])
                yield Near(sentence.start, sentence.end, rule.id, f"lacks only this part: {part}")


def _named(sign: str, patterns: Patterns) -> str:
    """What a sign stands for: a kind of thing, or the words of a slot."""
    slot = _NAMES[sign]
    rules = [*patterns.rules("post_verb"), *patterns.rules("post_word")]
    words = [word for rule in rules if rule.get("slot") == slot for word in rule.words]
    return f"a word like {', '.join(map(repr, words[:3]))}" if words else f"a {slot}"
