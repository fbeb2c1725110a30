"""Who was given which post: statements, lists and headings of an article joined into assignments."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from extractor.find.mask import SIGNS, Item
from extractor.find.names import PersonMention
from extractor.find.organizations import OrganizationMention
from extractor.find.positions import PositionMention
from extractor.find.posts import Frame, Frames
from extractor.find.posts_items import bodies as find_bodies
from extractor.find.posts_text import Sentence, read_sentences
from extractor.find.posts_words import VERBS, WORD_SIGNS
from extractor.language.spans import get
from extractor.language.tokens import tokens
from extractor.link.bodies import Bodies, PostKnowledge, folded
from extractor.link.identity import Identity
from extractor.link.posts_assignment import PostAssignment, merged_posts
from extractor.link.posts_context import Context, board_of, note, verb_of
from extractor.link.posts_dates import Days
from extractor.link.posts_how import How, again, giving, goes_on, how_by, once, won_again
from extractor.link.posts_roster import is_post, read_roster
from extractor.link.sections import sections
from extractor.link.terms import Dated, Place, Terms
from extractor.patterns import Patterns

_MEMBER = "thành viên"
_KIEM = re.compile(rf"\s*\(\s*kiêm\s+{SIGNS['position']}", re.IGNORECASE)
_FIRST = re.compile(rf"\W*[{SIGNS['person']}{SIGNS['position']}]")
# "miễn nhiệm chức P1 của A và chức P2 của B"
_LEFT = re.compile(rf"{WORD_SIGNS['leave']}[^{VERBS};.]*\Z")
_OPENING = re.compile(r"[\W\d]*(?:(?:còn|riêng|và|cùng với đó,|theo đó,|các|hai|ba)\W*)*", re.IGNORECASE)
_ALONE = re.compile(r"\s*(?:[,;:.(\t|\u2013\u2014-]|\Z|và\b)")


@dataclass(slots=True)
class _Reader:
    """Reads one article's sentences in order."""

    bodies: Bodies
    identities: Mapping[PersonMention, Identity]
    context: Context = field(default_factory=Context)
    found: list[PostAssignment] = field(default_factory=list)
    chain: OrganizationMention | None = None
    chain_until: int = -1

    def read(self, sentences: Sequence[Sentence]) -> list[PostAssignment]:
        for number, sentence in enumerate(sentences):
            before = len(self.found)
            if sentence.kind != "byline" or (self.context.in_list and sentence.listed):
                self._sentence(sentence, number)
            given = self.found[-1].how if len(self.found) > before else None
            if given is not None:
                self.chain_until = number + 3
            elif number > self.chain_until:
                self.chain = None
            note(self.context, sentence, number, given)
        return [self._completed(item) for item in self.found]

    def _completed(self, item: PostAssignment) -> PostAssignment:
        """An assignment with the body that the same sentence names behind it, if it has none."""
        if item.body is not None:
            return item
        beside = [other.body for other in self.found if other.sentence == item.sentence and other.body is not None]
        body = next((body for body in beside if self.bodies.knowledge.suits(item.post, folded(body))), None)
        return replace(item, body=body)

    def _sentence(self, sentence: Sentence, number: int) -> None:
        if SIGNS["person"] not in sentence.coded.text:
            return
        covered: list[Frame] = []
        for frame in sentence.frames:
            goes_on = bool(covered) and frame.needs == "given"
            if (goes_on or self._accepts(frame, sentence, number)) and self._frame(frame, sentence):
                covered.append(frame)
        self._again(sentence)
        self._roster(sentence, number, covered)

    def _accepts(self, frame: Frame, sentence: Sentence, number: int) -> bool:
        if not frame.needs:
            return True
        text = sentence.coded.text
        before = text[: frame.start]
        if any(WORD_SIGNS[slot] in before for slot in ("attend", "now")):
            return False
        if _LEFT.search(before):
            return False
        if WORD_SIGNS["stop"] in before and not self.context.given(number):
            return False
        if frame.needs == "pending":
            return self.context.pending is not None and not frame.posts
        if frame.needs == "again":
            return how_by(sentence.coded, frame.start, frame.end) in ("re-elected", "re-appointed")
        if how_by(sentence.coded, 0, frame.start) is not None or sentence.kind == "title":
            return True
        if _is_done_by(text, frame):
            return verb_of(sentence) is not None
        if self.context.given(number) and (self._voted(sentence) or self._adds(frame, sentence, number)):
            return True
        return verb_of(sentence, weak=False) is not None or WORD_SIGNS["vote"] in text

    def _voted(self, sentence: Sentence) -> bool:
        """Whether the context goes on in a sentence that says nothing of votes and decisions itself.

        A vote has results to tell; behind an appointment, or where another time is named, a title is background.
        """
        if self.context.in_list and sentence.listed:
            return True
        return self.context.how in ("elected", "re-elected") and SIGNS["date"] not in sentence.coded.text

    def _adds(self, frame: Frame, sentence: Sentence, number: int) -> bool:
        """Whether a sentence goes on with the next of those appointed: "Phó Chủ tịch là ông B." "Ông C về làm P"."""
        if any(word.rule.get("gives") for word in sentence.coded.words if frame.start <= word.start < frame.end):
            return True
        opens = _OPENING.fullmatch(sentence.coded.text, 0, frame.start) is not None
        return opens and self.context.fruitful_at == number - 1 and SIGNS["date"] not in sentence.coded.text

    def _frame(self, frame: Frame, sentence: Sentence) -> bool:
        coded = sentence.coded
        how = how_by(coded, frame.start, frame.end) or self._inherited(sentence, frame)
        if how is None:
            return False
        posts = [item for item in frame.posts if is_post(item)]
        if frame.board:
            self._members(frame, sentence, how)
            return True
        if frame.leads is not None:
            self._lead(frame, sentence, how)
            return True
        if frame.needs == "pending" and self.context.pending is not None:
            posts = [self.context.pending]
        if not posts:
            return False
        for item in frame.people:
            own = again(how) if _after_again(sentence, item, frame) else how
            for post in (*posts, *_kiem(sentence, item, frame)):
                self._add(item, post, own, sentence, frame.start, frame.end, frame.rule.id)
        return True

    def _inherited(self, sentence: Sentence, frame: Frame) -> How | None:
        """How, where the statement itself has no verb: by one before it in the sentence, or by the context."""
        coded = sentence.coded
        how = how_by(coded, 0, frame.start)
        if how is None and self.context.how is not None:
            how = self.context.how if self.context.in_list else once(self.context.how)
        else:
            how = once(how or how_by(coded, frame.end, len(coded.text)))
        if how is None and WORD_SIGNS["vote"] in coded.text:
            how = "elected"
        if how is None and sentence.kind == "title":
            how = "appointed"
        return again(how) if how is not None and goes_on(coded, frame.start, frame.end) else how

    def _members(self, frame: Frame, sentence: Sentence, how: How) -> None:
        board = board_of(sentence, frame.start)
        span = (board.start, board.end) if board is not None else None
        for item in frame.people:
            self._member(item, how, sentence, frame.start, frame.end, frame.rule.id, span)

    def _member(
        self, item: Item, how: How, sentence: Sentence, start: int, end: int, rule: str, board: tuple[int, int] | None
    ) -> None:
        masked = sentence.coded.masked
        named = masked.text[slice(*board)] if board is not None else self._context_board()
        if named is None:
            return
        place = masked.origin(board[1]) if board is not None else item.start
        around = next(iter(self.bodies.within(place, place + 3)), None) or self._owner() or self.chain
        around = around or self.bodies.around(_MEMBER, item.start)
        self._append(item, None, _MEMBER, around, named, how, sentence, start, end, rule)

    def _context_board(self) -> str | None:
        word = self.context.board_word
        return None if word is None else self.context.board_text

    def _lead(self, frame: Frame, sentence: Sentence, how: How) -> None:
        assert frame.leads is not None
        organization = frame.leads.mention
        assert isinstance(organization, OrganizationMention)
        verbs = giving(sentence.coded, frame.start, frame.end)
        if all(verb.rule.get("weak") for verb in verbs):
            how = "transferred"
        for item in frame.people:
            self._append(
                item, None, "phụ trách", organization, None, how, sentence, frame.start, frame.end, frame.rule.id
            )

    def _again(self, sentence: Sentence) -> None:
        """ "Trong đó ông A và ông B tái cử": those who were given posts before were given them once more."""
        text = sentence.coded.text
        place = text.find(WORD_SIGNS["win_again"])
        if place < 0 or SIGNS["position"] in text[place : place + 30]:
            return
        clause = max(text.rfind(sign, 0, place) for sign in ";.(") + 1
        names = {
            self._name(item.mention) for item in sentence.coded.masked.items(clause, place) if item.kind == "person"
        }
        self.found = [replace(found, how=again(found.how)) if found.name in names else found for found in self.found]

    def _roster(self, sentence: Sentence, number: int, covered: Sequence[Frame]) -> None:
        text = sentence.coded.text
        cue = self._cue(sentence, number)
        bare = cue is None and not covered and self._goes_on(sentence, number)
        if bare:
            cue = 0
        if cue is None or (covered and sentence.listed):
            return
        how = how_by(sentence.coded, 0, cue) or self.context.how or how_by(sentence.coded, cue, len(text))
        if how is None:
            return
        how = once(how) if covered else how
        board = board_of(sentence)
        if board is not None and (sentence.listed or board.start > text.find(SIGNS["person"], cue)):
            board = None
        done = {id(item) for frame in covered for item in frame.people}
        pending = self.context.pending if self.context.in_list else None
        for entry in read_roster(sentence.coded, cue, len(text), self.bodies.knowledge, pending):
            if id(entry.person) in done or any(frame.start <= entry.place < frame.end for frame in covered):
                continue
            own = again(how) if won_again(sentence.coded, entry.place, entry.until) else how
            for post in entry.posts:
                self._add(entry.person, post, own, sentence, cue, len(text), "post.list")
            if not entry.posts and not bare and _is_plain(text, entry.place, sentence):
                span = (board.start, board.end) if board is not None else None
                self._member(entry.person, own, sentence, cue, len(text), "post.list_of_members", span)

    def _cue(self, sentence: Sentence, number: int) -> int | None:
        """The masked offset at which a list of the elected begins in a sentence; None where it has none."""
        text = sentence.coded.text
        if any(WORD_SIGNS[slot] in text for slot in ("stop", "attend", "leave", "now")):
            return None
        if self.context.in_list and self.context.given(number) and sentence.listed:
            return 0 if sentence.opens_line else None
        verb = verb_of(sentence)
        if verb is None and not (self.context.given(number) and self._voted(sentence)):
            return None
        first = verb.start if verb is not None else 0
        lists = [word.end for word in sentence.coded.words if word.slot == "has" and word.start >= first]
        lists += [place + 1 for place in range(first, len(text)) if text[place] == ":"]
        person = text.find(SIGNS["person"], first)
        before = [place for place in lists if place <= person]
        named = board_of(sentence) is not None or SIGNS["position"] in text[first:]
        if before and named:
            return first
        return None

    def _goes_on(self, sentence: Sentence, number: int) -> bool:
        """Whether a sentence right behind "bầu Ban Chấp hành gồm 7 đồng chí." begins with their names."""
        text = sentence.coded.text
        quiet = not any(WORD_SIGNS[slot] in text for slot in ("stop", "attend", "leave", "speech", "passive"))
        return quiet and self.context.board_at == number - 1 and _FIRST.match(text) is not None

    def _owner(self) -> OrganizationMention | None:
        """The body whose board the context speaks of."""
        end = self.context.board_end
        return next(iter(self.bodies.within(end, end + 3)), None) if end is not None else None

    def _name(self, mention: object) -> str:
        assert isinstance(mention, PersonMention)
        identity = self.identities.get(mention)
        return identity.name if identity is not None else mention.name

    def _add(self, item: Item, post: Item, how: How, sentence: Sentence, start: int, end: int, rule: str) -> None:
        position = post.mention
        assert isinstance(position, PositionMention)
        organization = position.organization
        named = self._own_board(position, sentence, post) if organization is None else None
        if named is not None:
            self._append(item, position, position.title, None, None, how, sentence, start, end, rule, named)
            return
        if organization is None:
            near = (self.chain, self._owner())
            organization = next(
                (one for one in near if one is not None and self.bodies.suits(position.title, one)), None
            ) or self.bodies.around(position.title, position.start)
        elif organization.bare and self.chain is not None and _begins(self.chain, organization):
            organization = self.chain
        self._append(item, position, position.title, organization, None, how, sentence, start, end, rule)

    def _own_board(self, position: PositionMention, sentence: Sentence, post: Item) -> str | None:
        """The board that a post without a body is held at: the "Ủy ban Kiểm tra Tỉnh ủy" of "do A làm Chủ nhiệm"."""
        masked = sentence.coded.masked
        before = [
            word for word in sentence.coded.words if word.slot == "board" and masked.origin(word.end) <= post.start
        ]
        if before:
            word, text, end = before[-1], masked.text[before[-1].start : before[-1].end], masked.origin(before[-1].end)
        elif self.context.board_word is not None and self.context.board_end is not None:
            word, text, end = self.context.board_word, self.context.board_text or "", self.context.board_end
        else:
            return None
        if not word.rule.get("own") or not self.bodies.knowledge.suits(position.title, folded(text)):
            return None
        owner = next(iter(self.bodies.within(end, end + 3)), None)
        return text if owner is None else f"{text} {self.bodies.fullest(owner)}"

    def _append(
        self,
        item: Item,
        position: PositionMention | None,
        post: str,
        organization: OrganizationMention | None,
        board: str | None,
        how: How,
        sentence: Sentence,
        start: int,
        end: int,
        rule: str,
        body: str | None = None,
    ) -> None:
        person = item.mention
        assert isinstance(person, PersonMention)
        masked = sentence.coded.masked
        body = body if organization is None else self.bodies.fullest(organization)
        self.chain = organization or self.chain
        self.found.append(
            PostAssignment(
                person,
                self._name(person),
                position,
                post,
                body,
                board or self._context_board(),
                how,
                masked.origin(start),
                masked.origin(end),
                (sentence.start, sentence.end),
                self.context.heading
                if (sentence.listed and self.context.in_list) or how in ("elected", "re-elected")
                else None,
                rule,
            )
        )


