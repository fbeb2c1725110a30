// One article: which fact is current, what is decided of it, and what the server answers. No offset is counted here.
import { addRow, complain, gather, open as openForm } from "./forms.js";
import { selection } from "./selection.js";

const desk = document.getElementById("desk");
const facts = document.getElementById("facts");
const text = document.getElementById("text");
const frame = document.querySelector("iframe");
const adder = document.getElementById("adder");
const token = document.querySelector("meta[name=csrf-token]").content;
let current = null; // the key of the current fact
let chosen = null; // the selected words, as the server wants them
let running = Promise.resolve(); // what was asked for is done one after the other: no key is lost
let refused = 0; // what was asked for before a refusal was seen is not done behind it

const cards = () => [...facts.querySelectorAll(".card")];
const card = (key) => (key ? facts.querySelector(`#f-${CSS.escape(key)}`) : null);
const message = (code) => desk.dataset[code.replace(/[._](\w)/g, (_, letter) => letter.toUpperCase())] || "";

function say(code, trouble = false) {
  document.getElementById("said").textContent = trouble ? "" : message(`said.${code}`);
  document.getElementById("trouble").textContent = trouble ? message(`said.${code}`) : "";
  clearTimeout(say.timer);
  if (!trouble) say.timer = setTimeout(() => (document.getElementById("said").textContent = ""), 2500);
}

// the current fact

function framed() {
  return frame && frame.contentDocument && frame.src ? frame.contentDocument : null;
}

function paint(root, key, name) {
  for (const mark of root.querySelectorAll(`mark.${name}`)) mark.classList.remove(name);
  if (key) for (const mark of root.querySelectorAll(`mark[data-fact="${CSS.escape(key)}"]`)) mark.classList.add(name);
}

function show(key, { scroll = true, focus = true } = {}) {
  const chosenCard = card(key);
  current = chosenCard ? key : null;
  for (const other of cards()) {
    other.classList.toggle("current", other === chosenCard);
    other.querySelector(".head").setAttribute("aria-expanded", String(other === chosenCard));
  }
  for (const root of [text, framed()].filter(Boolean)) {
    paint(root, current, "current");
    // the page has much around its article: its first mark is where that begins
    const first = root.querySelector("mark.current") || (root !== text && root.querySelector("mark[data-fact]"));
    if (first && scroll) reveal(first);
  }
  if (chosenCard && focus) {
    chosenCard.focus({ preventScroll: true });
    chosenCard.scrollIntoView({ block: "nearest" });
  }
}

// scrolls what holds the words, and nothing around it
function reveal(words) {
  const box = words.closest("#text") || words.ownerDocument.scrollingElement;
  const height = box === text ? text.clientHeight : words.ownerDocument.defaultView.innerHeight;
  const top = words.getBoundingClientRect().top - (box === text ? text.getBoundingClientRect().top : 0);
  if (top < 0 || top > height - 60) box.scrollTop += top - height / 2;
}

function then(action) {
  const seen = refused;
  running = running.then(() => seen === refused && action()).catch((error) => setTimeout(() => { throw error; }));
}

function step(by) {
  const all = cards();
  const at = all.findIndex((one) => one.dataset.fact === current);
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
  if (next) show(next.dataset.fact);
}

// the next fact that is open, behind the place where the current one stood
function advance(place) {
  const all = cards();
  const isOpen = (one) => ["pending", "changed"].includes(one.dataset.state);
  const next = all.slice(place).find(isOpen) || all.find(isOpen);
  show(next ? next.dataset.fact : all[Math.min(place, all.length - 1)]?.dataset.fact);
}

// what is sent, and what comes back

