"""How much a run of capitals looks like a person's name: a sum of small reasons, each with its rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.find.lexicon import Hits
from extractor.find.names_places import Places
from extractor.find.names_prefix import NOUNS, PLACES, Prefix, of_person, prefix
from extractor.find.names_runs import Piece
from extractor.find.names_vocabulary import Vocabulary, is_vietnamese
from extractor.language.tokens import Tokens

ENOUGH = 5.0  # a candidate with this score is a name
_ADDRESSED = 5.0  # behind a form of address, a degree or a credit's label
_LATER = 1.0  # a name that begins inside a run must beat one from its start by this
_LISTED = 1.0  # first in a list item or the cell of a table
_TITLE = "4"  # behind a title
_ORGANIZATION = ("organization_head", "organization_word", "organization_level", "title_link", *PLACES)
_FAR = 12  # tokens between a title and a name behind its organization
_FAR_TITLE = 4.0  # foreign words behind a title and its organization
_SHAPE = 1.0  # three or four syllables, or two or three foreign words
_FOREIGN_NOUN = 1.0  # foreign words behind a title
_TWO = 1.0  # a middle and a given name alone behind a title: "thủ môn Nhật Trường"
_BEHIND_CREDITS = frozenset({"cung", "chụp", "sưu", "theo", "và", "gửi", "thực", "tổng", "ghi", "vẽ"})
_DOUBLE = -3.0  # a family name in the middle of five syllables: "Sách Thái Hà Lê Văn An"
_STRONG = frozenset({"nguyễn", "trần", "phạm", "huỳnh", "phan", "đặng", "bùi", "đỗ", "trịnh"})
_UNKNOWN = -1.0  # a middle syllable that no name is known to have
_LETTER = -4.0  # one letter behind a foreign word: "Serie A"
_SHOUTED = -2.0  # the same where all is in capitals and the shape says nothing
_PLACE = -5.0  # a place of that name
_NAMESAKE = -2.0  # a name of the past that streets are called by, without a title
_QUOTED = -2.0  # alone between quotation marks: a title
_QUOTES = {"“": "”", '"': '"', "‘": "’", "«": "»", "'": "'"}
_BULLETS = frozenset("-–—+*•▪►·")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of tokens that may be a name.

    `against` is the kind of noun that says that it is none (place, school, body …); `doubtful` that the noun
    may as well belong to a title before the name ("Giám đốc Thư viện Tạ Quang Bửu"); `place` that a place is
    called so; `family` how much its first syllable counts as a family name; `familiar` that all its syllables
    are those of names; `namesake` that streets are called so; `backed` that something beside it says that it is
    a person; `abroad` that some word of it is in no Vietnamese name; `credited` that a credit prints it.
    """

    first: int
    last: int
    score: float
    rules: tuple[str, ...]
    prefix: Prefix
    against: str
    doubtful: bool
    family: float
    place: bool
    familiar: bool
    namesake: bool
    backed: bool
    abroad: bool
    credited: bool

    @property
    def length(self) -> int:
        return self.last - self.first


