import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Page } from "playwright-core";
import { ask, CHAPTER, inBrowser } from "./browser.ts";

/** What a link gives to take away. */
async function download(page: Page, box: string, word: string): Promise<string> {
  const tools = page.locator(`${box} .tools`);
  const more = tools.locator("details");
  if (await more.count() > 0 && !await more.locator("a").first().isVisible()) {
    await more.locator("summary").click();
  }
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    tools.locator(`a:text-is("${word}")`).click(),
  ]);
  return Deno.readTextFileSync(await file.path());
}

/** Keeps what is copied, as text and as HTML, where a test can read it. */
async function intercept(page: Page): Promise<void> {
  await page.evaluate(`navigator.clipboard.write = async ([item]) => {
    globalThis.markup = await (await item.getType("text/html")).text();
    globalThis.copied = await (await item.getType("text/plain")).text();
  }`);
}

/** What the `Copy` of a table gives: rows of cells. */
async function copiedFrom(page: Page, box: string): Promise<string[][]> {
  // A table in a fold has its button as well.
  await page.evaluate(
    `globalThis.copied = undefined; document.querySelector("${box} .tools button").click()`,
  );
  await page.waitForFunction("globalThis.copied !== undefined");
  return String(await page.evaluate("globalThis.copied")).split("\n").map((r) => r.split("\t"));
}

inBrowser("what is copied are numbers, as many heads as columns, and LaTeX", async ({ visit }) => {
  const page = await visit(CHAPTER);
  await intercept(page);
  const ids = await ask<string[]>(
    page,
    '[...document.querySelectorAll(".tbl:has(.tools button)")].map((e) => e.id)',
  );
  assert(ids.length > 2);
  for (const id of ids) {
    const rows = await copiedFrom(page, `#${id}`);
    assertEquals(new Set(rows.map((r) => r.length)).size, 1, `${id}: ${JSON.stringify(rows)}`);
    assert(!/[\u2212⁰-⁹²³]| × 10/.test(JSON.stringify(rows)), `${id}: ${JSON.stringify(rows)}`);
    const cells = await ask<number>(
      page,
      `new DOMParser().parseFromString(globalThis.markup, "text/html").querySelectorAll("tr")[0].cells.length`,
    );
    assertEquals(cells, rows[0]!.length);
    const label = await page.locator(`#${id}`).evaluate((e) =>
      e.querySelector(".cap b")?.textContent
    );
    assertEquals(
      await page.locator(`#${id} .tools button`).first().evaluate((e) => e.textContent),
      "Copied",
    );
    assert(label, "it has a number");
  }
  const latex = await ask<string>(
    page,
    `(() => {
      const range = document.createRange();
      range.selectNodeContents(document.querySelector(".eq .scroll"));
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      const event = new ClipboardEvent("copy", { clipboardData: new DataTransfer(), bubbles: true, cancelable: true });
      document.body.dispatchEvent(event);
      return event.clipboardData.getData("text/plain");
    })()`,
  );
  assert(latex.startsWith("\\[\n"), latex);
  assertStringIncludes(latex, "\\mathbf{X}");
  assert(!latex.includes("\\htmlData"), latex);
});

inBrowser("a table can be copied, and taken as CSV, JSON, LaTeX and R", async ({ visit }) => {
  const page = await visit(CHAPTER);
  await intercept(page);
  const box = "#" + await ask<string>(page, 'document.querySelector(".tbl:has(table.means)").id');
  await page.locator(`${box} .tools button`).first().click();
  const copied = String(await page.evaluate("globalThis.copied")).split("\n");
  const rows = await page.locator(`${box} table`).first().locator("tr").count();
  assertEquals(copied.length, rows);
  assert(copied.every((line) => line.includes("\t")), "cells are parted by tabs");
  assertEquals(await page.locator(`${box} .tools button`).first().textContent(), "Copied");
  assertStringIncludes(
    await download(page, box, "CSV"),
    "Substrate,emmean,SE,df,lower.CL,upper.CL",
  );
  const value: unknown = JSON.parse(await download(page, box, "JSON"));
  assert(typeof value === "object" && value !== null && "kind" in value);
  assertStringIncludes(await download(page, box, "LaTeX"), "\\begin{tabular}");
  assertStringIncludes(await download(page, box, "R code"), "library(emmeans)");
});

inBrowser("a figure can be taken as a file that stands alone, and as data", async ({ visit }) => {
  const page = await visit("course/05-split-plot.html");
  const svg = await download(page, "#fig-nitrogen", "SVG");
  assertStringIncludes(svg, 'xmlns="http://www.w3.org/2000/svg"');
  assert(
    !/var\(--|currentColor(?![\s\S]*<style)/.test(svg) || svg.includes("<style"),
    "its inks are in it",
  );
  assert((await download(page, "#fig-nitrogen", "Data")).split("\n").length > 4);
  const shown = await page.context().newPage();
  await shown.setContent(svg);
  const size = await shown.locator("svg").first().boundingBox();
  assert(size && size.width > 300 && size.height > 150, "it has a size of its own");
});

inBrowser("the picture of a fence has its key in its file", async ({ visit }) => {
  const page = await visit(CHAPTER);
  const svg = await download(page, "#fig-fixed-random", "SVG");
  for (const word of [">fixed<", ">random<", "xmlns="]) assertStringIncludes(svg, word);
});
