"""People: every printed name, with the form of address and the degrees before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from extractor.find.lexicon import Hit, Hits, Lexicon, hits
from extractor.find.names_choose import choose
from extractor.find.names_credits import credited
from extractor.find.names_prefix import addresses, starts_sentence
from extractor.find.names_runs import pieces
from extractor.find.names_score import Candidate, Reader
from extractor.find.names_vocabulary import Vocabulary, is_vietnamese, vocabulary
from extractor.language.spans import Mention, put
from extractor.language.tokens import Tokens, tokens
from extractor.language.vietnamese import blank
from extractor.patterns import Patterns, load

KEY = "people"
_SLOT, _LABELLED, _CREDITED = 3.0, 5.0, 6.0


@dataclass(frozen=True, slots=True)
class PersonMention(Mention):
    """One printed name; `start` and `end` cover the name alone, `outer` is where address or degrees begin.

    `full` is False where only a part of the name is printed ("ông An"); `gender` is what the address says
    (m, f or nothing). `plural`: the address stands in the plural before a list. `certain` is False where the
    words could as well name what stands before them ("Giám đốc Thư viện Tạ Quang Bửu"). `vietnamese`: every
    word is a Vietnamese syllable. `score` is the sum of reasons that it is a name. `credited`: a byline or a
    picture's credit prints it.
    """

    name: str
    outer: int
    honorific: str | None
    gender: str
    degrees: tuple[str, ...]
    full: bool
    plural: bool
    certain: bool
    vietnamese: bool
    score: float
    credited: bool = False


@dataclass(frozen=True, slots=True)
class _Scope:
    """Tokens behind a form of address in the plural that it belongs to."""

    first: int
    last: int
    hit: Hit


def find_names(
    found: Tokens,
    hits: Hits,
    known: Vocabulary,
    sentences: Sequence[int],
    credits: Iterable[tuple[int, int]] = (),
) -> list[PersonMention]:
    """All names of people in a text.

    `sentences` are the code points at which its sentences begin, `credits` the stretches that a byline or a
    picture credits.
    """
    scopes = _scopes(found, hits, sentences)
    candidates, alone = read_candidates(found, hits, known, scopes, credits)
    return [_mention(found, item, _scope_of(scopes, item.first)) for item in choose(found, candidates, alone)]


def read_candidates(
    found: Tokens, hits: Hits, known: Vocabulary, scopes: Sequence[_Scope], credits: Iterable[tuple[int, int]] = ()
) -> tuple[list[Candidate], set[str]]:
    """What may be a name, with its score; and the foreign words, folded, that stand alone somewhere."""
    by_credit = {start for start, _ in credits}
    reader = Reader(found, hits, known)
    candidates = []
    alone: set[str] = set()
    for piece in pieces(found, hits, known, by_credit):
        scope = _scope_of(scopes, piece.first)
        bonus = _SLOT if scope is not None and _slot(found, piece.first) else 0.0
        if found.starts[piece.first] in by_credit:
            bonus += _CREDITED
        elif _labelled(found, hits, piece.first):
            bonus += _LABELLED if _like_a_name(found, known, piece.first, piece.last) else _SLOT
        norm = found.norms[piece.first]
        if piece.last - piece.first == 1 and not is_vietnamese(norm):
            alone.add(norm)
        candidate = reader.read(piece, bonus)
        if candidate is not None:
            candidates.append(candidate)
    return candidates, alone


def _scopes(found: Tokens, hits: Hits, sentences: Sequence[int]) -> list[_Scope]:
    scopes = []
    for hit in hits.of("honorific"):
        if hit.rule.get("plural") and addresses(found, hits, hit):
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


def _labelled(found: Tokens, hits: Hits, first: int) -> bool:
    """Whether a credit's label stands before a name: "Ảnh: Lê An"."""
    label = hits.until("page_credit", first - 1) if first > 1 and found.words[first - 1] == ":" else None
    if label is None:
        return False
    return starts_sentence(found, label.first) or not found.words[label.first - 1][0].isalpha()  # no "thông tin:"


def _like_a_name(found: Tokens, known: Vocabulary, first: int, last: int) -> bool:
    """Whether a credit may name a person: not "Ảnh: China Daily"."""
    norms = found.norms[first:last]
    return norms[0] in known.foreign or any(known.has(norm) for norm in norms) or last - first < 2


def _mention(found: Tokens, item: Candidate, scope: _Scope | None) -> PersonMention:
    hit = item.prefix.honorific or (scope.hit if scope is not None else None)
    start, end = found.starts[item.first], found.ends[item.last - 1]
    norms = [norm for norm in found.norms[item.first : item.last] if norm[0].isalpha()]
    return PersonMention(
        start=start,
        end=end,
        rule=" + ".join(dict.fromkeys(item.rules)) or "name.known",
        name=" ".join(found.text[start:end].split()),
        outer=found.starts[item.prefix.outer],
        honorific=(hit.rule.get("value") or None) if hit is not None else None,
        gender=hit.rule.get("gender") if hit is not None else "",
        degrees=item.prefix.degrees,
        full=len(norms) > 1 and (item.family > 2 or not _may_be_part(item, len(norms))),
        plural=hit is not None and bool(hit.rule.get("plural")),
        certain=not item.doubtful,
        vietnamese=all(map(is_vietnamese, norms)) and not item.abroad,
        score=item.score,
        credited=item.credited,
    )


def _may_be_part(item: Candidate, size: int) -> bool:
    """Whether a name may be the end of a longer one: "ông Thu An", "trọng tài Thái An"."""
    return (item.prefix.honorific is not None and not item.family) or (item.familiar and size == 2)


class NameComponent:
    """The pipeline component: leaves the people on the Doc."""

    def __init__(self, known: Vocabulary) -> None:
        self.known = known

    def __call__(self, doc: Doc) -> Doc:
        article = doc.user_data.get("article")
        credits = list(credited(article)) if article is not None else []
        sentences = doc.user_data["sentence_starts"]
        put(doc, KEY, find_names(tokens(doc), hits(doc), self.known, sentences, credits))
        return doc


def check_names(patterns: Patterns) -> Callable[[str], list[tuple[str, int, int]]]:
    """What runs the examples of the rules about names: the rules that found a name, and its place."""
    nlp = blank()
    nlp.add_pipe("trichtin_sentences")
    lexicon = Lexicon(patterns)
    known = vocabulary(patterns)

    def find(text: str) -> list[tuple[str, int, int]]:
        doc = nlp(text)
        people = find_names(tokens(doc), lexicon.find(doc), known, doc.user_data["sentence_starts"])
        return [(rule, item.start, item.end) for item in people for rule in item.rule.split(" + ")]

    return find


@Language.factory("trichtin_names", default_config={"folders": []})
def _make_names(nlp: Language, name: str, folders: Sequence[str]) -> NameComponent:
    return NameComponent(vocabulary(load(*map(Path, folders))))
