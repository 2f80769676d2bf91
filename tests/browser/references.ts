import { assert, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { ask, CHAPTER, inBrowser } from "./browser.ts";

/** Gives a link the focus as the keyboard does. */
async function focusByKeyboard(page: Page, selector: string): Promise<void> {
  await page.locator(selector).first().focus();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Tab");
}

inBrowser("a reference shows what it leads to, beside the text", async ({ open }) => {
  const page = await open(CHAPTER);
  const seen: Record<string, string> = { tbl: "table", fig: "svg", eq: ".katex" };
  for (const [kind, content] of Object.entries(seen)) {
    const link = page.locator(`article p a.ref[href^="#${kind}-"]`).first();
    await link.hover();
    await page.waitForSelector(`.peek.live ${content}`);
    const peek = await page.locator(".peek.live").boundingBox();
    const text = await page.locator("article section p, article .section p").first().boundingBox();
    assert(
      peek && text && peek.x >= text.x + text.width,
      `the preview of a ${kind} is in the margin`,
    );
    await page.mouse.move(700, 5);
    await page.waitForSelector(".peek.live", { state: "detached" });
  }
  await page.locator("a.cite").first().hover();
  await page.waitForSelector(".peek.live");
  assert((await page.locator(".peek.live").innerText()).length > 20, "the work is named");
});

inBrowser("a preview on focus; Escape closes it; ids stay unique", async ({ open }) => {
  for (const path of [CHAPTER, "plain/01-words.html"]) {
    const page = await open(path);
    await focusByKeyboard(page, 'article a.ref[href^="#"]');
    await page.waitForSelector(".peek.live");
    assertEquals(
      await ask<number>(
        page,
        '[...document.querySelectorAll("[id]")].map((e) => e.id).filter((id, i, all) => all.indexOf(id) !== i).length',
      ),
      0,
    );
    await page.keyboard.press("Escape");
    assertEquals(await page.locator(".peek.live").count(), 0);
  }
});

inBrowser("where there is no margin a preview is a sheet at the foot", async ({ open }) => {
  const page = await open(CHAPTER, { viewport: { width: 390, height: 800 } });
  await focusByKeyboard(page, 'article a.ref[href^="#"]');
  const peek = await page.locator(".peek.live.sheet").boundingBox();
  assert(peek && peek.x === 0 && Math.round(peek.y + peek.height) === 800);
  assertEquals(await ask<boolean>(page, "document.documentElement.scrollWidth <= 390"), true);
});

inBrowser("hovering a term marks it in equation, list, shell and table", async ({ open }) => {
  const page = await open(CHAPTER);
  const row = page.locator(
    '#tbl-shell-random tr[data-term="Substrate"], table.shell tr[data-term="Substrate"]',
  );
  await row.first().hover();
  const marked = await ask<string[]>(
    page,
    `[...document.querySelectorAll('[data-term="Substrate"]')]
      .filter((e) => getComputedStyle(e).boxShadow !== "none")
      .map((e) => e.closest("table.shell") ? "shell" : e.closest(".katex") ? "equation"
        : e.closest("dl.where") ? "list" : e.closest(".code") ? "code" : e.closest("table") ? "table" : "?")`,
  );
  const all = await ask<number>(
    page,
    `document.querySelectorAll('[data-term="Substrate"]').length`,
  );
  assertEquals(marked.length, all);
  for (const place of ["shell", "equation", "list", "table"]) {
    assert(marked.includes(place), `the term is marked in the ${place}: ${marked}`);
  }
});
