// An exchange: as a list of what was said when, and as a diagram.

function time(ms) {
  if (ms < 1000) return `${ms} ms`;
  if (ms < 60000) return `${(ms / 1000).toFixed(ms < 10000 ? 3 : 1)} s`;
  return `${Math.floor(ms / 60000)} min ${Math.round((ms % 60000) / 1000)} s`;
}

// A text in which what stands for a byte is told from what is that byte. Lines of a dialogue stand on lines of their own.
function bytes(text, onLines = false) {
  const code = make("code", {});
  const parts = text.split(/(\\(?:[rnt0'"\\]|x[0-9a-f]{2}|u\{[0-9a-f]+\}))/i).filter(Boolean);
  parts.forEach((part, at) => {
    const isByte = part.length > 1 && part.startsWith("\\");
    code.append(isByte ? make("span", { class: "byte" }, part) : part);
    if (onLines && part === "\\n" && at < parts.length - 1) code.append(make("br"));
  });
  return code;
}

// A sentence; what stands between back quotes is typed or said.
function prose(text) {
  return text.split(/`([^`]*)`/).map((part, at) => (at % 2 ? make("code", {}, part) : part));
}

// What brought the module into the state that the case needs is folded away.
function dialogue(said) {
  const [before, own] = [said.filter((it) => it.is_setup), said.filter((it) => !it.is_setup)];
  const box = make("div", {});
  if (before.length) {
    box.append(make("details", { class: "preparation" }, make("summary", {}, `Preparation: ${plural(before.length, "message")}`), turns(before)));
  }
  box.append(turns(own));
  return box;
}

function turns(said) {
  const list = make("ol", { class: "dialogue" });
  for (const { at_ms, from, text } of said) {
    const arrow = make("span", { class: "who" }, make("span", { "aria-hidden": "true" }, from === "module" ? "← " : "→ "), from);
    list.append(make("li", { class: from }, make("span", { class: "at" }, time(at_ms)), arrow, bytes(text, true)));
  }
  return list;
}

const ROW = 44;
const GAP = 26;
const LETTER = 7.3;

// Host at the left, module at the right, time downwards; a long silence is told in words. As wide as it is told to be.
function diagram(said, width) {
  const [left, right] = [64, width - 30];
  const rows = [];
  let y = 12;
  said.forEach((it, at) => {
    const silence = at ? it.at_ms - said[at - 1].at_ms : 0;
    if (silence >= 100) {
      rows.push({ y: y + 14, silence });
      y += GAP;
    }
    y += ROW;
    rows.push({ y, ...it });
  });
  const height = y + 24;
  const svg = draw("svg", { class: "diagram", width, height, viewBox: `0 0 ${width} ${height}`, role: "img" });
  const what = `${plural(said.length, "message")} between host and module; the list beside it has them in words`;
  svg.append(words("title", {}, `Diagram of the exchange: ${what}`));
  for (const [x, name] of [[left, "host"], [right, "module"]]) {
    svg.append(draw("line", { class: "life", x1: x, x2: x, y1: 26, y2: height }));
    svg.append(words("text", { class: "actor", x, y: 16, "text-anchor": "middle" }, name));
  }
  const fits = Math.floor((right - left - 24) / LETTER);
  for (const row of rows) {
    if (row.silence) {
      svg.append(draw("rect", { class: "veil", x: left - 4, width: right - left + 8, y: row.y - 4, height: 20 }));
      svg.append(words("text", { class: "silence", x: (left + right) / 2, y: row.y + 10, "text-anchor": "middle" }, `${time(row.silence)} later`));
      continue;
    }
    const [start, end, back] = row.from === "module" ? [right, left, 1] : [left, right, -1];
    const arrow = draw("g", { class: row.from });
    arrow.append(draw("line", { x1: start, x2: end + back * 7, y1: row.y, y2: row.y }));
    arrow.append(draw("path", { d: `M${end} ${row.y} l${back * 9} -4.5 v9 z` }));
    arrow.append(draw("circle", { cx: start, cy: row.y, r: 3 }));
    const line = row.text.replaceAll("\\r\\n", " ").trim() || row.text;
    const short = line.length > fits ? `${line.slice(0, fits - 1)}…` : line;
    arrow.append(words("text", { x: (left + right) / 2, y: row.y - 8, "text-anchor": "middle" }, short));
    svg.append(arrow, words("text", { class: "at", x: left - 12, y: row.y + 4, "text-anchor": "end" }, time(row.at_ms)));
  }
  return svg;
}

function draw(name, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function words(name, attributes, text) {
  const element = draw(name, attributes);
  element.textContent = text;
  return element;
}
