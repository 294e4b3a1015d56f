// The report, unpacked, and what is shown of it. The address keeps the latter.

const RESULTS = {
  deviates: { sign: "▲", name: "Deviates", many: "deviate" },
  "as-expected": { sign: "✓", name: "As expected", many: "as expected" },
  "not-run": { sign: "○", name: "Not run", many: "not run" },
};
const RANKS = ["manual", "capture", "vendor", "driver", "inference"];
const number = new Intl.NumberFormat("en");

const report = arrange(await unpack(document.getElementById("data").textContent));

// Base64 of deflated JSON.
async function unpack(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return JSON.parse(await new Response(stream).text(), (_, value) => (typeof value === "string" ? visible(value) : value));
}

// The report with sections and cases that know each other.
function arrange(data) {
  const sections = data.sections.map((it) => ({ ...it, total: it.cases, chapter: chapterOf(it.number), cases: [] }));
  const byNumber = new Map(sections.map((it) => [it.number, it]));
  const cases = data.results.map((it) => {
    if (!byNumber.has(it.section)) {
      const section = { number: it.section, title: "", chapter: chapterOf(it.section), cases: [] };
      byNumber.set(it.section, section);
      sections.push(section);
    }
    const one = { ...it, section: byNumber.get(it.section), rank: it.source.kind, result: it.verdict.is };
    one.section.cases.push(one);
    return one;
  });
  return { ...data, sections, cases };
}

// Characters that have no shape, or that turn the direction of what follows, as Rust writes them.
function visible(text) {
  return text.replace(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff]/g, (it) => {
    const code = it.charCodeAt(0);
    return code < 256 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u{${code.toString(16)}}`;
  });
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

// Without an address, what deviates is shown.
function readAddress() {
  const first = report.cases.some(({ result }) => result === "deviates") ? "result=deviates" : "";
  const said = new URLSearchParams(location.hash.slice(1) || first);
  for (const key of Object.keys(shown)) shown[key] = said.get(key) ?? "";
}

function address(of) {
  const said = new URLSearchParams(Object.entries(of).filter(([, value]) => value !== ""));
  return `#${said}`;
}

function writeAddress() {
  // An address that shows all is not an empty one.
  const said = address(shown);
  history.replaceState(null, "", said === "#" ? "#result=" : said);
}

// Everything in a case that can be sought, in small letters.
const haystacks = new Map();
function haystack(one) {
  if (!haystacks.has(one)) {
    const said = one.dialogue.map(({ text }) => text);
    const all = [one.id, one.title, one.command, one.kind, one.section.title, one.source.text, ...one.errata, ...Object.values(one.verdict), ...said];
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
      (!source || one.rank === source) &&
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