async function send(order) {
  try {
    const answer = await fetch(desk.dataset.address, {
      method: "POST",
      headers: { "content-type": "application/json", "x-csrf-token": token },
      body: JSON.stringify({ revision: desk.dataset.revision, ...order }),
    });
    const said = await answer.json();
    if (said.parts) {
      desk.dataset.revision = said.revision;
      for (const [name, html] of Object.entries(said.parts)) document.getElementById(name).innerHTML = html;
    }
    if (!answer.ok) refused += 1;
    if (said.complaints) return said;
    say(said.said || said.error || "not_saved", !answer.ok);
    return answer.ok ? said : null;
  } catch {
    refused += 1;
    say("offline", true);
    return null;
  }
}

async function decide(action) {
  const target = current;
  if (!target) return step(1);
  const place = cards().findIndex((one) => one.dataset.fact === target);
  const done = await send({ action, target });
  if (done) advance(place);
  else show(target, { focus: false });
}

async function whole(action) {
  const place = Math.max(0, cards().findIndex((one) => one.dataset.fact === current));
  const key = current;
  const done = await send({ action });
  if (done && action === "accept_rest") advance(place);
  else show(card(key) ? key : cards()[place]?.dataset.fact);
  if (done && frame && frame.src) frame.contentWindow.location.reload();
}

async function save(form) {
  const adding = form.closest(".newcard");
  const order = { action: adding ? "add" : "correct", value: gather(form), anyway: form.dataset.anyway === "true" };
  if (adding) {
    order.field = form.dataset.field;
    if (form.selected) order.selection = form.selected;
  } else order.target = form.closest(".card").dataset.fact;
  const place = cards().findIndex((one) => one.dataset.fact === current);
  const before = new Set(cards().map((one) => one.dataset.fact));
  const done = await send(order);
  if (!done) return;
  if (done.complaints) return complain(form, done.complaints, message);
  if (adding) {
    show(cards().find((one) => !before.has(one.dataset.fact))?.dataset.fact);
    if (frame && frame.src) frame.contentWindow.location.reload();
  } else advance(place);
}

// forms

function edit() {
  const here = card(current);
  if (!here) return;
  leave(); // one form at a time
  here.classList.add("editing");
  openForm(here.closest(".group").dataset.field, here.querySelector(".formplace"), JSON.parse(here.dataset.values));
}

function add(field) {
  leave();
  const place = document.createElement("div");
  place.className = "newcard";
  facts.querySelector(`.group[data-field="${field}"] h2`).after(place);
  const form = openForm(field, place);
  form.selected = chosen && chosen.place;
  const first = form.querySelector("input");
  if (chosen && field !== "elected_posts") first.value = chosen.words;
  adder.hidden = true;
  place.scrollIntoView({ block: "nearest" });
}

function leave() {
  for (const form of facts.querySelectorAll("form.edit")) {
    const here = form.closest(".card");
    if (here) here.classList.remove("editing");
    (form.closest(".newcard") || form).remove();
  }
  adder.hidden = true;
}

function offer() {
  if (adder.contains(document.activeElement) && !getSelection().isCollapsed) return;
  chosen = selection(text);
  adder.hidden = !chosen;
  if (!chosen) return;
  const box = getSelection().getRangeAt(0).getBoundingClientRect();
  adder.style.left = `${Math.max(8, Math.min(box.left + scrollX, innerWidth - adder.offsetWidth - 8))}px`;
  adder.style.top = `${box.bottom + scrollY + 8}px`;
}

// tabs

function turn(name) {
  for (const tab of document.querySelectorAll("[role=tab]")) {
    const on = tab.id === `tab-${name}`;
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
    document.getElementById(tab.id.slice(4)).hidden = !on;
  }
  if (name === "page" && frame && !frame.src) {
    frame.addEventListener("load", () => {
      frame.contentDocument.addEventListener("click", (event) => {
        event.preventDefault();
        const mark = event.target.closest("mark[data-fact]");
        if (mark) show(mark.dataset.fact, { scroll: false });
      });
      show(current, { focus: false });
    });
    frame.src = frame.dataset.src;
  } else show(current, { focus: false });
}

const isText = () => document.getElementById("tab-text").getAttribute("aria-selected") === "true";
const follow = (id) => (document.getElementById(id) ? document.getElementById(id).click() : say("last_article"));

