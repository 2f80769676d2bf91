import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { ask, CHAPTER, inBrowser } from "./browser.ts";

inBrowser("the first stop is the skip link, which leads past the navigation", async ({ open }) => {
  const page = await open(CHAPTER);
  await page.keyboard.press("Tab");
  assertEquals(await ask<string>(page, "document.activeElement.className"), "skip");
  const box = await page.locator(".skip").boundingBox();
  assert(box && box.x >= 0 && box.y >= 0, "it is seen when it has the focus");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assertEquals(await ask<boolean>(page, '!!document.activeElement.closest("main")'), true);
});

inBrowser(
  "Tab goes through everything that can be used, in order, and shows where",
  async ({ open }) => {
    for (const path of [CHAPTER, "plain/02-signs.html"]) {
      const page = await open(path);
      const expected = await ask<number>(
        page,
        `(() => {
        const usable = [...document.querySelectorAll("a[href], button, summary, input, [tabindex='0']")]
          .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.disabled && e.tabIndex >= 0);
        const radios = usable.filter((e) => e.type === "radio").length;
        return usable.length - Math.max(0, radios - 1);
      })()`,
      );
      await page.evaluate(
        `globalThis.stops = []; addEventListener("focusin", (event) => {
        const e = event.target;
        const ring = e.matches(".theme input") ? e.parentElement : e;
        globalThis.stops.push({ e, ring: getComputedStyle(ring).outlineStyle });
      })`,
      );
      for (let i = 0; i < expected; i++) await page.keyboard.press("Tab");
      const found = await ask<{ count: number; order: boolean; blind: string[] }>(
        page,
        `({
        count: new Set(stops.map(({ e }) => e)).size,
        order: stops.every(({ e }, i) => i === 0 || stops[i - 1].e.compareDocumentPosition(e) & 4),
        blind: stops.filter(({ ring }) => ring === "none").map(({ e }) => e.outerHTML.slice(0, 80)),
      })`,
      );
      assertEquals(found, { count: expected, order: true, blind: [] }, path);
      await page.close();
    }
  },
);

inBrowser(
  "folds, menus and the theme by keyboard; Escape closes what is open",
  async ({ open }) => {
    const page = await open(CHAPTER);
    const code = page.locator("details.code summary").first();
    await code.focus();
    await page.keyboard.press("Enter");
    assertEquals(await page.locator("details.code").first().getAttribute("open"), "");
    const more = page.locator(".tools summary").first();
    await more.focus();
    await page.keyboard.press("Enter");
    assertEquals(await page.locator(".tools details[open]").count(), 1);
    await page.keyboard.press("Tab");
    assertStringIncludes(await ask<string>(page, "document.activeElement.textContent"), "JSON");
    await page.keyboard.press("Escape");
    assertEquals(await page.locator(".tools details[open]").count(), 0);
    assertEquals(await ask<string>(page, "document.activeElement.localName"), "summary");
    await page.locator("#t-auto").focus();
    await page.keyboard.press("ArrowLeft");
    assertEquals(await page.locator("#t-dark").isChecked(), true);
  },
);

inBrowser("the menu of a phone by keyboard", async ({ open }) => {
  const page = await open(CHAPTER, { viewport: { width: 390, height: 800 } });
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  assertEquals(await ask<string>(page, "document.activeElement.id"), "nav-open");
  await page.keyboard.press("Space");
  assert(await page.locator(".nav-body").isVisible());
  await page.keyboard.press("Escape");
  assertEquals(await page.locator(".nav-body").isVisible(), false);
});
