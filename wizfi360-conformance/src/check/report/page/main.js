// The filters, and what happens when.

const results = document.getElementById("results");

function drawFilters() {
  for (const [result, name] of [["", "All"], ...Object.entries(RESULTS).map(([key, { name }]) => [key, name])]) {
    const input = make("input", { type: "radio", name: "result", value: result });
    const sign = RESULTS[result] ? make("i", { "aria-hidden": "true", class: result }, RESULTS[result].sign) : "";
    results.append(make("label", {}, input, make("span", {}, sign, name, " ", make("small", {}))));
  }
  const section = document.getElementById("section");
  section.append(option("", "All sections"));
  for (const chapter of new Set(report.sections.map(({ chapter }) => chapter))) {
    const name = chapter || "Beyond the manual";
    const group = make("optgroup", { label: name }, option(chapter ? `${chapter}.` : "-", `${name}, all`));
    for (const { number, title } of report.sections.filter((it) => it.chapter === chapter)) {
      group.append(option(number, title === number ? number : `${number} ${title}`));
    }
    section.append(group);
  }
  const count = (key, value) => report.cases.filter((one) => one[key] === value).length;
  const kinds = [...new Set(report.cases.map(({ kind }) => kind))].sort();
  const kind = document.getElementById("kind");
  kind.append(option("", "All kinds"), ...kinds.map((it) => option(it, `${it.replaceAll("-", " ")} (${number.format(count("kind", it))})`)));
  const ranks = RANKS.filter((it) => count("rank", it));
  const source = document.getElementById("source");
  source.append(option("", "All sources"), ...ranks.map((it) => option(it, `${it} (${number.format(count("rank", it))})`)));
}

function option(value, name) {
  return make("option", { value }, name);
}

// The filters, the map and the list as the address says.
function drawAll() {
  document.getElementById("q").value = shown.q;
  for (const key of ["section", "kind", "source"]) document.getElementById(key).value = shown[key];
  const of = counts(matching("result"));
  for (const label of results.querySelectorAll("label")) {
    const input = label.querySelector("input");
    input.checked = input.value === shown.result;
    label.querySelector("small").textContent = number.format(of[input.value || "all"]);
  }
  markMap();
  drawList();
}

function show(changed) {
  Object.assign(shown, changed);
  writeAddress();
  drawAll();
}

function goTo(element) {
  element.scrollIntoView({ block: "start" });
}

readAddress();
drawHead();
drawFilters();
drawMap();
drawAll();
if (shown.case) goTo(document.querySelector(".inside")?.parentElement ?? document.getElementById("list-title"));

let typing;
document.getElementById("q").addEventListener("input", ({ target }) => {
  clearTimeout(typing);
  typing = setTimeout(() => show({ q: target.value.trim() }), 120);
});
document.getElementById("filters").addEventListener("submit", (event) => event.preventDefault());
document.getElementById("filters").addEventListener("change", ({ target }) => {
  if (target.name !== "q") show({ [target.name]: target.value });
});
document.getElementById("reset").addEventListener("click", () => show(Object.fromEntries(FILTERS.map((key) => [key, ""]))));
document.getElementById("skip").addEventListener("click", () => document.getElementById("q").focus());
document.getElementById("more").addEventListener("click", drawMore);

// One case is open at a time.
document.getElementById("cases").addEventListener("click", ({ target }) => {
  const line = target.closest(".line");
  if (!line) return;
  const article = line.parentElement;
  const id = article.dataset.id;
  const before = document.querySelector(".inside")?.parentElement;
  const top = line.getBoundingClientRect().top;
  if (before) toggle(before, false);
  shown.case = before === article ? "" : id;
  if (shown.case) toggle(article, true);
  // What shuts above does not move what was chosen.
  scrollBy(0, line.getBoundingClientRect().top - top);
  writeAddress();
});

addEventListener("hashchange", () => {
  readAddress();
  drawAll();
  const open = document.querySelector(".inside");
  if (open) goTo(open.parentElement);
});
addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.matches("input, select")) return;
  event.preventDefault();
  document.getElementById("q").focus();
});
// Watched anew each time, so that it is seen again where it never left the window.
const watch = new IntersectionObserver(
  (seen) => {
    const { isIntersecting, target } = seen.at(-1);
    if (!isIntersecting) return;
    drawMore();
    watch.unobserve(target);
    watch.observe(target);
  },
  { rootMargin: "600px" },
);
watch.observe(document.getElementById("more"));
new ResizeObserver(() => {
  const open = document.querySelector(".inside")?.parentElement;
  if (open) drawDiagram(open, report.cases.find(({ id }) => id === open.dataset.id));
}).observe(document.getElementById("cases"));
