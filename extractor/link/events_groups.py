"""Which mentions speak of one event: fuller and shorter forms of its name, and "Hội nghị" alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.find.events import EventMention
from extractor.find.reading import Reading

# words that tell no two events apart
_PLAIN = {
    "lần", "thứ", "khóa", "nhiệm", "kỳ", "kì", "năm", "của", "và", "các", "về", "cho", "với", "trong", "buổi",
    "cuộc", "đại", "biểu", "cấp", "toàn", "thể", "lễ",
}  # fmt: skip

# fairs and festivals of different nouns are different events, unless a bare noun takes the other up
_SHOW = "event.show"


@dataclass(slots=True)
class Group:
    """The mentions of one event, in the order of the text."""

    kind: str
    mentions: list[EventMention] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    proper: set[str] = field(default_factory=set)

    def add(self, mention: EventMention, reading: Reading) -> None:
        self.mentions.append(mention)
        words, proper = _content(mention, reading)
        self.words |= words
        self.proper |= proper


def group(mentions: Sequence[EventMention], reading: Reading) -> list[Group]:
    """Join the mentions of one event. Mentions that speak of several events at once are left out."""
    groups: list[Group] = []
    for mention in mentions:
        if mention.lead_in == "plural" and not (mention.quoted or _content(mention, reading)[1]):
            continue
        home = _home(mention, groups, reading)
        if home is None:
            home = Group(mention.kind)
            groups.append(home)
        elif (mention.named and not home.words) or _is_fuller(mention.kind, home.kind):
            home.kind = mention.kind
        home.add(mention, reading)
    return groups


def _is_fuller(kind: str, other: str) -> bool:
    """Whether a kind says more than another: "lễ ra mắt" than "lễ"."""
    return len(kind) > len(other) and kind.startswith(other)


def _home(mention: EventMention, groups: Sequence[Group], reading: Reading) -> Group | None:
    """The group that a mention belongs to, the latest first."""
    words, proper = _content(mention, reading)
    for known in reversed(groups):
        if not same_head(mention.kind, known.kind):
            continue
        if not mention.named or not known.words:
            if mention.anaphor == "yes" or mention.named or _takes_up(mention, known, reading):
                return known
            continue
        if proper - known.words and known.proper - words:
            continue
        smaller = min(len(words), len(known.words)) or 1
        if len(words & known.words) >= 0.6 * smaller:
            return known
    return _family(mention, groups) if mention.named or mention.anaphor == "yes" else None


def _takes_up(mention: EventMention, known: Group, reading: Reading) -> bool:
    """Whether a bare noun stands for an event of exactly its kind: it has a capital, or is a frame.

    "Triển lãm do … tổ chức", "Trong khuôn khổ lễ hội".
    """
    if mention.kind != known.kind or mention.anaphor != "weak":
        return False
    return mention.lead_in == "frame" or (reading.is_capital(mention.first) and mention.follow != "")


def _family(mention: EventMention, groups: Sequence[Group]) -> Group | None:
    """The latest event of the same sort where one of the two is a bare noun: "lớp học" and "lớp tập huấn …".

    Ceremonies are told apart by what is done there, so theirs stands for no other.
    """
    if mention.kind.startswith("lễ "):
        return None
    sort = [known for known in groups if known.mentions[0].rule == mention.rule]
    if not sort or (mention.named and (sort[-1].words or mention.rule == _SHOW)):
        return None
    return sort[-1]


def same_head(one: str, other: str) -> bool:
    """Whether two kinds may name one event: "lễ" and "lễ ra mắt", "buổi họp" and "cuộc họp"."""
    first, second = _bare(one), _bare(other)
    if "lễ hội" in (first, second):
        return first == second
    return first.startswith(second) or second.startswith(first)


def _bare(kind: str) -> str:
    for classifier in ("buổi ", "cuộc ", "kỳ ", "phiên ", "chuyến "):
        kind = kind.removeprefix(classifier)
    return kind


def telling(mention: EventMention, reading: Reading) -> set[str]:
    """The words of a name that say what the event is about; figures and ordinals do not."""
    words, proper = _content(mention, reading)
    return {word for word in words if word.isalpha() and not (word in proper and set(word) <= set("ivxlc"))}


def _content(mention: EventMention, reading: Reading) -> tuple[set[str], set[str]]:
    """The telling words of a name, and those of them that are capitals or figures."""
    size = len(mention.kind.split())
    words: set[str] = set()
    proper: set[str] = set()
    bracketed = False
    for token in range(mention.first + size, mention.last):
        norm = reading.tokens.norms[token]
        bracketed = norm == "(" or (bracketed and norm != ")")
        if bracketed:
            # a short form of the words before it
            continue
        if norm in _PLAIN or not norm[0].isalnum():
            continue
        words.add(norm)
        if reading.is_capital(token) or norm[0].isdigit():
            proper.add(norm)
    return words, proper
