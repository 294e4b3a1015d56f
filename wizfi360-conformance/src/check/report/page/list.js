// The list of cases: some at a time, the rest as one reads on.

const CHUNK = 100;
let listed = [];
let drawn = 0;

function drawList() {
  listed = matching();
  drawn = 0;
  document.getElementById("cases").replaceChildren();
  const all = report.cases.length;
  const of = listed.length === all ? `All ${plural(all, "case")}` : `${number.format(listed.length)} of ${plural(all, "case")}`;
  document.getElementById("showing").textContent = listed.length ? of : "No case passes these filters";
  document.getElementById("reset").hidden = FILTERS.every((key) => shown[key] === "");
  const open = listed.findIndex(({ id }) => id === shown.case);
  do drawMore(); while (drawn <= open);
  if (open >= 0) toggle(rowOf(listed[open]), true);
}

function drawMore() {
  const list = document.getElementById("cases");
  for (const one of listed.slice(drawn, drawn + CHUNK)) {
    if (list.lastElementChild?.dataset.section !== one.section.number) list.append(group(one.section));
    list.lastElementChild.append(row(one));
  }
  drawn = Math.min(drawn + CHUNK, listed.length);
  const more = document.getElementById("more");
  more.hidden = drawn === listed.length;
  more.textContent = `Show more (${number.format(listed.length - drawn)})`;
}

function group({ number, title }) {
  const heading = make("h3", {}, make("span", {}, number), title === number ? "" : ` ${title}`);
  return make("section", { class: "group", "data-section": number }, heading);
}

// A case, shut.
function row(one) {
  const { sign, name } = RESULTS[one.result];
  const button = make("button", { type: "button", class: "line", "aria-expanded": "false" });
  button.append(make("span", { class: "sign" }, make("span", { "aria-hidden": "true" }, sign), make("span", { class: "unseen" }, `${name}: `)));
  const text = make("span", { class: "text" }, make("span", { class: "title" }, ...prose(one.title)));
  if (one.result === "deviates") text.append(make("span", { class: "brief" }, "says ", bytes(one.verdict.actual), ", expected ", ...prose(one.verdict.expected)));
  text.append(make("span", { class: "id" }, one.id));
  button.append(text);
  return make("article", { class: `case ${one.result}`, "data-id": one.id }, button);
}

function rowOf(one) {
  return document.querySelector(`[data-id="${CSS.escape(one.id)}"]`);
}

function toggle(article, open) {
  article.querySelector(".line").setAttribute("aria-expanded", String(open));
  article.querySelector(".inside")?.remove();
  if (open) {
    const one = report.cases.find(({ id }) => id === article.dataset.id);
    article.append(inside(one));
    drawDiagram(article, one);
  }
}

// What stands in a case: who says what, where that stands, and the exchange.
function inside(one) {
  const box = make("div", { class: "inside", role: "region", "aria-label": one.title });
  const facts = make("dl", { class: "facts" });
  const fact = (name, kind, ...what) => facts.append(make("div", { class: kind }, make("dt", {}, name), make("dd", {}, ...what)));
  if (one.result === "deviates") {
    fact("Module says", "actual", bytes(one.verdict.actual));
    fact("Spec expects", "expected", ...prose(one.verdict.expected));
  }
  if (one.result === "not-run") fact("Not run, because", "reason", ...prose(one.verdict.reason));
  fact("Source", "source", linked(one.source.section ?? one.source.text.replace(/^(capture|vendor:|driver|inferred:) /, ""), one.source.text));
  box.append(facts);
  const link = make("a", { href: address({ ...shown, case: one.id }) }, "Link to this case");
  const notes = make("p", { class: "notes" }, make("span", {}, one.kind.replaceAll("-", " ")));
  notes.append(make("span", {}, one.positive ? "the module is to act" : "the module is to refuse"));
  if (one.command) notes.append(make("span", {}, make("code", {}, one.command)));
  for (const erratum of one.errata) notes.append(make("span", { class: "erratum" }, "erratum ", linked(erratum, make("code", {}, erratum))));
  notes.append(link);
  box.append(notes);
  if (one.dialogue.length) {
    const exchange = make("div", { class: "exchange" });
    exchange.append(make("div", {}, make("h4", {}, "Dialogue"), dialogue(one.dialogue)));
    exchange.append(make("div", { class: "figure" }, make("h4", {}, "Exchange")));
    box.append(exchange);
  }
  return box;
}

// A text that leads to the page about it, if there is one.
function linked(key, text) {
  const page = Object.hasOwn(report.links, key) && report.links[key];
  return page && page.startsWith("https:") ? make("a", { href: page, rel: "noreferrer" }, text) : text;
}

// The diagram is as wide as there is room: it is drawn anew when that changes.
function drawDiagram(article, one) {
  const figure = article.querySelector(".figure");
  if (!figure) return;
  const width = Math.min(figure.clientWidth, 560);
  const before = figure.querySelector("svg");
  if (before?.getAttribute("width") === String(width)) return;
  before?.remove();
  figure.append(diagram(one.dialogue.filter((it) => !it.is_setup), width));
}
