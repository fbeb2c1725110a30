"""The things that a sentence about posts speaks of, from what the other finders left on the Doc."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from extractor.find.lexicon import hits
from extractor.find.mask import Item
from extractor.find.names import PersonMention
from extractor.find.organizations import OrganizationMention, organization_reader
from extractor.find.positions import PositionMention
from extractor.find.posts_words import Vocabulary
from extractor.language.spans import Mention, get
from extractor.language.tokens import tokens

# "gồm 03 thành viên" counts people and gives no post
_COUNTED = re.compile(r"\b(?:\d+|các|những|một|hai|ba|bốn|năm|bảy|chín|toàn thể|số)\s+\Z", re.IGNORECASE)
# "phân công bà A phụ trách Thư viện X" is a statement of its own
_IN_CHARGE = re.compile(r"phụ trách(?!\w)", re.IGNORECASE)
_CHARGED = re.compile(r"\b(?:phân công|giao)\b[^.;:]{0,120}\Z", re.IGNORECASE)
_MEMBER_OF = re.compile(
    r"(?:thành viên|ủy viên|uỷ viên|đại biểu)\s+(?=hội đồng|hđ|ủy ban|quốc hội)|(?:phó\s+)?chủ tịch\s+(?=quốc hội)"
    r"|(?:phó\s+)?trưởng\s+ban\s+(?:trị\s+sự|chứng\s+minh)\s+(?=ghpgvn|giáo hội)",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"(?<!các )(?<!những )(?<!hai )(?<!ba )(?<!số )(?<!\d )\b(ông|bà|anh|chị|đồng chí)"
    r"(?=\s+(?:(?:đã|cũng|lại|tiếp tục|vừa|chính thức|lần lượt|còn|mới)\s+)*(?:được|(?:trúng|đắc|tái|tái đắc) cử)\b)",
    re.IGNORECASE,
)
# "điều động đồng chí đến công tác tại …"
_OBJECT = re.compile(
    r"\b(?:điều động|phân công|bổ nhiệm|chỉ định|bầu|giao|cử|luân chuyển)\s+(ông|bà|anh|chị|đồng chí)"
    r"(?=\s+(?:giữ|làm|đến|về|sang|vào|tham gia|tiếp tục)\b)",
    re.IGNORECASE,
)
_DASHED_MEMBER = re.compile(r"\s+[-\u2013\u2014]\s+((?:thành|ủy|uỷ)\s+viên\b.*)\Z", re.IGNORECASE)
_PRONOUN_REACH = 600  # characters back to the name that a form of address stands for
_CONGRESS = re.compile(r"\b(?:đại hội|hội nghị)\s+\Z", re.IGNORECASE)
_MANY = re.compile(r"\b(?:các|hai|ba|bốn|năm|\d+)\s+\Z", re.IGNORECASE)
_LABEL = re.compile(r"\s*(?:còn\s+lại\s*|khác\s*|mới\s*)?(?::|gồm|là)", re.IGNORECASE)


def find_items(doc: Doc, words: Vocabulary) -> list[Item]:
    """All people, positions, organizations, dates and terms, by place; of a board only the body that it leads."""
    people = get(doc, "people", PersonMention)
    items = [Item("person", item.outer, item.end, item) for item in people]
    items += _pronouns(doc, people)
    for position in new_posts(doc):
        items += (
            _charge(doc, position)
            or _cut(doc, position, people)
            or [Item("position", position.start, position.end, position)]
        )
    items += [Item("organization", item.start, item.end, item) for item in bodies(doc, words)]
    for mention in get(doc, "dates", Mention):
        kind = "term" if getattr(mention, "kind", "") == "term" else "date"
        items.append(Item(kind, mention.start, mention.end, mention))
    return sorted(items, key=lambda item: (item.start, -item.end))


def _charge(doc: Doc, position: PositionMention) -> list[Item]:
    """ "(Phó Giám đốc) phụ trách Thư viện X" as the title and what is led; empty where it is a title like others."""
    text = tokens(doc).text
    charge = next(_IN_CHARGE.finditer(text, position.start, position.title_end), None)
    if charge is None:
        return []
    led = _organization(doc, charge.end())
    if charge.start() > position.start and (led is None or not _is_charged(text, position.start)):
        return []
    found = [Item("organization", led.start, led.end, led)] if led is not None else []
    if charge.start() > position.start:
        title = " ".join(text[position.start : charge.start()].split())
        end = position.start + len(text[position.start : charge.start()].rstrip())
        alone = replace(position, title=title, title_end=end, end=end, organization=None)
        found.append(Item("position", position.start, end, alone))
    return found


def _cut(doc: Doc, position: PositionMention, people: Sequence[PersonMention]) -> list[Item]:
    """The post of "các Phó Chủ tịch Hội A, B", whose body seems to be named after A."""
    body = position.organization
    if body is None or not _MANY.search(tokens(doc).text, max(0, position.start - 12), position.start):
        return []
    named = next((person for person in people if position.title_end < person.outer < position.end <= person.end), None)
    if named is None:
        return []
    end = body.start + len(tokens(doc).text[body.start : named.outer].rstrip())
    name = " ".join(tokens(doc).text[body.start : end].split())
    shorter = replace(body, end=end, name=name, bare=" " not in name)
    return [Item("position", position.start, end, replace(position, end=end, organization=shorter))]


def _is_charged(text: str, place: int) -> bool:
    """Whether a title stands behind "phân công", and not behind the "làm" that gives it."""
    match = _CHARGED.search(text, max(0, place - 150), place)
    return match is not None and re.search(r"\b(?:làm|giữ|chức|chức vụ)\s*\Z", match[0], re.IGNORECASE) is None


def _pronouns(doc: Doc, people: Sequence[PersonMention]) -> list[Item]:
    """ "Năm 2008, ông được bầu làm …": a form of address alone, for the person who was named last."""
    found = []
    text = tokens(doc).text
    for match in sorted([*_PRONOUN.finditer(text), *_OBJECT.finditer(text)], key=lambda match: match.start(1)):
        before = [person for person in people if person.end <= match.start()]
        if not before or match.start() - before[-1].end > _PRONOUN_REACH:
            continue
        address = " ".join(match[1].casefold().split())
        # the last one so addressed; of those without an address only the very last
        same = [person for person in before if person.honorific == address]
        last = same[-1] if same else before[-1] if before[-1].honorific is None else None
        if last is not None:
            found.append(Item("person", match.start(1), match.end(1), last))
    return found


def bodies(doc: Doc, words: Vocabulary, *, boards: bool = False) -> list[OrganizationMention]:
    """The organizations; in place of "Ban Chấp hành Hội X" the "Hội X" that it leads, or with `boards` both."""
    found = []
    for mention in get(doc, "organizations", OrganizationMention):
        board = words.board.match(mention.name)
        if board is None:
            found.append(mention)
            continue
        if boards:
            found.append(mention)
        owner = _organization(doc, mention.start + board.end())
        if owner is not None and owner.start < mention.end:
            found.append(owner)
    return found


def new_posts(doc: Doc) -> list[PositionMention]:
    """The positions, and with them posts that are nobody's title in other sentences: "Ủy viên" alone."""
    text = tokens(doc).text
    plain = []
    for hit in hits(doc).of("post_title"):
        behind = _organization(doc, hit.end)
        if behind is None and hit.rule.get("needs"):
            continue
        if hit.rule.get("needs") and _CONGRESS.search(text, max(0, hit.start - 12), hit.start):
            continue
        counted = _COUNTED.search(text, max(0, hit.start - 12), hit.start)
        if counted and not _LABEL.match(text, hit.end):
            continue
        title = " ".join(text[hit.start : hit.end].split())
        end = behind.end if behind is not None else hit.end
        plain.append(PositionMention(hit.start, end, hit.rule.id, title, hit.end, behind, False, "post", "member"))
    positions = [
        _split(doc, position) for whole in get(doc, "positions", PositionMention) for position in _parts(whole)
    ]
    return sorted([*_beside(positions, plain), *plain], key=lambda item: item.start)


