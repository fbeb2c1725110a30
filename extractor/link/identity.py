"""One person from many mentions: the fullest printed name, with whatever else the mentions say."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from extractor.find.names import PersonMention
from extractor.find.names_vocabulary import is_vietnamese
from extractor.language.tokens import norms_of
from extractor.record import Notice

_Key = tuple[str, ...]  # the syllables of a name, folded
_ALIKE = 0.8  # how like two spellings of a foreign word are
_FAR = 80  # code points: names that close together stand in one list and are two people


@dataclass(slots=True)
class Identity:
    """A person and all mentions of that person, in the order of the text.

    `certain` if any mention is; `maybe_same` names people who may be this one. `rule` is that of the mention
    that prints the name in full, and what joined the others to it.
    """

    name: str
    honorific: str | None
    degrees: tuple[str, ...]
    mentions: tuple[PersonMention, ...]
    rule: str
    certain: bool
    maybe_same: tuple[str, ...] = ()


@dataclass(slots=True)
class _Person:
    key: _Key
    mentions: list[PersonMention]
    joined: list[str] = field(default_factory=list)
    maybe: list[str] = field(default_factory=list)

    @property
    def start(self) -> int:
        return self.mentions[0].start

    @property
    def genders(self) -> set[str]:
        return {mention.gender for mention in self.mentions if mention.gender}


def identify(mentions: Sequence[PersonMention]) -> list[Identity]:
    """The people that the mentions speak of, in the order of their first mention."""
    ordered = sorted(mentions, key=lambda mention: mention.start)
    people: dict[_Key, _Person] = {}
    parts: list[PersonMention] = []
    for mention in ordered:
        key = _key(mention.name)
        if mention.full and not _shortened(key, mention, people):
            people.setdefault(key, _Person(key, [])).mentions.append(mention)
        else:
            parts.append(mention)
    for mention in parts:
        key = _key(mention.name)
        key = key[1:] if len(key) == 2 and len(key[0]) == 1 else key
        person = people.get(key) if len(key) > 1 else None
        person = person or _whole(key, mention, list(people.values()))
        if person is None:
            person = people.setdefault(key, _Person(key, []))
        elif person.key != key:
            person.joined.append("identity.part")
        person.mentions.append(mention)
    return [_identity(person) for person in _misspelt(sorted(people.values(), key=_first))]


def by_mention(people: Sequence[Identity]) -> Mapping[PersonMention, Identity]:
    """The person that each mention speaks of."""
    return {mention: person for person in people for mention in person.mentions}


def doubles(people: Sequence[Identity]) -> list[Notice]:
    """A warning for each two people who may be one whose name is misspelt once."""
    pairs = dict.fromkeys(tuple(sorted((person.name, other))) for person in people for other in person.maybe_same)
    return [Notice(code="same_person", message=f"{one!r} and {other!r} may be one person") for one, other in pairs]


def _first(person: _Person) -> int:
    return min(mention.start for mention in person.mentions)


def _key(name: str) -> _Key:
    norms = [norm for norm in norms_of(name) if norm[0].isalpha()]
    if len(norms) > 2 and not is_vietnamese(norms[0]):  # "Donald J. Trump"
        words = [norm for norm in norms if len(norm) > 1]
        norms = words if len(words) > 1 else norms
    return tuple(norms)


def _shortened(key: _Key, mention: PersonMention, people: Mapping[_Key, _Person]) -> bool:
    """Whether an address and two syllables repeat the end of a longer name: "ông Minh An" of Lê Minh An."""
    if len(key) != 2 or key in people or not (mention.honorific or len(key[0]) == 1):
        return False  # "O'Reilly" of Bill O'Reilly
    if len(key[0]) == 1:
        return any(len(other) > 1 and other[-1] == key[1] for other in people)
    return any(len(other) > 2 and other[-2:] == key for other in people)


def _whole(key: _Key, mention: PersonMention, people: Sequence[_Person]) -> _Person | None:
    """The person whose name a mention prints in part: the one named last before it, else the next."""
    fitting = [
        person
        for person in people
        if len(person.key) > len(key)
        and not all(named.credited for named in person.mentions)
        and (person.key[-len(key) :] == key or _leading(key, person))
        and not (mention.gender and person.genders and mention.gender not in person.genders)
    ]
    last: dict[int, _Person] = {}
    for person in fitting:
        last.update({named.start: person for named in person.mentions if named.start < mention.start})
    if last:
        return last[max(last)]
    return fitting[0] if fitting else None


def _leading(key: _Key, person: _Person) -> bool:
    """Foreign people are called by their first word too: "chị Anna", "ông Kim"."""
    return not person.mentions[0].vietnamese and person.key[: len(key)] == key


def _misspelt(people: Sequence[_Person]) -> list[_Person]:
    """Join a name printed again with one syllable spelt otherwise; note those who only may be one."""
    kept: list[_Person] = []
    for person in people:
        like = [other for other in kept if _differs_little(other.key, person.key)]
        same = next((other for other in like if _may_join(other, person)), None)
        if same is None:
            like += [other for other in kept if _families_alike(other.key, person.key)]
            for other in like:
                other.maybe.append(person.mentions[0].name)
                person.maybe.append(other.mentions[0].name)
            kept.append(person)
            continue
        same.joined.append("identity.misspelt")
        same.mentions = sorted((*same.mentions, *person.mentions), key=lambda mention: mention.start)
    return kept


def _differs_little(one: _Key, two: _Key) -> bool:
    """Whether two names of three syllables or more differ in one, by its accents or by one letter.

    Foreign names of two words: the first may differ by a letter or two that changed places.
    """
    if len(one) == len(two) == 2 and one[1] == two[1] and len(one[0]) > 4:
        return not is_vietnamese(one[0]) and SequenceMatcher(None, one[0], two[0]).ratio() > _ALIKE
    if len(one) != len(two) or len(one) < 3:
        return False
    differing = [(a, b) for a, b in zip(one, two, strict=True) if a != b]
    if len(differing) != 1:
        return False
    # a family name by its accents only: "Huynh" is a misprint of "Huỳnh", but Đoàn and Đoàng may be two families
    return _bare(one[0]) == _bare(two[0]) if differing[0] == (one[0], two[0]) else _near(*differing[0])


def _families_alike(one: _Key, two: _Key) -> bool:
    """Whether two names of three syllables differ in one letter of the family name: one person, perhaps."""
    return len(one) == len(two) > 2 and one[1:] == two[1:] and one[0] != two[0] and _near(one[0], two[0])


def _near(one: str, two: str) -> bool:
    if _bare(one) == _bare(two):
        return True
    if abs(len(one) - len(two)) > 1:
        return False
    shorter, longer = sorted((one, two), key=len)
    start = next((n for n, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    return shorter[start + (len(shorter) == len(longer)) :] == longer[start + 1 :]


def _bare(syllable: str) -> str:
    marks = unicodedata.normalize("NFD", syllable.replace("đ", "d"))
    return "".join(letter for letter in marks if not unicodedata.combining(letter))


def _may_join(one: _Person, two: _Person) -> bool:
    """Whether nothing says that they are two: not side by side, addressed alike, the later one rare."""
    if one.genders and two.genders and one.genders.isdisjoint(two.genders):
        return False
    near = any(abs(a.start - b.start) < _FAR for a in one.mentions for b in two.mentions)
    return not near and len(two.mentions) <= len(one.mentions)


def _identity(person: _Person) -> Identity:
    mentions = sorted(person.mentions, key=lambda mention: mention.start)
    full = max(mentions, key=lambda one: (one.full, len(_key(one.name)), not one.name.isupper()))
    return Identity(
        name=full.name,
        honorific=next(
            (called for mention in mentions if (called := mention.honorific) and not _father(called, mentions)), None
        ),
        degrees=_degrees(mentions),
        mentions=tuple(mentions),
        rule=" + ".join(dict.fromkeys([full.rule, *person.joined])),
        certain=any(mention.certain for mention in mentions),
        maybe_same=tuple(dict.fromkeys(person.maybe)),
    )


def _father(honorific: str, mentions: Sequence[PersonMention]) -> bool:
    """Whether "cha" before a name means somebody's father, and no priest's."""
    return honorific == "cha" and all(mention.vietnamese and not mention.degrees for mention in mentions)


def _degrees(mentions: Sequence[PersonMention]) -> tuple[str, ...]:
    """The degrees, once each; "TS" says nothing new beside "PGS.TS"."""
    kept: dict[frozenset[str], str] = {}
    for degree in (degree for mention in mentions for degree in mention.degrees):
        parts = frozenset(norm for norm in norms_of(degree) if norm != ".")
        if not any(parts <= other for other in kept):
            kept[parts] = degree
    return tuple(kept.values())