def _is_plain(text: str, place: int, sentence: Sentence) -> bool:
    """Whether a name in a list stands by itself: not inside a sentence that says something else."""
    if WORD_SIGNS["speech"] in text or sentence.kind == "caption":
        return False
    return not sentence.listed or _ALONE.match(text, place + 1) is not None


def _begins(full: OrganizationMention, bare: OrganizationMention) -> bool:
    return folded(full.name).startswith(folded(bare.name))


def _is_done_by(text: str, frame: Frame) -> bool:
    """Whether a statement is a "do A làm P", which says nothing of a vote by itself."""
    return text[: frame.start].rstrip().lower().endswith(" do")


def _behind(sentence: Sentence, item: Item, frame: Frame) -> int:
    """The masked offset behind a person of a statement."""
    places = range(frame.start, frame.end)
    return next((place + 1 for place in places if sentence.coded.masked.item(place) is item), frame.end)


def _kiem(sentence: Sentence, item: Item, frame: Frame) -> list[Item]:
    """The second post of "A (kiêm P2)"."""
    match = _KIEM.match(sentence.coded.text, _behind(sentence, item, frame))
    second = sentence.coded.masked.item(match.end() - 1) if match is not None else None
    return [second] if second is not None and is_post(second) else []


def _after_again(sentence: Sentence, item: Item, frame: Frame) -> bool:
    """Whether "(tái cử)" stands right behind a person."""
    behind = _behind(sentence, item, frame)
    return any(not sentence.coded.text[behind:place].strip(" ,") for place in sentence.coded.repeats if place >= behind)