def _split(doc: Doc, position: PositionMention) -> PositionMention:
    """ "Thành viên Hội đồng thành viên" as the post "Thành viên" and the body that it belongs to."""
    match = _MEMBER_OF.match(position.title)
    if match is None:
        return position
    body = _organization(doc, position.start + match.end())
    if body is None:
        return position
    end = max(position.end, body.end)
    return replace(position, title=match[0].strip(), title_end=position.start + match.end(), organization=body, end=end)


def _parts(position: PositionMention) -> list[PositionMention]:
    """ "Trưởng phòng Bạn đọc - Thành viên" as two posts."""
    match = _DASHED_MEMBER.search(position.title)
    if match is None or position.title_end - position.start != len(position.title):
        return [position]
    end, start = position.start + match.start(), position.start + match.start(1)
    first = replace(position, title=position.title[: match.start()], title_end=end, end=end, organization=None)
    return [first, replace(position, start=start, title=match[1], group="member")]


def _beside(positions: Sequence[PositionMention], plain: list[PositionMention]) -> list[PositionMention]:
    """The positions that no plain post reads better; plain posts inside others are dropped."""
    kept = []
    for position in positions:
        same = [item for item in plain if item.start < position.end and position.start < item.end]
        if any(item.start == position.start and item.organization for item in same) and not position.organization:
            continue
        kept.append(position)
        for item in same:
            plain.remove(item)
    return kept


def _organization(doc: Doc, place: int) -> OrganizationMention | None:
    """The organization that begins right behind a place."""
    found = tokens(doc)
    token = bisect_left(found.starts, place)
    if token >= len(found.starts) or found.text[place : found.starts[token]].strip(" "):
        return None
    read = organization_reader(doc).at(token, beside_title=True)
    return read[0] if read is not None else None
