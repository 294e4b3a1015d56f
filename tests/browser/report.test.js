// A made-up report with each kind of result, in a real browser. `cargo xtask report-check` writes the report, finds the browser and runs this.
//
// MADE_UP is the folder with its report.html and report.json, CHROMIUM the browser.

import assert from "node:assert/strict";
import { test } from "node:test";
import { formatted, load, showsItsExchange, unreadable } from "./page.js";

const { report, size, opened, bare } = load(process.env.MADE_UP);
const of = (is) => report.results.filter(is);
const deviating = of((it) => it.verdict.is === "deviates");
const hostile = deviating.find((it) => it.verdict.says.includes("</script>"));

const shows = (page, text) => page.locator(`#showing:text-is("${text}")`).waitFor();
const all = `All ${formatted(report.results.length)} cases`;
const some = (count) => `${formatted(count)} of ${formatted(report.results.length)} cases`;
const open = (page, id) => page.locator(`[data-id="${id}"] .line`).click();

test("the page is under 2 MB", () => {
  console.log(`${formatted(report.results.length)} cases, ${formatted(size)} bytes`);
  assert.ok(size < 2_000_000, `${size} bytes`);
});

test("the head tells the counts of the report", () =>
  opened(async (page) => {
    const ran = of((it) => it.verdict.is !== "not-run").length;
    assert.equal(await page.locator("h1").textContent(), `${formatted(deviating.length)} of ${formatted(ran)} cases deviate`);
    await shows(page, all);
    assert.equal(await page.locator(".cell").count(), report.sections.length);
  }));

test("results filter, and the address keeps it", () =>
  opened(async (page) => {
    for (const result of ["deviates", "not-run", "as-expected"]) {
      await page.check(`#results [value="${result}"]`);
      const count = of((it) => it.verdict.is === result).length;
      await shows(page, some(count));
      assert.equal(await page.locator(`.case:not(.${result})`).count(), 0);
      await page.reload();
      await shows(page, some(count));
    }
    await page.getByText("Show all").click();
    await shows(page, all);
  }));

test("kind, source and section filter, alone and together", () =>
  opened(async (page) => {
    const kind = report.results[0].about;
    await page.selectOption("#kind", kind);
    await shows(page, some(of((it) => it.about === kind).length));
    await page.selectOption("#source", "manual");
    await shows(page, some(of((it) => it.about === kind && it.source.kind === "manual").length));
    await page.selectOption("#section", "3.2.");
    const chapter = (it) => /^3\.2\.\d+$/.test(it.section);
    await shows(page, some(of((it) => chapter(it) && it.about === kind && it.source.kind === "manual").length));
  }));

test("search finds ids, and bytes of dialogues", () =>
  opened(async (page) => {
    const { id } = report.results.at(-1);
    await page.fill("#q", id.toUpperCase());
    await page.locator(`[data-id="${id}"]`).waitFor();
    await page.fill("#q", "nothing has this in it");
    await shows(page, "No case passes these filters");
    const word = "+CIPSTATUS\\r\\r\\n".toLowerCase();
    const has = (it) => it.dialogue.some(({ text }) => text.toLowerCase().includes(word));
    await page.fill("#q", word);
    await shows(page, some(of(has).length));
    assert.ok(of(has).length > 0);
  }));

test("a place on the map shows its section, by mouse and by keyboard, and again all", () =>
  opened(async (page) => {
    const { number } = report.sections.find((it) => of(({ section }) => section === it.number).length > 3);
    const cell = page.locator(`.cell[data-choice="${number}"]`);
    await cell.hover();
    assert.match(await page.locator("#tip").textContent(), /as expected|deviate|not run/);
    await cell.click();
    await shows(page, some(of((it) => it.section === number).length));
    assert.equal(await cell.getAttribute("aria-pressed"), "true");
    await cell.press("Enter");
    await shows(page, all);
  }));

test("colour is not the only sign on the map", () =>
  opened(async (page) => {
    for (const [result, sign] of [["deviates", "▲"], ["as-expected", "✓"], ["not-run", "○"], ["without", "–"]]) {
      for (const text of await page.locator(`.cell.${result} span`).allTextContents()) assert.ok(text.startsWith(sign), text);
    }
    assert.ok((await page.locator(".cell.deviates").count()) > 0);
  }));

