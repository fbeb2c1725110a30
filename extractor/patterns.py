"""Reads and checks `patterns/`: the vocabulary and shapes that a librarian can edit.

A file holds one `category` and its `rules`. Each rule has an `id`, what it matches (`words`, `table` or `shapes`),
the category's own keys (declared in the folder's
`categories.yaml`), and examples: `yes` must match, at the words in
square brackets where there are any; `no` must not. Every complaint names file and line.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

import yaml

from extractor.errors import PatternError

_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_OWN_KEYS = {"id", "words", "table", "shapes", "yes", "no"}
# what any rule made of words may ask of a hit: capital, lower or exact case; a word boundary; its neighbours
_HIT_KEYS = {"case", "boundary", "not_before", "not_after"}
_CATEGORIES = "categories.yaml"


@dataclass(frozen=True, slots=True)
class Node:
    """A YAML value that knows its line. Scalars are always strings."""

    value: str | list[Node] | dict[str, Node]
    file: str
    line: int

    def complain(self, what: str, hint: str | None = None) -> PatternError:
        return PatternError(what, where=f"{self.file}:{self.line}", hint=hint)

    def text(self) -> str:
        if not isinstance(self.value, str):
            raise self.complain("a single text is expected here")
        return self.value

    def texts(self) -> tuple[str, ...]:
        """One text or a list of texts, as a tuple."""
        if isinstance(self.value, str):
            return (self.value,)
        if isinstance(self.value, dict):
            raise self.complain("a list of texts is expected here")
        return tuple(item.text() for item in self.value)

    def items(self) -> list[Node]:
        if not isinstance(self.value, list):
            raise self.complain("a list is expected here")
        return self.value

    def keys(self) -> dict[str, Node]:
        if not isinstance(self.value, dict):
            raise self.complain("keys with values are expected here")
        return self.value


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of rule: what it is for, its own keys, and the component that checks its examples."""

    name: str
    about: str
    checked_by: str
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of patterns/. `words` are phrases, `shapes` are in the shape language (see shapes.py)."""

    id: str
    category: str
    words: tuple[str, ...]
    shapes: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    file: str
    line: int
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rows: tuple[Mapping[str, str], ...] = ()

    def get(self, key: str, default: str = "") -> str:
        """The first value of one of the category's own keys."""
        values = self.keys.get(key)
        return values[0] if values else default

    def all(self, key: str) -> tuple[str, ...]:
        """All values of one of the category's own keys."""
        return self.keys.get(key, ())

    def complain(self, what: str, hint: str | None = None) -> PatternError:
        return PatternError(f"rule {self.id}: {what}", where=f"{self.file}:{self.line}", hint=hint)


@dataclass(frozen=True)
class Patterns:
    """All rules, of the project's own folder and of those that the user added."""

    all_rules: tuple[Rule, ...]
    categories: Mapping[str, Category]
    fingerprint: str

    @cached_property
    def _by_category(self) -> dict[str, list[Rule]]:
        grouped: dict[str, list[Rule]] = {name: [] for name in self.categories}
        for rule in self.all_rules:
            grouped[rule.category].append(rule)
        return grouped

    @cached_property
    def _by_id(self) -> dict[str, Rule]:
        return {rule.id: rule for rule in self.all_rules}

    def rules(self, category: str) -> Sequence[Rule]:
        """The rules of a category, in the order of their files."""
        return self._by_category[category]

    def rule(self, rule_id: str) -> Rule | None:
        return self._by_id.get(rule_id)

    def checked_by(self, checker: str) -> Iterator[Rule]:
        """The rules whose examples a given component checks."""
        return (rule for rule in self.all_rules if self.categories[rule.category].checked_by == checker)


def builtin_folder() -> Path:
    """The patterns of the project: inside the installed package, or at the top of the source tree."""
    here = Path(__file__).resolve().parent
    installed = here / "_patterns"
    return installed if installed.is_dir() else here.parent / "patterns"


@lru_cache(maxsize=8)
def load(*extra: Path) -> Patterns:
    """Load the project's patterns and those of `extra` folders.

    A rule of a later folder with an id that is there already takes the earlier one's place.
    Raises PatternError with file and line.
    """
    digest = hashlib.sha256()
    categories: dict[str, Category] = {}
    rules: dict[str, Rule] = {}
    for folder in (builtin_folder(), *extra):
        if not folder.is_dir():
            raise PatternError("there is no such folder of patterns", where=str(folder))
        if not any(folder.rglob("*.yaml")):
            raise PatternError("this folder holds no patterns", where=str(folder), hint="their files end in .yaml")
        for path in sorted(folder.rglob(_CATEGORIES)):
            categories.update(_read_categories(path, folder, digest))
        seen: dict[str, Rule] = {}
        for path in sorted(folder.rglob("*.yaml")):
            if path.name == _CATEGORIES:
                continue
            for rule in _read_rules(path, folder, categories, digest):
                if rule.id in seen:
                    first = seen[rule.id]
                    raise rule.complain(f"this id is taken already at {first.file}:{first.line}")
                seen[rule.id] = rule
        rules.update(seen)
    return Patterns(tuple(rules.values()), categories, digest.hexdigest())


