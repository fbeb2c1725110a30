"""The whole round of a review in a real browser: Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from review_client import KEY, VECTORS
from review_records import TEXT, date, elected, facts, person, record, write

from extractor.cli import main

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = Path("/usr/bin/chromium")
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's package chromium")
COMMAND = "from extractor.cli import main; main()"
LOCAL = "http://127.0.0.1:"
INSIDE = "document.querySelector('iframe').contentDocument"
HOSTILE = "Ông Lê An & <b>bà</b> <img src=x onerror='window.hit=1'> 📚"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield chromium
        chromium.close()


class Server:
    """`trichtin review` in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.start()

    def start(self, port: str = "0") -> None:
        arguments = ["review", "records.jsonl", "--sources", ".", "--reviewer", "Lan", "--port", port]
        command = [sys.executable, "-c", COMMAND, *arguments]
        self.process = subprocess.Popen(command, cwd=self.folder, stderr=subprocess.PIPE, text=True)
        assert self.process.stderr is not None
        said = self.process.stderr.readline()
        match = re.search(r"http://127.0.0.1:(\d+)/", said)
        assert match, said
        self.port = match[1]
        self.url = f"{LOCAL}{self.port}"

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        assert self.process.stderr is not None
        self.process.stderr.close()


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """A server over a page with all kinds of markup in it, and its record."""
    (folder / "tin").mkdir()
    lines = TEXT.split("\n")
    page = "<html><body>\n" + "\n".join(f"<p>{line}</p>" for line in lines) + "\n".join(VECTORS) + "</body></html>"
    (folder / "tin" / "a.txt").write_text(page, "utf-8")
    extract(folder)
    running = Server(folder)
    try:
        yield running
    finally:
        running.kill()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("review")) as running:
        yield running


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path) as running:
        yield running


