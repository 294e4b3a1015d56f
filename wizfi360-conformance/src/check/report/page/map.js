// The head of the page, and the map of sections.

function drawHead() {
  const of = counts(report.cases);
  const ran = of.all - of["not-run"];
  const outcome = of.deviates
    ? `${number.format(of.deviates)} of ${plural(ran, "case")} ${of.deviates === 1 ? "deviates" : "deviate"}`
    : ran ? `All ${plural(ran, "case")} as expected` : "No case was run";
  document.getElementById("outcome").textContent = outcome;
  document.title = `${outcome} · WizFi360 ${report.module}`;
  const started = new Date(report.started_at * 1000).toISOString();
  const facts = {
    Module: report.module,
    Firmware: report.firmware,
    "AT+GMR": report.version_text.replaceAll("\n", ", "),
    Profile: report.profile,
    Began: `${started.slice(0, 10)} ${started.slice(11, 16)} UTC`,
    Took: time(report.took_ms),
    Tool: report.tool,
    Spec: report.spec,
  };
  if (report.aborted) facts["Ended early"] = report.aborted;
  for (const [name, fact] of Object.entries(facts).filter(([, fact]) => fact)) {
    document.getElementById("run").append(make("div", {}, make("dt", {}, name), make("dd", {}, fact)));
  }
  for (const [result, { sign, many }] of Object.entries(RESULTS)) {
    const part = make("span", { class: result });
    part.style.flexGrow = of[result];
    if (of[result]) document.getElementById("bar").append(part);
    const legend = make("li", { class: result }, make("i", { "aria-hidden": "true" }, sign));
    legend.append(make("b", {}, number.format(of[result])), ` ${many}`);
    document.getElementById("legend").append(legend);
  }
  if (report.not_chosen) {
    const chosen = make("li", {}, make("i", { "aria-hidden": "true" }, "–"), make("b", {}, number.format(report.not_chosen)), " not chosen");
    document.getElementById("legend").append(chosen);
  }
  document.getElementById("next").append(...prose(next(of, ran)));
}

// What a reader does next.
function next(of, ran) {
  if (of.deviates) {
    return "Module and spec disagree in the cases below; either can be wrong. Open one: its source says how sure the expectation is, its errata what is known already. Run it again alone with `--only` and its id. If the module always does so, `--learn FILE` writes an erratum.";
  }
  if (!ran) return "Nothing was checked. The cases below say why, and which option runs them.";
  const left = of["not-run"] ? ` ${plural(of["not-run"], "case")} ${of["not-run"] === 1 ? "was" : "were"} not run: each says which risk to allow.` : "";
  return `Every case that was run is as expected: nothing is to be done.${left}`;
}

function drawMap() {
  for (const chapter of new Set(report.sections.map(({ chapter }) => chapter))) {
    const sections = report.sections.filter((it) => it.chapter === chapter);
    const choice = chapter ? `${chapter}.` : "-";
    const cases = sections.flatMap(({ cases }) => cases);
    const label = make("button", { type: "button", class: "chapter", "data-choice": choice, "aria-pressed": "false" });
    label.append(make("b", {}, chapter || "Beyond the manual"), make("span", {}, plural(cases.length, "case")));
    const cells = make("ul", { class: chapter ? "cells" : "cells named" }, ...sections.map(cell));
    document.getElementById("map").append(make("div", { class: "row" }, label, cells));
  }
  const map = document.getElementById("map");
  map.addEventListener("click", ({ target }) => {
    const chosen = target.closest("[data-choice]");
    if (!chosen) return;
    const choice = chosen.dataset.choice;
    show({ section: shown.section === choice ? "" : choice });
  });
  for (const kind of ["pointerover", "focusin"]) map.addEventListener(kind, ({ target }) => tell(target.closest(".cell")));
  for (const kind of ["pointerleave", "focusout"]) map.addEventListener(kind, () => tell(null));
}

// A section on the map: its number, a sign, and how many cases bear it.
function cell(section) {
  const of = counts(section.cases);
  const result = of.deviates ? "deviates" : of["as-expected"] ? "as-expected" : of["not-run"] ? "not-run" : "without";
  const none = section.total ? `${plural(section.total, "case")}, none chosen` : "no case";
  const sign = RESULTS[result]?.sign ?? "–";
  const count = of[result] ? ` ${number.format(of[result])}` : "";
  const parts = Object.entries(RESULTS).filter(([key]) => of[key]).map(([key, { many }]) => `${number.format(of[key])} ${many}`);
  const about = parts.join(", ") || none;
  const title = section.title === section.number ? "" : section.title;
  const button = make("button", {
    type: "button",
    class: `cell ${result}`,
    "data-choice": section.number,
    "data-title": title,
    "data-about": about,
    "aria-label": `${section.number} ${title}: ${about}`,
    "aria-pressed": "false",
  });
  button.append(make("b", {}, section.number), make("span", {}, sign + count));
  return make("li", {}, button);
}

// The words for a cell, beside it.
function tell(cell) {
  const tip = document.getElementById("tip");
  tip.hidden = !cell;
  if (!cell) return;
  const { choice, title, about } = cell.dataset;
  tip.replaceChildren(make("b", {}, choice), ` ${title}`, make("span", {}, about));
  const room = tip.parentElement.getBoundingClientRect();
  const at = cell.getBoundingClientRect();
  const left = Math.min(at.left - room.left, room.width - tip.offsetWidth);
  tip.style.left = `${Math.max(0, left)}px`;
  tip.style.top = `${at.bottom - room.top + 6}px`;
}

function markMap() {
  for (const button of document.querySelectorAll("[data-choice]")) {
    button.setAttribute("aria-pressed", String(button.dataset.choice === shown.section));
  }
}
