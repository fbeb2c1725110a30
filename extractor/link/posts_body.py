"""The body of a post that is given: named beside it, by the list's heading, by the board, or by the article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.find.mask import SIGNS, Item
from extractor.find.organizations import OrganizationMention
from extractor.find.positions import PositionMention
from extractor.find.posts_text import Sentence
from extractor.link.bodies import Bodies, folded
from extractor.link.posts_assignment import MEMBER
from extractor.link.posts_context import Context, board_name
from extractor.link.posts_how import giving

# "Ở khối UBND, HĐND bầu ông A làm Chủ tịch"
_TOPIC = re.compile(
    rf"\W*(?:(?:ở|về|đối\s+với|bên|phía|khối|với)\s+)+{SIGNS['organization']}(?=\s*[,:])"
    rf"|\W*(?:\d{{1,2}}\s*[.)/]\s*)?(?:khối\s+|các\s+ban\s+(?:của\s+)?)?{SIGNS['organization']}(?=\s*:)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class BodyFinder:
    """Finds bodies while an article is read; `chain` is the body of the post that was given last."""

    bodies: Bodies
    context: Context
    chain: OrganizationMention | None = None

    def of_post(self, position: PositionMention, sentence: Sentence, person: Item, post: Item) -> str | None:
        """The body of a post that a sentence gives to a person."""
        organization = position.organization
        if organization is None:
            board = self._own_board(position, sentence, post)
            if board is not None:
                return board
            # under a heading the body is that of the heading, whatever the line before was about
            around = (self._owner(), self.chain) if self.context.in_list else (self.chain, self._owner())
            near = (self._announced(sentence, person), *self._subject(sentence, person), *around)
            fitting = (one for one in near if one is not None and self.bodies.suits(position.title, one))
            organization = next(fitting, None) or self.bodies.around(position.title, position.start)
        elif organization.bare and self.chain is not None and _begins(self.chain, organization):
            organization = self.chain
        return self.named(organization)

    def _subject(self, sentence: Sentence, person: Item) -> Sequence[OrganizationMention]:
        """The bodies that a sentence says to vote, the last first: "Đại hội Hội X quận Y đã bầu …"."""
        origin = sentence.coded.masked.origin
        votes = [word for word in giving(sentence.coded) if word.slot in ("elect", "win", "win_again")]
        limit = min([person.start, *(origin(word.start) for word in votes)])
        chained = self.chain is not None and self.chain.start >= sentence.start
        if not votes or chained:
            return ()
        before = [one for one in self.bodies.within(sentence.start, limit) if not one.bare and self.bodies.meets(one)]
        return before[::-1]

    def of_member(self, place: int) -> str | None:
        """The body of a plain member of a board that is named up to a code point."""
        beside = next(iter(self.bodies.within(place, place + 3)), None) or self._owner() or self.chain
        return self.named(beside or self.bodies.around(MEMBER, place))

    def named(self, organization: OrganizationMention | None) -> str | None:
        """The fullest name of a body, which is that of the following posts, too."""
        self.chain = organization or self.chain
        return None if organization is None else self.bodies.fullest(organization)

    def _owner(self) -> OrganizationMention | None:
        """The body whose board the context speaks of."""
        end = self.context.board_end
        return next(iter(self.bodies.within(end, end + 3)), None) if end is not None else None

    def _announced(self, sentence: Sentence, item: Item) -> OrganizationMention | None:
        """The body that the words before a list name: "Kết quả bầu các chức danh UBND: Chủ tịch - ông A"."""
        text, origin = sentence.coded.text, sentence.coded.masked.origin
        topic = _TOPIC.match(text)
        if topic is not None:
            return next(iter(self.bodies.within(origin(topic.end() - 1), origin(topic.end()))), None)
        colon = text.find(":")
        if colon < 0 or origin(colon) > item.start:
            return None
        verbs = [verb.end for verb in giving(sentence.coded, 0, colon)]
        return next(iter(self.bodies.within(origin(verbs[0]), origin(colon))), None) if verbs else None

    def _own_board(self, position: PositionMention, sentence: Sentence, post: Item) -> str | None:
        """The board that a post without a body is held at: the "Ủy ban Kiểm tra Tỉnh ủy" of "do A làm Chủ nhiệm"."""
        masked = sentence.coded.masked
        before = [
            word for word in sentence.coded.words if word.slot == "board" and masked.origin(word.end) <= post.start
        ]
        if before:
            word = before[-1]
            text, last = board_name(sentence, word)
            end = masked.origin(last)
        elif self.context.board_word is not None and self.context.board_end is not None:
            word, text, end = self.context.board_word, self.context.board_text or "", self.context.board_end
        else:
            return None
        suits = position.group == "member" or self.bodies.knowledge.suits(position.title, folded(text))
        if not word.rule.get("own") or not suits:
            return None
        owner = next(iter(self.bodies.within(end, end + 3)), None)
        return text if owner is None else f"{text} {self.bodies.fullest(owner)}"


def _begins(full: OrganizationMention, bare: OrganizationMention) -> bool:
    return folded(full.name).startswith(folded(bare.name))
