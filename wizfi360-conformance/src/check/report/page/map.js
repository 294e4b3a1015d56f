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
    Profile: report.profile,
    Began: `${started.slice(0, 10)} ${started.slice(11, 16)} UTC`,
    Took: time(report.took_ms),
  };
  if (report.aborted) facts["Ended early"] = report.aborted;
  for (const [name, fact] of Object.entries(facts)) {
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
  const sign = RESULTS[result]?.sign ?? "–";
  const count = of[result] ? ` ${number.format(of[result])}` : "";
  const parts = Object.entries(RESULTS).filter(([key]) => of[key]).map(([key, { many }]) => `${number.format(of[key])} ${many}`);
  const about = parts.join(", ") || "no case";
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
