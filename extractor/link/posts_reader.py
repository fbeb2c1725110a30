"""Reads the sentences of an article in order: statements, lists, and what one sentence leaves for the next."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.find.mask import SIGNS, Item
from extractor.find.names import PersonMention
from extractor.find.organizations import OrganizationMention
from extractor.find.positions import PositionMention
from extractor.find.posts import Frame
from extractor.find.posts_text import Sentence
from extractor.find.posts_words import WORD_SIGNS
from extractor.link.bodies import Bodies, folded
from extractor.link.identity import Identity
from extractor.link.posts_accept import accepts, list_cue, names_go_on, names_posts, presents
from extractor.link.posts_assignment import MEMBER, PostAssignment
from extractor.link.posts_body import BodyFinder
from extractor.link.posts_context import Context, board_of, expect, note
from extractor.link.posts_how import How, again, appointed, by_vote, giving, how_by, once, won_again
from extractor.link.posts_pairs import left_over
from extractor.link.posts_roster import read_roster
from extractor.link.posts_statement import given_posts, how_given, is_own_vote

_ALONE = re.compile(r"\s*(?:[,;:.(\t|\u2013\u2014-]|\Z|và\b)")


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What gives a post: masked offsets in a sentence, and the rule that found it."""

    sentence: Sentence
    start: int
    end: int
    rule: str


