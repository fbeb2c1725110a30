// Forms: opened from their template, gathered into values, and told what the server complains of.

// the form of a kind of fact, filled with values, put into a place
export function open(field, place, values = {}) {
  const form = document.getElementById(`form-${field}`).content.cloneNode(true).querySelector("form");
  for (const control of form.querySelectorAll("[data-name]")) fill(control, values[control.dataset.name]);
  place.append(form);
  form.querySelector("input, select, textarea").focus();
  return form;
}

function fill(control, value) {
  const { shape } = control.dataset;
  if (shape === "positions") for (const held of value || []) addRow(control.querySelector("[data-do=add_row]"), held);
  else if (shape === "lines") {
    control.value = (value || []).join("\n");
    control.rows = Math.max(1, (value || []).length);
  } else if (value !== undefined) control.value = value ?? "";
}

export function addRow(button, held = {}) {
  const row = button.parentElement.querySelector("template").content.cloneNode(true).firstElementChild;
  for (const input of row.querySelectorAll("[data-part]")) input.value = held[input.dataset.part] ?? "";
  button.before(row);
  return row;
}

export function gather(form) {
  const values = {};
  for (const control of form.querySelectorAll("[data-name]")) {
    const { name, shape } = control.dataset;
    if (shape === "lines") values[name] = control.value.split("\n").filter((line) => line.trim());
    else if (shape === "positions") values[name] = [...control.querySelectorAll(".row")].map(row).filter((held) => held.title.trim());
    else values[name] = control.value;
  }
  return values;
}

function row(element) {
  return Object.fromEntries([...element.querySelectorAll("[data-part]")].map((input) => [input.dataset.part, input.value]));
}

export function complain(form, complaints, message) {
  let first = null;
  for (const place of form.querySelectorAll("[data-bad]")) {
    const code = complaints[place.dataset.bad];
    place.textContent = code ? message(`bad.${code}`) : "";
    const control = form.querySelector(`[data-name="${place.dataset.bad}"]`);
    if (control) control.setAttribute("aria-invalid", String(Boolean(code)));
    if (code) first ??= control;
  }
  first?.focus();
  // words that are not printed are kept when they are saved a second time
  form.dataset.anyway = String(Object.values(complaints).every((code) => code === "not_printed"));
}
