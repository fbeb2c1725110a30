"""What was decided stays with its fact, comes back as changed where either no longer fits, and is never lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from review_records import TEXT, date, elected, facts, person, record, venue, write

from extractor.errors import UsageError
from extractor.record import Record
from extractor.review import Log, expected_facts, items_of, reviewed
from extractor.review.desk import ConflictError, Desk, Order, View
from extractor.review.state import Item
from extractor.review.values import BadValuesError


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(write(tmp_path / "records.jsonl", record()), reviewer="Lan")


def view(desk: Desk) -> View:
    desk.index.refresh()
    seen = desk.view(next(iter(desk.index.entries)))
    assert seen is not None
    return seen


def item(desk: Desk, head: str, field: str) -> Item:
    return next(item for item in view(desk).items if item.head == head and item.field == field)


def do(desk: Desk, action: str, head: str = "", field: str = "", **more: object) -> None:
    target = item(desk, head, field).key if head and action != "add" else None
    order = {"action": action, "revision": view(desk).revision, "target": target, **more}
    desk.carry_out(view(desk), Order.model_validate(order | ({"field": field} if action == "add" else {})))


def again(desk: Desk, text: str = TEXT, **facts_found: Any) -> None:
    """Another run writes its record."""
    write(desk.index.path, record(text, source=TEXT.encode(), **facts_found))


def test_every_fact_begins_pending(desk: Desk) -> None:
    items = view(desk).items
    assert {item.state for item in items} == {"pending"}
    assert [item.field for item in items] == [
        "article", "events", "elected_posts", "people", "people", "venues", "dates", "organizations"
    ]  # fmt: skip


@pytest.mark.parametrize(("action", "state"), [("accept", "accepted"), ("reject", "rejected")])
def test_a_decision_is_kept_over_a_restart(desk: Desk, action: str, state: str) -> None:
    do(desk, action, "Lê Thị An", "people")
    assert item(desk, "Lê Thị An", "people").state == state
    desk.close()
    later = Desk(desk.index.path, reviewer="Minh")
    kept = item(later, "Lê Thị An", "people")
    assert kept.state == state
    assert kept.step is not None
    assert kept.step.who == "Lan"
    assert kept.step.when.endswith("+00:00")


def test_a_correction(desk: Desk) -> None:
    do(
        desk,
        "correct",
        "Ngày 13/10/2022",
        "dates",
        value={"text": "Ngày 13/10/2022", "value": "2022-10", "kind": "date"},
    )
    fixed = item(desk, "Ngày 13/10/2022", "dates")
    assert (fixed.state, fixed.values["value"]) == ("corrected", "2022-10")
    assert fixed.found is not None
    assert fixed.found.values["value"] == "2022-10-13"


def test_a_correction_that_changes_nothing_accepts(desk: Desk) -> None:
    do(
        desk,
        "correct",
        "Ngày 13/10/2022",
        "dates",
        value={"text": "Ngày  13/10/2022 ", "value": "2022-10-13", "kind": "date"},
    )
    assert item(desk, "Ngày 13/10/2022", "dates").state == "accepted"


def test_an_added_fact_by_its_words(desk: Desk) -> None:
    do(desk, "add", field="venues", value={"text": "Thư viện tỉnh", "province": "Lào Cai"})
    added = item(desk, "Thư viện tỉnh", "venues")
    assert added.state == "added"
    assert [TEXT[start:end] for start, end in added.spans] == ["Thư viện tỉnh"]


def test_an_added_fact_by_selection_counts_code_points(desk: Desk) -> None:
    at = TEXT.index("📚")
    selection = {"start": {"at": at - 6, "before": " tỉnh "}, "end": {"at": at - 1, "before": " \ud83d\udcda"}}
    do(desk, "add", field="venues", value={"text": "📚"}, anyway=True, selection=selection)
    assert item(desk, "📚", "venues").spans == ((at, at + 1),)


def test_undo_takes_back_one_step_after_the_other(desk: Desk) -> None:
    do(desk, "accept", "Lê Thị An", "people")
    do(desk, "reject", "Lê Thị An", "people")
    do(desk, "accept_rest")
    assert not [item for item in view(desk).items if item.state == "pending"]
    do(desk, "undo")
    assert len([item for item in view(desk).items if item.state == "pending"]) == 7
    do(desk, "undo")
    assert item(desk, "Lê Thị An", "people").state == "accepted"
    do(desk, "undo")
    assert item(desk, "Lê Thị An", "people").state == "pending"
    with pytest.raises(ConflictError):
        do(desk, "undo")
    assert len(desk.log.path.read_text("utf-8").splitlines()) == 6


def test_the_log_is_only_appended_to(desk: Desk) -> None:
    do(desk, "accept", "Lê Thị An", "people")
    before = desk.log.path.read_bytes()
    do(desk, "undo")
    assert desk.log.path.read_bytes().startswith(before)


def test_two_windows(desk: Desk) -> None:
    old = view(desk)
    do(desk, "accept", "Lê Thị An", "people")
    with pytest.raises(ConflictError):
        desk.carry_out(old, Order(action="reject", revision="other", target=old.items[0].key))
    stale = Order(action="reject", revision=old.revision, target=old.items[0].key)
    with pytest.raises(ConflictError):
        desk.carry_out(view(desk), stale)
    assert desk.log.next == 2


# a new extraction


def test_decisions_stay_where_nothing_changed(desk: Desk) -> None:
    do(desk, "accept_rest")
    again(desk)
    assert {item.state for item in view(desk).items} == {"accepted"}


def test_decisions_stay_where_the_text_moved(desk: Desk) -> None:
    do(desk, "accept_rest")
    text = TEXT.replace("\nNgày", "\nTin của cộng tác viên.\nNgày", 1)
    again(desk, text, **facts(text))
    assert {item.state for item in view(desk).items} == {"accepted"}


def test_another_value_comes_back_as_changed(desk: Desk) -> None:
    do(desk, "accept", "Ngày 13/10/2022", "dates")
    again(desk, dates=[date(TEXT, "Ngày 13/10/2022", "2022-10-31")])
    changed = item(desk, "Ngày 13/10/2022", "dates")
    assert (changed.state, changed.why) == ("changed", "fact")
    assert changed.earlier is not None
    assert changed.earlier.fact is not None
    assert changed.earlier.fact["value"] == "2022-10-13"
    do(desk, "accept", "Ngày 13/10/2022", "dates")
    assert item(desk, "Ngày 13/10/2022", "dates").state == "accepted"
    do(desk, "undo")
    assert item(desk, "Ngày 13/10/2022", "dates").state == "changed"


def test_a_longer_name_at_the_same_words_comes_back_as_changed(desk: Desk) -> None:
    do(desk, "accept", "Hội trường Thư viện tỉnh", "venues")
    again(desk, venues=[venue(TEXT, "tại Hội trường Thư viện tỉnh 📚")])
    assert item(desk, "tại Hội trường Thư viện tỉnh 📚", "venues").state == "changed"


def test_a_fact_that_is_gone_comes_back_as_changed_and_can_be_kept(desk: Desk) -> None:
    do(desk, "accept", "Lê Thị An", "people")
    again(desk, people=[person(TEXT, "Trần Văn Nam", honorific="ông")])
    gone = item(desk, "Lê Thị An", "people")
    assert (gone.state, gone.why, gone.found) == ("changed", "gone", None)
    do(desk, "accept", "Lê Thị An", "people")
    kept = item(desk, "Lê Thị An", "people")
    assert kept.state == "added"
    again(desk)
    assert item(desk, "Lê Thị An", "people").state == "accepted"


def test_a_fact_that_is_gone_can_be_dropped(desk: Desk) -> None:
    do(desk, "accept", "Lê Thị An", "people")
    again(desk, people=[])
    do(desk, "reject", "Lê Thị An", "people")
    assert not [item for item in view(desk).items if item.head == "Lê Thị An"]


def test_a_rejected_fact_that_is_gone_is_settled(desk: Desk) -> None:
    do(desk, "reject", "Lê Thị An", "people")
    again(desk, people=[])
    assert not [item for item in view(desk).items if item.field == "people"]


def test_changed_words_come_back_as_changed(desk: Desk) -> None:
    do(desk, "accept", "Trần Văn Nam", "elected_posts")
    text = TEXT.replace("bầu ông", "nhất trí bầu ông")
    evidence = text[text.index("Đại hội nhất") :]
    again(desk, text, elected_posts=[elected(text, evidence, "Trần Văn Nam", "Chủ tịch", "Hội Sách tỉnh Lào Cai")])
    changed = item(desk, "Trần Văn Nam", "elected_posts")
    assert (changed.state, changed.why) == ("changed", "text")


def test_what_was_corrected_and_is_now_found_is_accepted(desk: Desk) -> None:
    do(
        desk,
        "correct",
        "Ngày 13/10/2022",
        "dates",
        value={"text": "Ngày 13/10/2022", "value": "2022-10", "kind": "date"},
    )
    again(desk, dates=[date(TEXT, "Ngày 13/10/2022", "2022-10")])
    assert item(desk, "Ngày 13/10/2022", "dates").state == "accepted"


def test_what_was_added_and_is_now_found_is_accepted(desk: Desk) -> None:
    do(desk, "add", field="venues", value={"text": "Thư viện tỉnh"})
    again(desk, venues=[venue(TEXT, "Hội trường Thư viện tỉnh"), venue(TEXT, "Thư viện tỉnh")])
    assert item(desk, "Thư viện tỉnh", "venues").state == "accepted"


def test_an_added_fact_whose_words_are_gone_is_changed(desk: Desk) -> None:
    do(desk, "add", field="dates", value={"text": "13/10", "value": "2022-10-13", "kind": "date"})
    again(desk, TEXT.replace("13/10", "14/10"))
    assert item(desk, "13/10", "dates").why == "text"


def test_a_source_that_moved_keeps_its_decisions(desk: Desk) -> None:
    do(desk, "accept", "Lê Thị An", "people")
    write(desk.index.path, record(uri="elsewhere/b.txt"))
    assert item(desk, "Lê Thị An", "people").state == "accepted"
    do(desk, "undo")
    assert item(desk, "Lê Thị An", "people").state == "pending"


def test_another_article_of_the_same_bytes_is_another_article(desk: Desk) -> None:
    do(desk, "accept", "Lê Thị An", "people")
    write(desk.index.path, record(), record(uri="tin/a.txt#2"))
    desk.index.refresh()
    entries = desk.index.entries.values()
    assert [entry.progress.number("accepted") for entry in entries] == [1, 0]


def test_how_far_an_article_is_is_known_at_once(desk: Desk) -> None:
    do(desk, "accept_rest")
    do(desk, "reject", "Lê Thị An", "people")
    assert progress(desk) == (6, 1, 0)
    desk.close()
    later = Desk(desk.index.path, reviewer="Minh")
    assert progress(later) == (6, 1, 0)
    again(later, people=[person(TEXT, "Lê Thị An", honorific="cô")])
    later.index.refresh()
    assert progress(later) == (5, 0, 2)
    later.close()
    assert progress(Desk(desk.index.path, reviewer="Lan")) == (5, 0, 2)


def progress(desk: Desk) -> tuple[int, int, int]:
    (entry,) = desk.index.entries.values()
    return (entry.progress.number("accepted"), entry.progress.number("rejected"), entry.progress.changed)


# samples


def test_a_reviewed_article_is_a_sample(desk: Desk) -> None:
    do(desk, "reject", "Hội trường Thư viện tỉnh", "venues")
    do(desk, "correct", "Trần Văn Nam", "people", value={"name": "Trần Văn Nam", "honorific": "anh"})
    do(desk, "add", field="venues", value={"text": "Thư viện tỉnh", "province": "Lào Cai"})
    with pytest.raises(UsageError, match="not decided"):
        expected_facts(view(desk).items)
    assert list(reviewed(desk.index.path)) == []
    do(desk, "accept_rest")
    (article,) = reviewed(desk.index.path)
    assert article.record == view(desk).record
    assert article.facts["title"] == "Đại hội Hội Sách tỉnh Lào Cai"
    assert article.facts["venues"] == [{"text": "Thư viện tỉnh", "province": "Lào Cai"}]
    assert [person["honorific"] for person in article.facts["people"]] == ["bà", "anh"]
    assert set(article.facts) == {
        "published", "title", "byline", "dates", "events", "venues", "people", "elected_posts"
    }  # fmt: skip


def test_nothing_reviewed_yet(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing was reviewed"):
        list(reviewed(write(tmp_path / "records.jsonl", record())))


# the log


def test_a_line_that_a_crash_cut_off_is_passed_over(desk: Desk) -> None:
    do(desk, "accept", "Lê Thị An", "people")
    desk.close()
    with desk.log.path.open("ab") as file:
        file.write(b'{"step":2,"when":"20')
    later = Desk(desk.index.path, reviewer="Lan")
    assert later.log.unreadable == [2]
    do(later, "reject", "Trần Văn Nam", "people")
    later.close()
    assert [Log(later.log.path).next, Log(later.log.path).unreadable] == [3, [2]]


def test_one_review_at_a_time(desk: Desk) -> None:
    with pytest.raises(UsageError, match="another review"):
        Desk(desk.index.path, reviewer="Minh")


def test_a_kill_loses_no_saved_decision(tmp_path: Path) -> None:
    path = write(tmp_path / "records.jsonl", record())
    code = (
        "import sys; from pathlib import Path; from extractor.review.decisions import Log, Step\n"
        "log = Log(Path(sys.argv[1]), write=True)\n"
        "while True:\n"
        "    step = Step(step=log.next, when='now', who='Lan', uri='a', id='b', action='undo')\n"
        "    log.append(step); print(step.step, flush=True)\n"
    )
    log = tmp_path / "records.jsonl.decisions"
    writer = subprocess.Popen([sys.executable, "-c", code, str(log)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    saved = [int(writer.stdout.readline()) for _ in range(40)]
    os.kill(writer.pid, signal.SIGKILL)
    saved += [int(line) for line in writer.stdout.read().splitlines()]
    writer.wait()
    writer.stdout.close()
    assert path.exists()
    known = [json.loads(line)["step"] for line in log.read_bytes().split(b"\n") if line.endswith(b"}")]
    assert known[: len(saved)] == saved
    assert Log(log, write=True).next > saved[-1]


def test_items_of_a_record_alone() -> None:
    empty = Record.model_validate_json(record("Không có gì").to_json())
    assert [item.field for item in items_of(empty, [])] == ["article"]


def test_words_that_the_article_does_not_print(desk: Desk) -> None:
    with pytest.raises(BadValuesError, match="not_printed"):
        do(desk, "add", field="people", value={"name": "Người Lạ"})
    do(desk, "add", field="people", value={"name": "Người Lạ"}, anyway=True)
    assert item(desk, "Người Lạ", "people").state == "added"