class Reader:
    """Reads one article's sentences in order."""

    def __init__(self, bodies: Bodies, identities: Mapping[PersonMention, Identity]) -> None:
        self._knowledge = bodies.knowledge
        self._identities = identities
        self._context = Context()
        self._bodies = BodyFinder(bodies, self._context)
        self._found: list[PostAssignment] = []

    def read(self, sentences: Sequence[Sentence]) -> list[PostAssignment]:
        """All assignments, in the order of the text."""
        chain_until = -1
        for number, sentence in enumerate(sentences):
            before = len(self._found)
            expect(self._context, sentence)
            if sentence.kind == "title" and number + 1 < len(sentences):
                expect(self._context, sentences[number + 1])  # the lead says what the title is about
            if sentence.kind != "byline" or (self._context.in_list and sentence.listed):
                self._sentence(sentence, number)
            given = self._found[-1].how if len(self._found) > before else None
            if given is not None:
                chain_until = number + 3
            elif number > chain_until:
                self._bodies.chain = None
            note(self._context, sentence, number, given)
        return [self._completed(item) for item in self._found]

    def _completed(self, item: PostAssignment) -> PostAssignment:
        """An assignment with the body that the same sentence names behind it, if it has none."""
        if item.body is not None:
            return item
        beside = [other.body for other in self._found if other.sentence == item.sentence and other.body is not None]
        body = next((body for body in beside if self._knowledge.suits(item.post, folded(body))), None)
        return replace(item, body=body)

    def _sentence(self, sentence: Sentence, number: int) -> None:
        if SIGNS["person"] not in sentence.coded.text:
            return
        covered: list[Frame] = []
        for frame in sentence.frames:
            goes_on = bool(covered) and frame.needs in ("given", "beside")
            if (goes_on or accepts(self._context, frame, sentence, number)) and self._frame(frame, sentence, number):
                covered.append(frame)
        self._again(sentence)
        self._left_over(sentence, covered)
        self._roster(sentence, number, covered)

    def _frame(self, frame: Frame, sentence: Sentence, number: int) -> bool:
        how = how_given(self._context, frame, sentence, number)
        if how is None:
            return False
        evidence = _Evidence(sentence, frame.start, frame.end, frame.rule.id)
        if frame.board:
            board = board_of(sentence, frame.start)
            span = (board.start, board.end) if board is not None else None
            for item in frame.people:
                self._member(item, how, evidence, span)
            return True
        if frame.leads is not None:
            self._lead(frame, how, evidence)
            return True
        given = list(given_posts(self._context, frame, sentence, how))
        for person, post, own in given:
            self._add(person, post, self._fitting(own, post) if frame.needs else own, evidence)
        return bool(given)

    def _fitting(self, how: How, post: Item) -> How:
        """How a post is given where only the context says so: a director in an account of a vote is appointed."""
        mention = post.mention
        rule = self._knowledge.rule_of(mention.title) if isinstance(mention, PositionMention) else None
        return appointed(how) if rule is not None and not rule.get("elective") else how

    def _member(self, item: Item, how: How, evidence: _Evidence, board: tuple[int, int] | None) -> None:
        masked = evidence.sentence.coded.masked
        named = masked.text[slice(*board)] if board is not None else self._context.board_text
        if named is not None:
            body = self._bodies.of_member(masked.origin(board[1]) if board is not None else item.start)
            self._append(item, None, MEMBER, body, named, how, evidence)

    def _lead(self, frame: Frame, how: How, evidence: _Evidence) -> None:
        assert frame.leads is not None
        organization = frame.leads.mention
        assert isinstance(organization, OrganizationMention)
        verbs = giving(evidence.sentence.coded, frame.start, frame.end)
        if all(verb.rule.get("weak") for verb in verbs):
            how = "transferred"
        for item in frame.people:
            self._append(item, None, "phụ trách", self._bodies.named(organization), None, how, evidence)

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
        self._found = [replace(found, how=again(found.how)) if found.name in names else found for found in self._found]

    def _left_over(self, sentence: Sentence, covered: Sequence[Frame]) -> None:
        """ "Bầu A làm P1; B - P2": pairs without a verb of their own, beside statements that were read."""
        text = sentence.coded.text
        if not covered or any(WORD_SIGNS[slot] in text for slot in ("stop", "attend", "leave", "now", "speech")):
            return
        done = {id(item) for frame in covered for item in frame.people}
        how = once(self._found[-1].how)
        for pair in left_over(sentence.coded, covered):
            posts = [post for post in pair.posts if self._knowledge.is_elective(post.mention)]
            for person in pair.people:
                for post in posts if id(person) not in done else ():
                    self._add(person, post, how, _Evidence(sentence, pair.start, pair.end, "post.pair"))

    def _roster(self, sentence: Sentence, number: int, covered: Sequence[Frame]) -> None:
        text = sentence.coded.text
        cue = list_cue(self._context, sentence, number)
        bare = cue is None and not covered and names_go_on(self._context, sentence, number)
        if bare:
            cue = 0
        if cue is None or (covered and sentence.listed):
            return
        how = how_by(sentence.coded, 0, cue) or self._context.how or how_by(sentence.coded, cue, len(text))
        how = how or (self._context.last if presents(self._context, sentence) else None)
        if how is None:
            return
        how = once(how) if covered else how
        if self._context.voting(number) and is_own_vote(sentence, len(text)):
            how = by_vote(how)
        board = board_of(sentence)
        if board is not None and (sentence.listed or board.start > text.find(SIGNS["person"], cue)):
            board = None
        evidence = _Evidence(sentence, cue, len(text), "post.list")
        done = {id(item) for frame in covered for item in frame.people}
        added = {item.person for item in self._found if item.sentence == (sentence.start, sentence.end)}
        pending = self._context.pending if self._context.in_list else None
        parted = sentence.listed or ";" in text[cue:]
        named = how in ("appointed", "re-appointed")
        named = named and ((sentence.listed and self._context.in_list) or names_posts(sentence, cue))
        entries = read_roster(sentence.coded, cue, len(text), self._knowledge, pending, named=named, parted=parted)
        for entry in entries:
            if id(entry.person) in done or any(frame.start <= entry.place < frame.end for frame in covered):
                continue
            if entry.person.mention in added:
                continue
            own = again(how) if won_again(sentence.coded, entry.place, entry.until) else how
            for post in entry.posts:
                self._add(entry.person, post, own, evidence)
            if not entry.posts and not bare and _is_plain(text, entry.place, sentence):
                span = (board.start, board.end) if board is not None else None
                self._member(entry.person, own, replace(evidence, rule="post.list_of_members"), span)

    def _name(self, mention: object) -> str:
        assert isinstance(mention, PersonMention)
        identity = self._identities.get(mention)
        return identity.name if identity is not None else mention.name

    def _add(self, item: Item, post: Item, how: How, evidence: _Evidence) -> None:
        position = post.mention
        assert isinstance(position, PositionMention)
        body = self._bodies.of_post(position, evidence.sentence, item, post)
        self._append(item, position, position.title, body, None, how, evidence)

    def _append(
        self,
        item: Item,
        position: PositionMention | None,
        post: str,
        body: str | None,
        board: str | None,
        how: How,
        evidence: _Evidence,
    ) -> None:
        person, sentence = item.mention, evidence.sentence
        assert isinstance(person, PersonMention)
        origin = sentence.coded.masked.origin
        listed = sentence.listed and self._context.in_list
        self._found.append(
            PostAssignment(
                person,
                self._name(person),
                position,
                post,
                body,
                board or self._context.board_text,
                how,
                origin(evidence.start),
                origin(evidence.end),
                (sentence.start, sentence.end),
                self._context.heading if listed or how in ("elected", "re-elected") else None,
                evidence.rule,
            )
        )


def _is_plain(text: str, place: int, sentence: Sentence) -> bool:
    """Whether a name in a list stands by itself: not inside a sentence that says something else."""
    if WORD_SIGNS["speech"] in text or sentence.kind == "caption":
        return False
    return not sentence.listed or _ALONE.match(text, place + 1) is not None