const actions = {
  next: () => step(1),
  previous: () => step(-1),
  accept: () => decide("accept"),
  reject: () => decide("reject"),
  correct: edit,
  undo: () => whole("undo"),
  accept_rest: () => whole("accept_rest"),
  onward: () => follow("next"),
  cancel: () => (leave(), card(current)?.focus()),
  help: () => document.getElementById("help").showModal(),
  add_row: (button) => addRow(button).querySelector("input").focus(),
  remove_row: (button) => button.closest(".row").remove(),
};

const keys = {
  j: actions.next,
  k: actions.previous,
  a: actions.accept,
  x: actions.reject,
  e: edit,
  u: actions.undo,
  A: actions.accept_rest,
  n: () => (chosen || current ? offerOrAdd() : add("people")),
  o: () => turn(isText() ? "page" : "text"),
  "[": () => follow("previous"),
  "]": () => follow("next"),
  q: () => follow("back"),
  "?": actions.help,
};

// with words selected, which kind they are is asked; without, one of the current fact's kind is added
function offerOrAdd() {
  offer();
  if (chosen) adder.querySelector("button").focus();
  else add(card(current)?.closest(".group").dataset.field.replace("article", "people") || "people");
}

// what happens on the page

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) return then(() => actions[button.dataset.do](button));
  const fresh = event.target.closest("[data-new], [data-add]");
  if (fresh) return add(fresh.dataset.new || fresh.dataset.add);
  const tab = event.target.closest("[role=tab]");
  if (tab) return turn(tab.id.slice(4));
  const quote = event.target.closest("[data-at]");
  if (quote && quote.matches("button")) {
    if (!isText()) turn("text");
    const before = [...text.querySelectorAll("[data-at]")].filter((one) => Number(one.dataset.at) <= Number(quote.dataset.at));
    return before.length && reveal(before.at(-1));
  }
  const head = event.target.closest("[data-show]");
  if (head) return show(head.dataset.show);
  const mark = event.target.closest("#text mark[data-fact]");
  if (mark && getSelection().isCollapsed) {
    // a second click on the same words goes to the fact around this one
    const around = mark.dataset.fact === current && mark.parentElement.closest("mark[data-fact]");
    return show((around || mark).dataset.fact, { scroll: false });
  }
  const here = event.target.closest(".card");
  if (here && here.dataset.fact !== current && !event.target.closest("form")) show(here.dataset.fact, { focus: false });
});

document.addEventListener("submit", (event) => {
  if (event.target.matches("form.edit")) {
    event.preventDefault();
    then(() => save(event.target));
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") return actions.cancel();
  if (event.target.matches("[role=tab]") && ["ArrowLeft", "ArrowRight"].includes(event.key)) {
    turn(isText() ? "page" : "text");
    return document.querySelector("[role=tab][aria-selected=true]").focus();
  }
  const typing = event.target.matches("input:not([type=checkbox]), select, textarea");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (!document.getElementById("keys").checked || !Object.hasOwn(keys, event.key)) return;
  event.preventDefault();
  then(keys[event.key]);
});

document.addEventListener("selectionchange", () => {
  clearTimeout(offer.timer);
  offer.timer = setTimeout(offer, 250); // when the selection rests
});
adder.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the selection
adder.addEventListener("mousedown", (event) => event.preventDefault());
text.addEventListener("mouseover", (event) => {
  const mark = event.target.closest("mark[data-fact]");
  paint(text, mark && mark.dataset.fact, "hover");
});

const switched = document.getElementById("keys");
switched.checked = localStorage.getItem("keys") !== "off";
switched.addEventListener("change", () => localStorage.setItem("keys", switched.checked ? "on" : "off"));

const first = facts.querySelector("[data-state=changed]") || facts.querySelector("[data-state=pending]");
show(location.hash.startsWith("#f-") ? location.hash.slice(3) : first?.dataset.fact, { focus: false });
