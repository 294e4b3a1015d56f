// What the tests of a page share: they open it, and demand that all is quiet.

import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { after, before } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

export const formatted = new Intl.NumberFormat("en").format;

// The page and the JSON of a folder. A browser is there for all tests of the file.
export function load(folder) {
  const file = `${folder}/report.html`;
  const report = JSON.parse(readFileSync(`${folder}/report.json`, "utf8"));
  const url = pathToFileURL(file).href;
  let browser;
  before(async () => {
    const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"];
    browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args });
  });
  after(() => browser?.close());

  // Opens the page, runs what is to be tried, and demands that nothing was logged, thrown or fetched.
  async function opened(run, { hash = "", ...options } = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    const heard = [];
    page.on("console", (message) => heard.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => heard.push(`error: ${error}`));
    page.on("request", (request) => request.url().split("#")[0] === url || heard.push(`request: ${request.url()}`));
    await page.goto(url + hash);
    await page.locator(".case").first().waitFor();
    await run(page);
    await context.close();
    assert.deepEqual(heard, []);
  }

  // The page, whatever is logged.
  async function bare() {
    const page = await browser.newPage();
    await page.goto(url);
    return page;
  }

  return { report, size: statSync(file).size, opened, bare };
}

// The open case has each message of its dialogue in the list, and in the diagram those that are not of its preparation.
export async function showsItsExchange(page, one) {
  const inside = page.locator(".inside");
  assert.deepEqual(await inside.locator(".dialogue code").allTextContents(), one.dialogue.map(({ text }) => text));
  const drawn = one.dialogue.filter((it) => !it.preparing);
  assert.equal(await inside.locator(".diagram g").count(), drawn.length);
  assert.equal(await inside.locator(".diagram g.module").count(), drawn.filter((it) => it.by_module).length);
}

// Runs in the page: texts of less than 12 px, or of less contrast than 4.5:1 (WCAG AA).
export function unreadable() {
  const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = channels(colour).map((it) => (it / 255 <= 0.04045 ? it / 255 / 12.92 : ((it / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    const colour = getComputedStyle(element).backgroundColor;
    return (channels(colour)[3] ?? 1) === 1 ? colour : behind(element.parentElement);
  };
  const found = new Set();
  for (const element of document.querySelectorAll("body *:not(script, style, option, title, .unseen, .unseen *, .skip)")) {
    const text = [...element.childNodes].some((it) => it.nodeType === Node.TEXT_NODE && it.data.trim());
    if (!text || !element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const ink = element.closest("svg") ? style.fill : style.color;
    const [a, b] = [light(ink), light(behind(element))].sort((x, y) => y - x);
    const name = `${element.tagName}.${element.getAttribute("class") ?? ""} in ${element.parentElement.className}`;
    if (parseFloat(style.fontSize) < 12) found.add(`${name}: ${style.fontSize}`);
    if ((a + 0.05) / (b + 0.05) < 4.5) found.add(`${name}: contrast ${((a + 0.05) / (b + 0.05)).toFixed(2)}`);
  }
  return [...found];
}