class Reader:
    """Reads runs of capitals in one text."""

    def __init__(self, found: Tokens, hits: Hits, known: Vocabulary) -> None:
        self.found = found
        self.hits = hits
        self.known = known
        self._places = Places(found, hits, known)
        before = ("honorific", "degree", *NOUNS, *PLACES)
        ends = {hit.last for category in before for hit in hits.of(category)}
        # the tokens that may stand in an organization's name in small letters
        self._of_organizations = {
            token for category in _ORGANIZATION for hit in hits.of(category) for token in range(hit.first, hit.last)
        }
        # an address may end in a sign of its own: "TS. An", "Đồng chí: An"
        self._called = ends | {end + 1 for end in ends}

    def read(self, piece: Piece, bonus: float) -> Candidate | None:
        """The best reading of a run as a name, or None. `bonus` counts for the run's first token only."""
        if piece.last - piece.first == 1 and not bonus and piece.first not in self._called:
            return None  # one word alone is a name only behind an address or a title
        best: Candidate | None = None
        for first in self._starts(piece, credited=bonus > _ADDRESSED):
            candidate = self._judge(piece, first, bonus if first == piece.first else 0.0)
            if candidate is None:
                continue
            if best is None or candidate.score > best.score + (0.0 if best.score < 1 else _LATER):
                best = candidate
            if best is not None and (best.prefix.addressed or bonus):
                break
        return best

    def _starts(self, piece: Piece, *, credited: bool) -> Iterator[int]:
        """Where in a run a name can begin: at its start, behind an address or a place, at a family name."""
        found, first = self.found, piece.first
        address = self.hits.at("honorific", first)
        if (
            address is not None
            and not (credited and address.rule.get("inside"))
            and address.last < piece.last
            and found.is_capital(address.last)
            and prefix(found, self.hits, address.last).honorific is not None
        ):
            first = address.last
        if first and found.norms[first - 1] == "gốc" and first + 2 < piece.last:
            first += 1  # "ca sĩ gốc Việt Thanh Bùi"
        yield self._behind_place(piece, first)
        for place in range(first + 1, piece.last - 1):
            norm = found.norms[place]
            if not found.words[place][0].isupper():
                continue
            if norm in self.known.family or (norm in self.known.foreign and self._apart_from(piece, place)):
                yield place

    def _apart_from(self, piece: Piece, place: int) -> bool:
        """Whether a given name from abroad begins a name: not "Luiz" in "Cleverton Luiz Pirich"."""
        noun = self.hits.until("title_head", piece.first)
        if is_vietnamese(self.found.norms[place - 1]) or (noun is not None and not of_person(noun)):
            return True  # "CEO AirAsia Tony Fernandes"
        return any(self.hits.until(category, place) is not None for category in (*PLACES, "organization_head"))

    def _behind_place(self, piece: Piece, first: int) -> int:
        trap = self.hits.at("name_trap", first)
        if trap is not None and first + 2 < trap.last < piece.last:
            return trap.last  # "Thái Bình Dương"
        for category in PLACES:
            hit = self.hits.at(category, first)
            if hit is None or hit.last >= piece.last or not self.found.is_capital(hit.last):
                continue
            following = self.found.norms[hit.last]
            if hit.last - first == 1 and self.known.has(self.found.norms[first]):
                if self._is_foreign(following) and following not in self.known.family:
                    return hit.last  # "Nhật Shinzo Abe", but "Nhật Kim Anh"
                continue
            if following in self.known.family and hit.last + 1 < piece.last:
                return hit.last
            if category == "abroad" and hit.last - first > 1 and hit.last + 1 < piece.last:
                return hit.last
            if not is_vietnamese(following) or not self.known.has(self.found.norms[first]):
                return hit.last
        return first

    def _last(self, piece: Piece, first: int) -> int:
        """Where a name ends that begins at a token: at most five syllables of a Vietnamese name."""
        found = self.found
        if not is_vietnamese(found.norms[first]):
            if len(found.words[first]) == 1:
                return piece.last
            if first + 1 < piece.last and found.norms[first] in self.known.foreign and self._is_family(first + 1):
                return self._last(piece, first + 1)  # "Giuse Lê Đức An"
            places = (token for token in range(first + 1, piece.last) if self._begins_other(first, token, piece.last))
            return next(places, piece.last)
        last, syllables, most = first, 0, 5
        while last < piece.last and syllables < most:
            if found.norms[last : last + 2] == ["tôn", "nữ"]:
                most = 7  # "Công Tằng Tôn Nữ Thị An"
            if syllables > 1 and found.norms[last : last + 2] == found.norms[first : first + 2]:
                break  # a heading that runs into its text: "Lê Thu An Lê Thu An sinh năm …"
            if piece.capitals and syllables > 1 and self.hits.at("name_follow", last) is not None:
                break
            if piece.capitals and piece.last - first > 4 and syllables > 1 and not self.known.has(found.norms[last]):
                break
            if syllables > 2 and found.norms[last] in _STRONG and last + 1 < piece.last:
                break  # another name: "Vũ Văn Tám Phạm Anh"
            syllables += found.words[last][0].isalpha()
            last += 1
        while last < piece.last and not found.words[last][0].isalpha():
            last += 2  # "K'Mák": a sign holds two parts of one word together
        return min(last, piece.last)

    def _begins_other(self, first: int, token: int, last: int) -> bool:
        """Whether a place begins, or a sentence without a sign before it: "Heng Samrin Củng cố …"."""
        found = self.found
        if self._places.begins(token):
            return True
        before = all(word.isascii() for word in found.words[first:token])
        strange = before and not found.words[token].isascii() and is_vietnamese(found.norms[token])
        return token + 1 == last < len(found.words) and strange and self._runs_on(last)

    def _is_family(self, token: int) -> bool:
        """Whether a family name stands at a token, and no place: "Giuse Hà Đức An", "Goethe Hà Nội"."""
        return self.found.norms[token] in self.known.family and not self._places.begins(token)

    def _judge(self, piece: Piece, first: int, bonus: float) -> Candidate | None:
        found, known = self.found, self.known
        last = self._last(piece, first)
        if bonus == _ADDRESSED and last - first > 2 and self._runs_on(last):
            last -= 1  # "Ảnh: Phương Minh Đổi sang dùng …"
        norms = [norm for norm in found.norms[first:last] if norm[0].isalpha()]
        if not norms:
            return None
        before = self._prefix(piece, first)
        score, rules = self._shape(norms)
        rules = [*before.rules, *rules]
        sure = before.addressed or bonus > _ADDRESSED or (bonus == _ADDRESSED and not self._is_province(first, last))
        if piece.capitals and before.honorific is not None and norms[0] not in known.family:
            shouted = found.words[before.honorific.first].isupper()
            score += _PLACE if shouted and before.honorific.rule.get("inside") == "name" else 0.0
        if piece.capitals and not sure:
            score += sum(_SHOUTED for norm in norms if not known.has(norm))
            score += 0.0 if self._apart(first, last) else _SHOUTED
        if before.addressed:
            score += _ADDRESSED
        elif before.noun is not None:
            score += float(before.noun.rule.get("weight", _TITLE))
            strange = any(not is_vietnamese(norm) for norm in norms)
            score += _FOREIGN_NOUN if strange and (len(norms) > 1 or of_person(before.noun)) else 0.0
            two = len(norms) == 2 and not strange and norms[0] in known.middle
            score += _TWO if two and float(before.noun.rule.get("weight", _TITLE)) > 2 else 0.0
        elif len(norms) in (2, 3) and self._is_foreign(norms[0]) and self._titled(first):
            score += _FAR_TITLE
        elif self._plain(norms) and self._titled(first):
            score += _TWO
        score += self._lead(first)
        follow, rule = self._follow(first, last)
        score += follow + bonus
        rules += [rule] if rule else []
        against, doubtful = ("", False) if sure else self._places.against(first, last, before)
        place = not sure and (
            self._places.is_place(first, last, before)
            or (before.noun is None and self._places.of_place(first, last))
            or self._places.in_place(piece.first, first)
        )
        score += _PLACE if place else 0.0
        namesake = self._places.is_namesake(first, last)
        score += _NAMESAKE if namesake and before.noun is None and not (sure or follow) else 0.0
        score += 0.0 if sure else self._quoted(first, last) + self._places.before_number(last)
        return Candidate(
            first=first,
            last=last,
            score=score,
            rules=tuple(rules),
            prefix=before,
            against=against,
            doubtful=doubtful,
            family=known.family[norms[0]].value if norms[0] in known.family else 0.0,
            place=place,
            familiar=all(known.has(norm) for norm in norms),
            namesake=namesake,
            backed=bool(before.rules) or follow > 1 or bonus > 0,
            abroad=any(norm.isascii() and not known.has(norm) for norm in norms),
            credited=bonus >= _ADDRESSED,
        )

    def _plain(self, norms: Sequence[str]) -> bool:
        """Whether behind a title and its organization syllables are enough: "Bộ trưởng Bộ Công an Tô Lâm".

        Also those of a family that is not known: "Bí thư Huyện ủy Xã Văn Được".
        """
        known = self.known
        if len(norms) == 2:
            return norms[0] in known.family and norms[1] in known.given
        middle = known.middle.get(norms[1]) if len(norms) in (3, 4) else None
        return middle is not None and middle.value > 1

    def _is_foreign(self, norm: str) -> bool:
        return not is_vietnamese(norm) or norm in self.known.foreign

    def _runs_on(self, last: int) -> bool:
        """Whether small letters follow a name under a picture: its last word begins the next sentence."""
        found = self.found
        if last >= len(found.words) or found.norms[last] in _BEHIND_CREDITS or not found.words[last][0].islower():
            return False
        return found.text[found.ends[last - 1] : found.starts[last]] == " "

    def _is_province(self, first: int, last: int) -> bool:
        province = self.hits.at("province", first)
        return province is not None and province.last >= last

    def _is_given_abroad(self, first: int, last: int) -> bool:
        """Whether a name of two words or more begins with a given name from abroad."""
        norm = self.found.norms[first]
        return last - first > 1 and norm in self.known.foreign and norm not in self.known.family

    def _prefix(self, piece: Piece, first: int) -> Prefix:
        """What stands before a name; a title before the run counts for a name behind foreign words in it."""
        own = prefix(self.found, self.hits, first)
        skipped = self.found.norms[piece.first : first]
        if own.rules or not skipped or any(is_vietnamese(norm) for norm in skipped):
            return own
        whole = prefix(self.found, self.hits, piece.first)
        return Prefix(first, None, (), whole.noun, whole.rules) if whole.noun is not None else own

    def _apart(self, first: int, last: int) -> bool:
        """Whether no other word in capitals stands beside a name in capitals."""
        found = self.found
        before = first and found.words[first - 1].isupper() and found.ends[first - 1] + 1 == found.starts[first]
        after = last < len(found.words) and found.words[last].isupper()
        return not before and not (after and found.ends[last - 1] + 1 == found.starts[last])

    def _shape(self, norms: Sequence[str]) -> tuple[float, list[str]]:
        """What the syllables say by themselves."""
        known, score, rules = self.known, 0.0, []
        weights = [known.family.get(norms[0])]
        weights += [known.middle.get(norm) or known.given.get(norm) for norm in norms[1:-1]]
        weights += [known.given.get(norms[-1])] if len(norms) > 1 else []
        # "Kim Jong Un", but "Kim Ngân"
        familiar = norms[0] in known.family and not any(norm.isascii() and not known.has(norm) for norm in norms[1:])
        weights += [known.foreign.get(norms[0])] if len(norms) > 1 and not familiar else []
        weights += [known.particles.get(norm) for norm in norms[1:-1]]
        for weight in weights:
            if weight is not None:
                score += weight.value
                rules.append(weight.rule)
        if len(norms) == 5 and norms[2] in _STRONG and norms[0] not in _STRONG:
            score += _DOUBLE
        for norm in norms[1:-1]:
            if not known.has(norm) and is_vietnamese(norm):
                score += _UNKNOWN
        strange = sum(not is_vietnamese(norm) for norm in norms)
        if len(norms) > 1 and len(norms[-1]) == 1 and norms[0] not in known.family:
            score += _LETTER
        if len(norms) in (3, 4) or (len(norms) == 2 and strange):
            score += _SHAPE
        given = known.foreign.get(norms[0])
        if given is not None and given.value > 2 and len(norms) in (2, 3) and not is_vietnamese(norms[-1]):
            score += _SHAPE
        return score, rules

    def _lead(self, first: int) -> float:
        """What stands before a name and is no title: "bầu Lê An", a bullet, a number, the cell of a table."""
        found, hits, place = self.found, self.hits, first
        if place and found.words[place - 1] == ":":
            place -= 1
        if (lead := hits.until("name_lead", place)) is not None:
            return float(lead.rule.get("weight"))
        if first == 0:
            return 0.0
        if "\t" in found.text[found.ends[first - 1] : found.starts[first]]:
            return _LISTED
        bullet = found.words[first - 1]
        line = first == 1 or "\n" in found.text[found.ends[first - 2] : found.starts[first - 1]]
        numbered = bullet == "." and first > 1 and found.words[first - 2].isdigit()
        return _LISTED if (line and bullet in _BULLETS) or numbered else 0.0

    def _follow(self, first: int, last: int) -> tuple[float, str]:
        """What stands behind a name: a verb of saying or doing, an age, a title in apposition."""
        if last >= len(self.found.words):
            return 0.0, ""
        hit = self.hits.at("name_follow", last)
        if hit is not None and (not hit.rule.get("foreign") or self._is_given_abroad(first, last)):
            return float(hit.rule.get("weight")), hit.rule.id
        if self.found.words[last] in {",", "-", "–", "—", "("}:
            for category in NOUNS:
                title = self.hits.at(category, last + 1)
                if title is not None:
                    return (1.0 if self.found.words[last] == "," else 2.0), title.rule.id
            ages = self.found.words[last + 1 : last + 3]
            if len(ages) == 2 and ages[0].isdigit() and ages[1] in {"tuổi", "t"}:
                return 3.0, ""
        return 0.0, ""

    def _titled(self, first: int) -> bool:
        """Whether a title and its organization stand before a name: "giám đốc FBI James Smith"."""
        found = self.found
        for token in range(first - 1, max(first - _FAR, 0), -1):
            capital = found.is_capital(token)
            if found.text[found.ends[token]] == "\n" or not (capital or token in self._of_organizations):
                return False
            if capital and self.hits.until("title_head", token) is not None:
                return True
        return False

    def _quoted(self, first: int, last: int) -> float:
        words = self.found.words
        if first and last < len(words) and _QUOTES.get(words[first - 1]) == words[last]:
            return _QUOTED
        return 0.0
