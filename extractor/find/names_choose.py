"""From candidates to names: lists, names known from elsewhere in the text, and those that stay doubtful."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from extractor.find.names_prefix import of_person
from extractor.find.names_score import ENOUGH, Candidate
from extractor.find.names_vocabulary import is_vietnamese
from extractor.language.tokens import Tokens

_ALONE = 2.0  # for foreign words whose last one is repeated alone
_LETTERS = frozenset("abcdefghiklmnopqrstuvxyđ")
_MANY = (["các"], ["những"], ["nhiều"], ["đội"])  # "các chuyên gia Bkav"
_LISTED = frozenset({"place", "area", "school"})
_NAMED = _LISTED | {"thing", "unit"}
_PLACE_LISTS = ([","], ["và"], ["-"], ["–"])
_LISTS = ([","], [";"], ["và"], ["cùng"], ["hay"], ["hoặc"], ["lẫn"], ["-"], ["–"], [",", "và"])


def choose(found: Tokens, candidates: Iterable[Candidate], alone: Set[str]) -> list[Candidate]:
    """The candidates that are names. One that is `doubtful` still may belong to what stands before it.

    `alone` are the foreign words, folded, that stand alone somewhere: a surname is repeated so.
    """
    items = _no_places(found, _no_lists_of_places(found, list(candidates)))
    items = [_repeated(found, item, alone) for item in items]
    names = [_is_name(found, item) for item in items]
    _lists_of_names(found, items, names)
    known = {_key(found, item) for item, name in zip(items, names, strict=True) if name}
    parts = {key[-1:] for key in known if len(key) > 1}
    parts |= {key[-2:] for key in known if len(key) > 2}
    parts |= {key[:1] for key in known if not all(map(is_vietnamese, key))}
    chosen = []
    for item, name in zip(items, names, strict=True):
        key = _key(found, item)
        if not name and not item.against and not item.place and (key in known or _is_part(item, key, parts)):
            name = True
        if item.against and item.doubtful and item.score >= ENOUGH:
            follows = any(rule.startswith("name_follow") for rule in item.rules)
            item = replace(item, doubtful=not ((follows and not item.namesake) or key in known))
            name = True
        elif name:
            item = replace(item, doubtful=False)
        if name:
            chosen.append(item)
    return chosen


def _is_name(found: Tokens, item: Candidate) -> bool:
    if item.against or item.score < ENOUGH:
        return False
    words = [norm for norm in found.norms[item.first : item.last] if norm[0].isalpha()]
    if any(found.ends[token - 1] < found.starts[token] for token in range(item.first + 1, item.last)):
        return any(len(word) > 1 for word in words)
    if len(words) > 1 and words[0] in _LETTERS:
        return True  # "K'Mák", "Q.VINH"
    if len(words[0]) < 2:
        return False
    if item.prefix.honorific is None:
        printed = found.words[item.first]  # "HLV Mourinho"
        noun = item.prefix.noun
        one = noun is not None and of_person(noun) and found.norms[noun.first - 1 : noun.first] not in _MANY
        called = bool(item.prefix.degrees) or one
        return called and not is_vietnamese(words[0]) and not printed.isupper()
    follows = any(rule.startswith("name_follow") for rule in item.rules)
    ends = item.last == len(found.words) or not found.words[item.last][0].isalpha()
    return item.familiar or follows or ends or not is_vietnamese(words[0])


def _is_part(item: Candidate, key: tuple[str, ...], parts: set[tuple[str, ...]]) -> bool:
    """Whether a title stands before a part of a name known in full ("Tổng thống Smith"), or it is its two last."""
    if key not in parts or len(key[0]) < 2:
        return False
    return item.prefix.noun is not None or item.prefix.addressed or (len(key) == 2 and item.familiar)


def _no_lists_of_places(found: Tokens, items: Sequence[Candidate]) -> list[Candidate]:
    """A list behind "các phố" or "các trường" is one of places to its end."""
    kept: list[Candidate] = []
    for item in items:
        previous = kept[-1] if kept else None
        follows = previous is not None and found.norms[previous.last : item.first] in _PLACE_LISTS
        if previous is not None and follows and previous.against in _LISTED and not (item.backed or item.against):
            item = replace(item, against=previous.against)
        kept.append(item)
    return kept


def _no_places(found: Tokens, items: Sequence[Candidate]) -> list[Candidate]:
    """What is a street's or a ship's name once is so wherever nothing says that it is a person."""
    named = {_key(found, item): item.against for item in items if item.against in _NAMED and not item.doubtful}
    people = {_key(found, item) for item in items if item.backed and not item.against}
    return [
        replace(item, against=named[key])
        if not item.against and (key := _key(found, item)) in named and key not in people
        else item
        for item in items
    ]


def _lists_of_names(found: Tokens, items: Sequence[Candidate], names: list[bool]) -> None:
    """Two syllables of names beside a name in a list are a name: "ca sĩ Thu An, Minh Bình"."""
    for order in (range(1, len(items)), range(len(items) - 2, -1, -1)):
        for number in order:
            neighbour = number - order.step
            item, other = items[number], items[neighbour]
            if names[number] or not names[neighbour] or item.against or item.place:
                continue
            first, second = sorted((item, other), key=lambda one: one.first)
            beside = found.norms[first.last : second.first] in _LISTS
            alike = item.familiar and other.length == item.length == 2
            alike = alike or (item.family > 0 and item.length > 2 and item.score >= ENOUGH - 1)
            alike = alike or (_is_foreign(found, item) and _is_foreign(found, other))
            if beside and alike and other.prefix.honorific is None:
                names[number] = True


def _repeated(found: Tokens, item: Candidate, alone: Set[str]) -> Candidate:
    """More for foreign words whose last one is repeated alone."""
    if found.norms[item.last - 1] in alone and _is_foreign(found, item):
        return replace(item, score=item.score + _ALONE)
    return item


def _is_foreign(found: Tokens, item: Candidate) -> bool:
    """Whether it is of two or three words, one of them no Vietnamese syllable."""
    words = found.norms[item.first : item.last]
    return len(words) in (2, 3) and any(not is_vietnamese(word) for word in words if len(word) > 1)


def _key(found: Tokens, item: Candidate) -> tuple[str, ...]:
    return tuple(found.norms[item.first : item.last])
