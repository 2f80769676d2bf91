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
    await each(pages, async (path) => {
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
