"""One person from many mentions: the fullest printed name, with whatever else the mentions say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.find.names import PersonMention
from extractor.language.tokens import fold


@dataclass(slots=True)
class Identity:
    """A person. `rule` is that of the first mention; `certain` if any mention is."""

    name: str
    honorific: str | None
    degrees: list[str]
    mentions: list[PersonMention]
    rule: str
    certain: bool
    maybe_same: list[str] = field(default_factory=list)


def identify(mentions: Sequence[PersonMention]) -> list[Identity]:
    """The people that the mentions speak of, in the order of their first mention."""
    people: list[Identity] = []
    for mention in sorted(mentions, key=lambda mention: mention.start):
        person = _whole(people, mention) or _part(people, mention)
        if person is None:
            people.append(_new(mention))
        else:
            _add(person, mention)
    return people


def by_mention(people: Sequence[Identity]) -> dict[PersonMention, Identity]:
    """The person that each mention speaks of."""
    return {mention: person for person in people for mention in person.mentions}


def _new(mention: PersonMention) -> Identity:
    return Identity(
        mention.name, mention.honorific, list(mention.degrees), [mention], mention.rule, mention.certain
    )


def _add(person: Identity, mention: PersonMention) -> None:
    person.mentions.append(mention)
    person.honorific = person.honorific or mention.honorific
    known = {fold(degree).replace(".", "") for degree in person.degrees}
    person.degrees += [degree for degree in mention.degrees if fold(degree).replace(".", "") not in known]
    person.certain = person.certain or mention.certain


def _syllables(name: str) -> list[str]:
    return [fold(part) for part in name.split()]


def _whole(people: Sequence[Identity], mention: PersonMention) -> Identity | None:
    wanted = _syllables(mention.name)
    return next((person for person in people if _syllables(person.name) == wanted), None)


def _part(people: Sequence[Identity], mention: PersonMention) -> Identity | None:
    """The one person whose given name a mention prints."""
    if mention.full:
        return None
    wanted = _syllables(mention.name)
    found = [person for person in people if _syllables(person.name)[-len(wanted) :] == wanted]
    return found[-1] if found else None
