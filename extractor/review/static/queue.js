// The list of articles: "/" goes to the search, a choice in a filter shows its articles at once.
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.target.matches("input, select, textarea")) {
    event.preventDefault();
    document.getElementById("q").focus();
  }
});
for (const select of document.querySelectorAll(".picks select")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}