def extract(folder: Path, text: str = TEXT, **found: Any) -> None:
    """Write what an extractor finds in the page."""
    source = (folder / "tin" / "a.txt").read_bytes()
    first = record(text, source=source, media_type="text/html", **(facts(text) | found))
    blocks = [block.model_copy(update={"line": number, "column": 3}) for number, block in enumerate(first.blocks, 2)]
    first = first.model_copy(update={"blocks": blocks})
    other = record(f"Bài khác\n{HOSTILE}", uri="tin/b.txt", people=[person(HOSTILE, "Lê An")])
    write(folder / "records.jsonl", first, other.model_copy(update={"people": []}))


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(locale="en", viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(30_000)
    opened.trouble = []
    opened.on("pageerror", lambda error: opened.trouble.append(str(error)))
    opened.on("console", lambda said: opened.trouble.append(said.text) if said.type == "error" else None)
    opened.on("request", lambda request: opened.trouble.append(request.url) if LOCAL not in request.url else None)
    yield opened
    assert opened.trouble == []
    context.close()


def card(page: Any, head: str, field: str) -> Any:
    return page.locator(f".g-{field} .card").filter(has=page.get_by_role("button", name=head, exact=True))


def state(page: Any, head: str, field: str) -> str:
    return str(card(page, head, field).get_attribute("data-state"))


def saved(page: Any, said: str = "Saved.") -> None:
    page.wait_for_function("said => document.getElementById('said').textContent === said", arg=said)
    page.evaluate("document.getElementById('said').textContent = ''")


def inside(page: Any, selector: str) -> list[str]:
    """The texts of elements of the original page."""
    texts: list[str] = page.evaluate(
        f"selector => [...{INSIDE}.querySelectorAll(selector)].map(one => one.textContent)", selector
    )
    return texts


def select(page: Any, words: str) -> None:
    """Select words of the text as a reader does, with the mouse let go at their end."""
    page.evaluate(
        """words => {
            const pieces = [...document.querySelectorAll('#text [data-at]')];
            const whole = pieces.map(piece => piece.textContent).join('');
            const at = whole.indexOf(words), range = document.createRange();
            let before = 0;
            for (const piece of pieces) {
                const size = piece.textContent.length, node = piece.firstChild;
                if (before <= at && at < before + size) range.setStart(node, at - before);
                const end = at + words.length;
                if (before < end && end <= before + size) range.setEnd(node, end - before);
                before += size;
            }
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            document.getElementById('text').dispatchEvent(new PointerEvent('pointerup', {bubbles: true}));
        }""",
        words,
    )


def test_the_whole_round(page: Any, fresh: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    # open, search, filter
    page.goto(fresh.url)
    assert page.locator(".articles li").count() == 2
    page.keyboard.press("/")
    page.keyboard.type("tran van nam")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=tran**")
    assert page.locator(".articles li").count() == 1
    page.get_by_label("State").select_option("pending")
    page.wait_for_url("**state=pending**")
    page.get_by_role("link", name="Đại hội Hội Sách").click()

    # accept, reject and correct with the keyboard; each goes on to the next open fact
    page.locator(".card.current.f-article").wait_for()
    page.keyboard.press("a")
    page.keyboard.press("x")  # before the page has answered
    page.locator(".card.f-events[data-state=rejected]").wait_for()
    saved(page)
    assert state(page, "Đại hội Hội Sách", "events") == "rejected"
    page.keyboard.press("k")
    page.locator(".card.current.f-events").wait_for()
    page.keyboard.press("j")
    page.locator(".card.current.f-elected_posts").wait_for()
    page.keyboard.press("e")
    page.locator(".card.current").get_by_label("Term").fill("2022-2025")
    page.keyboard.press("Enter")
    page.get_by_text("This is no EDTF date.").wait_for()
    page.locator(".card.current").get_by_label("Term").fill("2022/2025")
    page.keyboard.press("Enter")
    saved(page)
    assert state(page, "Trần Văn Nam", "elected_posts") == "corrected"

    # words that are clicked show their fact, a fact that is clicked shows its words
    page.locator("#text mark.m-dates").first.click()
    page.locator(".card.current.f-dates").wait_for()
    card(page, "Lê Thị An", "people").get_by_role("button", name="Lê Thị An", exact=True).click()
    assert page.locator("#text mark.current").all_text_contents()[0] == "Lê Thị An"
    assert "patterns/" in page.locator(".card.current .rules").inner_text()

    # add by selecting words, behind letters that a browser counts as two
    select(page, "📚")
    page.locator("#adder").get_by_role("button", name="Venue").click()
    page.locator(".newcard").get_by_label("Words").fill("Thư viện tỉnh")
    page.keyboard.press("Enter")
    saved(page)
    assert state(page, "Thư viện tỉnh", "venues") == "added"
    assert page.locator("#text mark.current").all_text_contents() == ["📚"]
    page.keyboard.press("u")
    saved(page, "The last step is undone.")
    assert card(page, "Thư viện tỉnh", "venues").count() == 0

    # the same again with the keyboard alone; nothing is lost when the program is killed
    card(page, "Hội trường Thư viện tỉnh", "venues").get_by_role("button", name="Hội trường Thư viện tỉnh").click()
    page.keyboard.press("n")
    page.keyboard.type("Thư viện tỉnh")
    page.keyboard.press("Enter")
    saved(page)
    page.keyboard.press("A")
    saved(page)
    page.get_by_text("All facts are decided.").wait_for()
    fresh.kill()
    page.keyboard.press("u")
    page.get_by_text("The program does not answer.").wait_for()
    page.trouble.clear()
    fresh.start(fresh.port)
    page.reload()
    assert state(page, "Thư viện tỉnh", "venues") == "added"
    assert state(page, "Trần Văn Nam", "elected_posts") == "corrected"

    # another run finds other things
    name = "Hội Sách tỉnh Lào Cai"
    late = elected(TEXT, TEXT[TEXT.index("Đại hội bầu") :], "Trần Văn Nam", "Chủ tịch Hội", name)
    extract(fresh.folder, dates=[date(TEXT, "13/10/2022", "2022-10-13")], elected_posts=[late])
    page.goto(fresh.url + "/?state=changed")
    page.get_by_role("link", name="Đại hội Hội Sách").click()
    page.locator(".card.current[data-state=changed]").wait_for()
    assert state(page, "13/10/2022", "dates") == "changed"
    assert "Reviewed before: accepted by Lan" in card(page, "13/10/2022", "dates").text_content()
    assert page.locator("[data-state=changed]").count() == 2
    page.keyboard.press("a")
    saved(page)
    page.keyboard.press("a")
    saved(page)
    page.get_by_text("All facts are decided.").wait_for()

    page.get_by_role("button", name="Next article").wait_for()

    # a sample
    monkeypatch.chdir(fresh.folder)
    assert CliRunner().invoke(main, ["samples", "accept", "records.jsonl"]).exit_code == 0
    run = CliRunner().invoke(main, ["compare", "--json", "records.jsonl", "samples"])
    fields = json.loads(run.stdout)["fields"]
    assert fields["people"]["f1"] == 1
    assert fields["venues"] | {"f1": 0} == fields["venues"] | {"f1": 0, "gold": 2, "found": 1}
    assert fields["events"]["gold"] == 0


def test_the_original_page_is_marked_and_nothing_in_it_runs(page: Any, server: Server) -> None:
    page.goto(f"{server.url}/article/{KEY}")
    page.get_by_role("tab", name="Original page").click()
    page.wait_for_function(f"() => {INSIDE}?.querySelector('mark.m-dates')")
    page.frames[1].wait_for_load_state("load")
    assert inside(page, "mark.m-dates") == ["Ngày 13/10/2022"]
    page.evaluate(f"{INSIDE}.querySelector('mark.m-people').click()")
    page.locator(".card.current.f-people").wait_for()
    assert inside(page, "mark.current") == ["Lê Thị An", "Giám đốc"]
    page.wait_for_timeout(300)
    assert page.evaluate("[window.hit, document.querySelector('iframe').contentWindow.hit]") == [None, None]
    assert inside(page, "body :is(script, iframe, form, svg, style, [onclick], [href])") == []
    page.keyboard.press("o")
    page.locator("#text").wait_for()


def test_the_later_window_is_told(page: Any, server: Server) -> None:
    page.goto(f"{server.url}/article/{KEY}")
    other = page.context.new_page()
    other.goto(f"{server.url}/article/{KEY}")
    other.keyboard.press("a")
    saved(other)
    page.keyboard.press("x")
    page.get_by_text("This article was changed in another window").wait_for()
    assert page.locator(".card.f-article").get_attribute("data-state") == "accepted"
    page.trouble.clear()  # a browser logs the answer 409


def test_a_text_full_of_markup_is_text(page: Any, server: Server) -> None:
    page.goto(server.url)
    page.get_by_role("link", name="Bài khác").click()
    assert HOSTILE in page.locator("#text").inner_text()
    assert page.evaluate("window.hit") is None


def test_it_fits_and_can_be_read(page: Any, server: Server) -> None:
    for width, language in product((1280, 390), ("vi", "en")):
        page.set_viewport_size({"width": width, "height": 844})
        for address in ("/", f"/article/{KEY}"):
            page.goto(f"{server.url}/language/{language}?to={address}")
            assert page.locator("html").get_attribute("lang") == language
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert page.evaluate(UNLABELLED) == []
            assert page.evaluate(FAINT) == []


# controls that a screen reader could not name
UNLABELLED = """() => [...document.querySelectorAll('button, a, input, select, textarea, iframe, progress')]
    .filter(one => one.offsetParent && !(one.textContent.trim() || one.ariaLabel || one.title || one.labels?.length))
    .map(one => one.outerHTML.slice(0, 120))"""

# text whose contrast with what is behind it is under 4.5
FAINT = """() => {
    const parse = colour => (colour.match(/[\\d.]+/g) || []).map(Number);
    const light = colour => {
        const [r, g, b] = colour.map(part => (part /= 255) <= .03928 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4);
        return .2126 * r + .7152 * g + .0722 * b;
    };
    const behind = one => {
        const layers = [];
        for (; one; one = one.parentElement) {
            const [r, g, b, a = 1] = parse(getComputedStyle(one).backgroundColor);
            layers.push([[r, g, b], a]);
            if (a === 1) break;
        }
        return layers.reverse().reduce((under, [over, a]) => under.map((part, at) => part * (1 - a) + over[at] * a),
            [255, 255, 255]);
    };
    const faint = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const one = walk.currentNode.parentElement;
        if (!walk.currentNode.data.trim() || !one.offsetParent || one.closest('.hidden, template, :disabled')) continue;
        const [front, back] = [light(parse(getComputedStyle(one).color).slice(0, 3)), light(behind(one))];
        const contrast = (Math.max(front, back) + .05) / (Math.min(front, back) + .05);
        if (contrast < 4.5) faint.push(`${contrast.toFixed(2)} ${one.className} ${walk.currentNode.data.slice(0, 30)}`);
    }
    return faint;
}"""