test("a case opens and shows who says what, its dialogue and its diagram", () =>
  opened(async (page) => {
    const one = deviating.find((it) => it.dialogue.length > 2);
    await open(page, one.id);
    const inside = page.locator(".inside");
    assert.equal(await inside.locator(".says dd").textContent(), one.verdict.says);
    assert.equal(await inside.locator(".expects dd").textContent(), one.verdict.expects.replaceAll("`", ""));
    assert.equal(await inside.locator(".source dd").textContent(), one.source.text);
    await showsItsExchange(page, one);
    // Another one opens, the first is shut; then none is open.
    const other = report.results[1];
    await open(page, other.id);
    assert.equal(await inside.count(), 1);
    assert.equal(await page.locator(`[data-id="${other.id}"] .line`).getAttribute("aria-expanded"), "true");
    await open(page, other.id);
    assert.equal(await inside.count(), 0);
  }));

test("the link to a case brings it into view, with its filters", async () => {
  const one = deviating.at(-1);
  let hash;
  await opened(async (page) => {
    await page.check('#results [value="deviates"]');
    await open(page, one.id);
    hash = await page.getByText("Link to this case").getAttribute("href");
  });
  for (const viewport of [{ width: 1280, height: 900 }, { width: 390, height: 844 }]) {
    await opened(
      async (page) => {
        await shows(page, some(deviating.length));
        const { y } = await page.locator(`[data-id="${one.id}"] .inside`).boundingBox();
        assert.ok(y > 0 && y < viewport.height, `it stands at ${y}`);
      },
      { hash, viewport },
    );
  }
  // Without filters, all that stands before it is drawn too.
  await opened(
    async (page) => {
      const { y } = await page.locator(".inside").boundingBox();
      assert.ok(y > 0 && y < 900, `it stands at ${y}`);
    },
    { hash: `#${new URLSearchParams({ case: one.id })}` },
  );
});

test("what a stranger put into an SSID is shown as text", () =>
  opened(
    async (page) => {
      assert.equal(await page.locator(".says dd").textContent(), hostile.verdict.says);
      assert.equal(await page.locator("img").count(), 0);
      assert.equal(await page.locator("script").count(), 2);
      assert.doesNotMatch(await page.title(), /broken/);
    },
    { hash: `#${new URLSearchParams({ case: hostile.id })}` },
  ));

test("bytes without a shape are told in letters", () =>
  opened(async (page) => {
    const one = report.results.find((it) => it.title.includes("\u202e"));
    const title = await page.locator(`[data-id="${one.id}"] .title`).textContent();
    assert.match(title, /\\x1b\[31m.*\\x00 \\x0b \\u\{fffe\} \\u\{202e\}/);
  }));

test("a script that is not the page's own does not run", async () => {
  const page = await bare();
  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.ran = true";
    document.body.append(script);
    return window.ran === true;
  });
  assert.equal(ran, false);
  await page.close();
});

test("the keyboard alone finds and opens a case", () =>
  opened(async (page) => {
    const { id } = deviating[0];
    await page.keyboard.press("/");
    await page.keyboard.type(id);
    await page.getByText(`of ${formatted(report.results.length)} cases`).waitFor();
    for (let presses = 0; presses < 20; presses += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(() => document.activeElement.matches(".line"))) break;
    }
    const ring = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.equal(ring, "solid");
    await page.keyboard.press("Enter");
    await page.locator(".inside").waitFor();
  }));

test("reading on draws all cases, and a filter is fast", () =>
  opened(async (page) => {
    await page.evaluate(async () => {
      const more = document.getElementById("more");
      while (!more.hidden) {
        more.scrollIntoView();
        await new Promise(requestAnimationFrame);
      }
    });
    assert.equal(await page.locator(".case").count(), report.results.length);
    const took = await page.evaluate(() => {
      const start = performance.now();
      const kind = document.getElementById("kind");
      kind.selectedIndex = 1;
      kind.dispatchEvent(new Event("change", { bubbles: true }));
      document.body.getBoundingClientRect();
      return performance.now() - start;
    });
    assert.ok(took < 1000, `${took} ms`);
  }));

for (const colorScheme of ["light", "dark"]) {
  test(`on a phone nothing is cut off, small or pale: ${colorScheme}`, () =>
    opened(
      async (page) => {
        for (const id of [hostile.id, of((it) => it.verdict.is === "not-run")[0].id, longest().id]) {
          await page.evaluate((id) => (location.hash = new URLSearchParams({ case: id })), id);
          await page.locator(`[data-id="${id}"] .inside`).waitFor();
          assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
          assert.deepEqual(await page.evaluate(unreadable), []);
        }
      },
      { colorScheme, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    ));
}

function longest() {
  const length = (it) => Math.max(0, ...it.dialogue.map(({ text }) => text.length));
  return report.results.reduce((a, b) => (length(b) > length(a) ? b : a));
}
