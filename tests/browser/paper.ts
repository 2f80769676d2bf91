import { assert, assertEquals } from "@std/assert";
import { ask, CHAPTER, each, inBrowser } from "./browser.ts";

inBrowser("on paper: no navigation, folds open, solutions at the end", async ({ open }) => {
  const page = await open("plain/02-signs.html");
  await page.emulateMedia({ media: "print" });
  await page.evaluate('dispatchEvent(new Event("beforeprint"))');
  assertEquals(await page.locator("nav.nav").isVisible(), false);
  const order = await page.evaluate(
    '[...document.querySelectorAll("article h2, details.solution")].map((e) => e.id || e.textContent)',
  );
  assertEquals(order, ["Solutions", "sol-first", "sol-second"]);
  await page.evaluate('dispatchEvent(new Event("afterprint"))');
  assertEquals(await page.locator(".exr #sol-first").count(), 1);
});

inBrowser(
  "on paper nothing is wider than the sheet, and nothing is left folded",
  async ({ open, pages }) => {
    await each([...pages, "faults/01-mistakes.html"], async (path) => {
      // 174 mm, the width of the text on A4.
      const page = await open(path, { viewport: { width: 658, height: 900 } });
      await page.emulateMedia({ media: "print" });
      const wide = await ask<string[]>(
        page,
        `[...document.querySelectorAll("article *")].filter((e) => e.getBoundingClientRect().right > 660 && getComputedStyle(e).position !== "absolute" && !e.closest(".vh, .katex-mathml, svg"))
        .slice(0, 3).map((e) => e.tagName + "." + e.className + " " + Math.round(e.getBoundingClientRect().right))`,
      );
      assertEquals(wide, [], path);
      const tools = await ask<number>(
        page,
        '[...document.querySelectorAll(".tools, .nav, .anchor, .turn, .skip")].filter((e) => e.checkVisibility()).length',
      );
      assertEquals(tools, 0, path);
      await page.context().close();
    });
  },
);

inBrowser("a chapter prints as a PDF on A4 and on Letter", async ({ open }) => {
  const page = await open(CHAPTER);
  for (const format of ["A4", "Letter"]) {
    const pdf = await page.pdf({ format, preferCSSPageSize: false });
    assertEquals(new TextDecoder().decode(pdf.slice(0, 5)), "%PDF-");
    assert(pdf.length > 50_000, "there is something on it");
  }
});

/** The pages of a PDF as Chromium writes it, of which nothing but their number can be told here. */
const pagesOf = (pdf: Uint8Array): number =>
  [...new TextDecoder("latin1").decode(pdf).matchAll(/\/Type\s*\/Page\b(?!s)/g)].length;

inBrowser(
  "the whole book: chapters begin a page, contents and first words come first",
  async ({ open }) => {
    const page = await open("wide/one-file/book.html", { viewport: { width: 658, height: 900 } });
    await page.emulateMedia({ media: "print" });
    const found = await ask<Record<string, unknown>>(
      page,
      `(() => {
      const style = (selector, name) => [...document.querySelectorAll(selector)].map((e) => getComputedStyle(e)[name]);
      return {
        chapters: style(".headrow:has(h1.chapter)", "breakBefore"),
        titles: [...new Set(style("h1, h2, h3, .headrow", "breakAfter"))],
        figures: [...new Set(style("figure", "breakInside"))],
        captions: [...new Set(style("figcaption", "breakAfter"))],
        long: style(".tbl:has(tbody tr:nth-child(60))", "breakInside"),
        contents: document.querySelector(".contents").checkVisibility() &&
          [...document.querySelectorAll(".contents a")].map((a) => a.textContent.trim().replace(/\\s+/g, " ")),
        first: document.querySelector("article").textContent.includes("Words of the first page"),
      };
    })()`,
    );
    assertEquals(found, {
      chapters: ["page", "page"],
      titles: ["avoid"],
      figures: ["avoid"],
      captions: ["auto"],
      long: ["auto"],
      contents: ["Chapter 1 Many factors", "Chapter 2 A long table"],
      first: true,
    });
    const whole = pagesOf(await page.pdf({ format: "A4" }));
    // Sixty rows take what is left of the first page and half of the next one.
    const long = await open("wide/02-long.html", { viewport: { width: 658, height: 900 } });
    await long.evaluate('document.querySelector("#sec-after").remove()');
    assertEquals(pagesOf(await long.pdf({ format: "A4" })), 2);
    assert(whole > 6);
  },
);