@dataclass(frozen=True, slots=True)
class Posts:
    """What an article says of new posts."""

    assignments: list[PostAssignment]
    claimed: frozenset[PositionMention]


class PostLinker:
    """Joins people and the posts that they were given; made once for a set of patterns."""

    def __init__(self, patterns: Patterns) -> None:
        self._knowledge = PostKnowledge(patterns)
        self._frames = Frames(patterns)

    def assign(
        self, doc: Doc, identities: Mapping[PersonMention, Identity], dates: Sequence[Dated], published: str | None
    ) -> Posts:
        """The posts that an article gives to people. The Doc has passed through all finders."""
        text = tokens(doc).text
        sentences = read_sentences(doc, self._frames)
        positions = get(doc, "positions", PositionMention)
        parts = sections(doc)
        bodies = Bodies(self._knowledge, text, find_bodies(doc, self._frames.words), positions, parts)
        found = _Reader(bodies, identities).read(sentences)
        claimed = frozenset(item.position for item in found if item.position is not None)
        spans = [(sentence.start, sentence.end) for sentence in sentences]
        people = get(doc, "people", PersonMention)
        old = [item.end for item in positions if item not in claimed and _is_beside(item, people)]
        terms = Terms(dates, old, [item.end for item in claimed], published)
        calendar = Days(text, dates, spans, parts, published)
        return Posts([_dated(item, terms, calendar) for item in merged_posts(found)], claimed)


def _is_beside(position: PositionMention, people: Sequence[PersonMention]) -> bool:
    """Whether a title stands right beside a person."""
    return any(0 <= position.start - person.end <= 4 or 0 <= person.outer - position.end <= 2 for person in people)


def _dated(item: PostAssignment, terms: Terms, calendar: Days) -> PostAssignment:
    """An assignment with its day and its term."""
    day = calendar.of(item.sentence, item.start)
    post_end = item.position.end if item.position is not None else item.end
    voted = item.how in ("elected", "re-elected")
    place = Place(item.sentence, (item.start, item.end), post_end, item.heading, voted)
    term = terms.beside(place)
    if term is None and voted:
        term = terms.of_article(day)
    return replace(item, date=day, term=term)
