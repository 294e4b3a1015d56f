// The report of a whole run against the virtual module, in a real browser. RUN is the folder with its report.html and report.json.

import assert from "node:assert/strict";
import { test } from "node:test";
import { formatted, load, showsItsExchange, unreadable } from "./page.js";

const { report, size, opened } = load(process.env.RUN);

test("the page of a whole run is under 2 MB, and tells what came of it", () =>
  opened(async (page) => {
    console.log(`${formatted(report.results.length)} cases, ${formatted(size)} bytes`);
    assert.ok(size < 2_000_000, `${size} bytes`);
    assert.ok(report.results.length > 2_500, `${report.results.length} cases`);
    const ran = report.results.filter((it) => it.verdict.is !== "not-run").length;
    assert.equal(await page.locator("h1").textContent(), `All ${formatted(ran)} cases as expected`);
    assert.equal(await page.locator(".cell").count(), report.sections.length);
  }));

test("the longest exchange of each kind of case is shown whole, also on a phone", () =>
  opened(
    async (page) => {
      const length = ({ dialogue }) => dialogue.reduce((sum, { text }) => sum + text.length, 0);
      for (const kind of new Set(report.results.map((it) => it.about))) {
        const one = report.results.filter((it) => it.about === kind).reduce((a, b) => (length(b) > length(a) ? b : a));
        await page.evaluate((hash) => (location.hash = hash), `${new URLSearchParams({ kind, case: one.id })}`);
        await page.locator(`[data-id="${one.id}"] .inside`).waitFor();
        await showsItsExchange(page, one);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390, one.id);
        assert.deepEqual(await page.evaluate(unreadable), [], one.id);
      }
    },
    { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  ));
