// The report, unpacked, and what is shown of it. The address keeps the latter.

const RESULTS = {
  deviates: { sign: "▲", name: "Deviates" },
  "as-expected": { sign: "✓", name: "As expected" },
  "not-run": { sign: "○", name: "Not run" },
};
const RANKS = ["manual", "capture", "vendor", "driver", "inference"];
const number = new Intl.NumberFormat("en");

const report = unpack(JSON.parse(document.getElementById("data").textContent));

function unpack(data) {
  const text = (it) => (typeof it === "number" ? data.texts[it] : it);
  const sections = data.sections.map(([number, title]) => ({ number, title, chapter: chapterOf(number), cases: [] }));
  const cases = data.cases.map(([section, id, command, about, title, positive, source, errata, verdict, dialogue]) => {
    const [rank, sourceText] = data.sources[source];
    const texts = verdict.map(text);
    const one = {
      id: text(id),
      section: sections[section],
      command: text(command),
      kind: text(about),
      title: text(title),
      positive: positive === 1,
      source: RANKS[rank],
      sourceText,
      errata: errata.map(text),
      result: ["as-expected", "not-run", "deviates"][texts.length],
      texts,
      said: [],
    };
    for (let at = 0; at < dialogue.length; at += 2) {
      one.said.push({ ms: Math.floor(dialogue[at] / 2), byModule: dialogue[at] % 2 === 1, text: text(dialogue[at + 1]) });
    }
    one.section.cases.push(one);
    return one;
  });
  return { ...data, sections, cases };
}

// `3.2.3` stands in chapter `3.2`; what the manual does not have stands in a chapter without a number.
function chapterOf(number) {
  return /^\d+(\.\d+)+$/.test(number) ? number.slice(0, number.lastIndexOf(".")) : "";
}

// Chapters are chosen by `3.2.`, sections by `3.2.3`; `-` is the chapter without a number.
function isIn(section, choice) {
  if (choice === "-") return section.chapter === "";
  return choice.endsWith(".") ? `${section.chapter}.` === choice : section.number === choice;
}

function counts(cases) {
  const of = { all: cases.length, deviates: 0, "as-expected": 0, "not-run": 0 };
  for (const one of cases) of[one.result] += 1;
  return of;
}

// What is shown: the filters by their names, and the case that is open.
const FILTERS = ["q", "result", "section", "kind", "source"];
const shown = Object.fromEntries([...FILTERS, "case"].map((key) => [key, ""]));

function readAddress() {
  const said = new URLSearchParams(location.hash.slice(1));
  for (const key of Object.keys(shown)) shown[key] = said.get(key) ?? "";
}

function address(of) {
  const said = new URLSearchParams(Object.entries(of).filter(([, value]) => value !== ""));
  return `#${said}`;
}

function writeAddress() {
  history.replaceState(null, "", address(shown));
}

// Everything in a case that can be sought, in small letters.
const haystacks = new Map();
function haystack(one) {
  if (!haystacks.has(one)) {
    const said = one.said.map(({ text }) => text);
    const all = [one.id, one.title, one.command, one.kind, one.section.title, one.sourceText, ...one.errata, ...one.texts, ...said];
    haystacks.set(one, all.join("\n").toLowerCase());
  }
  return haystacks.get(one);
}

// The cases that pass all filters, but for one of them if its name is given.
function matching(but) {
  const words = shown.q.toLowerCase().split(/\s+/).filter(Boolean);
  const { result, section, kind, source } = shown;
  return report.cases.filter(
    (one) =>
      (but === "result" || !result || one.result === result) &&
      (!section || isIn(one.section, section)) &&
      (!kind || one.kind === kind) &&
      (!source || one.source === source) &&
      words.every((word) => haystack(one).includes(word)),
  );
}

// An element. Texts become text nodes, never markup.
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

function plural(count, one, many = `${one}s`) {
  return `${number.format(count)} ${count === 1 ? one : many}`;
}