def _read_categories(path: Path, folder: Path, digest: hashlib._Hash) -> dict[str, Category]:
    found = {}
    for name, node in _read_yaml(path, folder, digest).keys().items():
        keys = node.keys()
        _only(node, {"about", "checked_by", "keys"})
        if "about" not in keys or "checked_by" not in keys:
            raise node.complain(f"the category {name} needs `about` and `checked_by`")
        own = frozenset(keys["keys"].texts()) if "keys" in keys else frozenset()
        found[name] = Category(name, keys["about"].text(), keys["checked_by"].text(), own)
    return found


def _read_rules(path: Path, folder: Path, categories: Mapping[str, Category], digest: hashlib._Hash) -> Iterator[Rule]:
    top = _read_yaml(path, folder, digest)
    _only(top, {"category", "rules"})
    keys = top.keys()
    if "category" not in keys or "rules" not in keys:
        raise top.complain("a file of patterns needs `category` and `rules`")
    name = keys["category"].text()
    if name not in categories:
        known = ", ".join(sorted(categories))
        raise keys["category"].complain(f"unknown category {name!r}", f"known are: {known}")
    for node in keys["rules"].items():
        yield _read_rule(node, categories[name], path, digest)


def _read_rule(node: Node, category: Category, path: Path, digest: hashlib._Hash) -> Rule:
    keys = node.keys()
    _only(node, _OWN_KEYS | _HIT_KEYS | category.keys)
    for needed in ("id", "yes", "no"):
        if needed not in keys or not keys[needed].texts():
            raise node.complain(
                f"the rule {keys['id'].text() if 'id' in keys else '?'} has no `{needed}`",
                "every rule needs an id, examples that must match (yes) and that must not (no)",
            )
    rows: tuple[Mapping[str, str], ...] = ()
    words = keys["words"].texts() if "words" in keys else ()
    if "table" in keys:
        rows = _read_table(keys["table"], path, digest)
        words = tuple(next(iter(row.values())) for row in rows)
    shapes = keys["shapes"].texts() if "shapes" in keys else ()
    if not words and not shapes and not category.keys & set(keys):
        raise node.complain(f"the rule {keys['id'].text()} matches nothing: give `words`, `table` or `shapes`")
    return Rule(
        id=keys["id"].text(),
        category=category.name,
        words=words,
        shapes=shapes,
        yes=keys["yes"].texts(),
        no=keys["no"].texts(),
        file=node.file,
        line=node.line,
        keys={key: keys[key].texts() for key in keys if key in category.keys | _HIT_KEYS},
        rows=rows,
    )


def _read_table(node: Node, path: Path, digest: hashlib._Hash) -> tuple[Mapping[str, str], ...]:
    """The rows of a CSV file beside the YAML file; its first column holds the words."""
    table = path.parent / node.text()
    try:
        raw = table.read_bytes()
    except OSError:
        raise node.complain(f"there is no table {table.name} beside this file") from None
    digest.update(raw)
    return tuple(csv.DictReader(raw.decode("utf-8-sig").splitlines()))


def _read_yaml(path: Path, folder: Path, digest: hashlib._Hash) -> Node:
    name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
    raw = path.read_bytes()
    digest.update(name.encode() + b"\0" + raw)
    try:
        root = yaml.compose(raw.decode("utf-8"), Loader=_Loader)
    except UnicodeDecodeError:
        raise PatternError("this file is not UTF-8", where=name, hint="save it as UTF-8") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PatternError(f"this is not YAML: {error.problem}", where=f"{name}:{line}") from None
    if root is None:
        raise PatternError("this file is empty", where=name)
    return _node(root, name)


def _node(raw: yaml.Node, file: str) -> Node:
    line = raw.start_mark.line + 1
    if isinstance(raw, yaml.ScalarNode):
        return Node(str(raw.value), file, line)
    if isinstance(raw, yaml.SequenceNode):
        return Node([_node(item, file) for item in raw.value], file, line)
    pairs: dict[str, Node] = {}
    for key, value in raw.value:
        name = str(key.value)
        if name in pairs:
            raise PatternError(f"the key {name!r} stands here twice", where=f"{file}:{key.start_mark.line + 1}")
        pairs[name] = _node(value, file)
    return Node(pairs, file, line)


def _only(node: Node, known: set[str] | frozenset[str]) -> None:
    for key, value in node.keys().items():
        if key not in known:
            raise value.complain(f"unknown key {key!r}", f"known are: {', '.join(sorted(known))}")
