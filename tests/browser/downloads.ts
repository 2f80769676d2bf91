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

inBrowser("a table can be copied, and taken as CSV, JSON, LaTeX and R", async ({ visit }) => {
  const page = await visit(CHAPTER);
  await page.evaluate(
    "navigator.clipboard.writeText = (text) => { globalThis.copied = text; return Promise.resolve(); }",
  );
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
