"""People: every printed name, with the form of address and the degrees before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from extractor.find.lexicon import Hit, Hits, Lexicon, hits
from extractor.find.names_runs import pieces
from extractor.find.names_score import ENOUGH, Candidate, read
from extractor.find.names_vocabulary import Vocabulary, vocabulary
from extractor.language.spans import Mention, put
from extractor.language.tokens import Tokens, tokens
from extractor.language.vietnamese import blank
from extractor.patterns import Patterns, load

KEY = "people"


@dataclass(frozen=True, slots=True)
class PersonMention(Mention):
    """One printed name; `start` and `end` cover the name alone, `outer` is where address or degrees begin.

    `full` is False where only a part of the name is printed ("ông An"). `plural`: the form of address stands
    in the plural before a list. `certain` is False where the words could as well name what stands before
    them ("Giám đốc Thư viện Tạ Quang Bửu").
    """

    name: str
    outer: int
    honorific: str | None
    degrees: tuple[str, ...]
    full: bool
    plural: bool
    certain: bool
    score: float


@dataclass(frozen=True, slots=True)
class _Scope:
    """Tokens behind a form of address in the plural that it belongs to."""

    first: int
    last: int
    hit: Hit


def find_names(
    found: Tokens, hits: Hits, known: Vocabulary, sentences: Sequence[int]
) -> list[PersonMention]:
    """All names of people in a text. `sentences` are the code points at which its sentences begin."""
    scopes = _scopes(found, hits, sentences)
    candidates: list[Candidate] = []
    for piece in pieces(found, hits, known):
        scope = _scope_of(scopes, piece.first)
        slot = scope is not None and _slot(found, piece.first)
        candidate = read(found, hits, known, piece, 3.0 if slot else 0.0)
        if candidate is not None:
            candidates.append(candidate)
    candidates = _no_lists_of_places(found, candidates)
    names = {_key(found, item) for item in candidates if _is_name(found, item)}
    chosen = [item for item in candidates if _is_name(found, item) or _known(found, item, names)]
    return [_mention(found, item, _scope_of(scopes, item.first)) for item in chosen]


def _scopes(found: Tokens, hits: Hits, sentences: Sequence[int]) -> list[_Scope]:
    scopes = []
    for hit in hits.of("honorific"):
        if hit.rule.get("plural"):
            end = next((start for start in sentences if start > hit.start), len(found.text))
            last = hit.last
            while last < len(found.words) and found.starts[last] < end:
                if hits.at("name_list_end", last) is not None:
                    break
                last += 1
            scopes.append(_Scope(hit.last, last, hit))
    return scopes


def _scope_of(scopes: Sequence[_Scope], token: int) -> _Scope | None:
    inside = [scope for scope in scopes if scope.first <= token < scope.last]
    return inside[-1] if inside else None


def _slot(found: Tokens, first: int) -> bool:
    return first > 0 and (found.words[first - 1] in {",", ";", ":"} or found.norms[first - 1] == "và")


def _no_lists_of_places(found: Tokens, candidates: Sequence[Candidate]) -> list[Candidate]:
    """A list behind "các phố" or "các trường" is one of places to its end."""
    kept: list[Candidate] = []
    for item in candidates:
        previous = kept[-1] if kept else None
        if previous is not None and previous.against and not item.prefix.rules and not item.against:
            between = found.norms[previous.last : item.first]
            if between in ([","], ["và"], [";"], ["-"], ["–"]):
                item = replace(item, against=previous.against)
        kept.append(item)
    return kept


def _is_name(found: Tokens, item: Candidate) -> bool:
    if item.against:
        return False
    if item.prefix.honorific is None and sum(map(str.isalpha, found.words[item.first : item.last])) < 2:
        return False
    return item.score >= ENOUGH


def _known(found: Tokens, item: Candidate, names: set[tuple[str, ...]]) -> bool:
    return not item.against and _key(found, item) in names


def _key(found: Tokens, item: Candidate) -> tuple[str, ...]:
    return tuple(found.norms[item.first : item.last])


def _mention(found: Tokens, item: Candidate, scope: _Scope | None) -> PersonMention:
    hit = item.prefix.honorific or (scope.hit if scope is not None else None)
    start, end = found.starts[item.first], found.ends[item.last - 1]
    syllables = sum(word[0].isalpha() for word in found.words[item.first : item.last])
    return PersonMention(
        start=start,
        end=end,
        rule=" + ".join(dict.fromkeys(item.rules)) or "name.known",
        name=" ".join(found.text[start:end].split()),
        outer=found.starts[item.prefix.outer],
        honorific=(hit.rule.get("value") or None) if hit is not None else None,
        degrees=item.prefix.degrees,
        full=syllables > 1 and (item.family or not item.prefix.honorific),
        plural=hit is not None and bool(hit.rule.get("plural")),
        certain=True,
        score=item.score,
    )


class NameComponent:
    """The pipeline component: leaves the people on the Doc."""

    def __init__(self, known: Vocabulary) -> None:
        self.known = known

    def __call__(self, doc: Doc) -> Doc:
        put(doc, KEY, find_names(tokens(doc), hits(doc), self.known, doc.user_data["sentence_starts"]))
        return doc


def check_names(patterns: Patterns) -> Callable[[str], list[tuple[str, int, int]]]:
    """What runs the examples of the rules about names: the rules that found a name, and its place."""
    nlp = blank()
    nlp.add_pipe("trichtin_sentences")
    lexicon = Lexicon(patterns, nlp)
    known = vocabulary(patterns)

    def find(text: str) -> list[tuple[str, int, int]]:
        doc = nlp(text)
        people = find_names(tokens(doc), lexicon.find(doc), known, doc.user_data["sentence_starts"])
        return [(rule, item.start, item.end) for item in people for rule in item.rule.split(" + ")]

    return find


@Language.factory("trichtin_names", default_config={"folders": []})
def _make_names(nlp: Language, name: str, folders: Sequence[str]) -> NameComponent:
    return NameComponent(vocabulary(load(*map(Path, folders))))
