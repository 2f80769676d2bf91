import { assert, assertEquals } from "@std/assert";
import { ask, CHAPTER, each, inBrowser } from "./browser.ts";

/** Boxes whose content goes on beside their edge. */
const cut = (boxes: string) =>
  `[...document.querySelectorAll("${boxes}")].filter((e) => e.checkVisibility() && e.scrollWidth > e.clientWidth + 1)
    .map((e) => (e.closest("[id]")?.id ?? "") + " " + e.scrollWidth + " > " + e.clientWidth)`;

const WIDE = ["wide/index.html", "wide/01-factors.html", "wide/02-long.html"];

inBrowser("on a desk no table, shell or equation is cut", async ({ open, pages }) => {
  await each([...pages, ...WIDE], async (path) => {
    const page = await open(path);
    for (const width of [1920, 1400, 1160]) {
      await page.setViewportSize({ width, height: 900 });
      assertEquals(await ask(page, cut(".tbl > .scroll, .eq .scroll")), [], `${path}, ${width}`);
    }
    await page.context().close();
  });
});

inBrowser(
  "shells are not cut at any width, nor does a part of one lie on another",
  async ({ open }) => {
    for (const path of ["wide/01-factors.html", CHAPTER]) {
      const page = await open(path);
      for (const width of [320, 390, 600, 768, 900, 1130, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        assertEquals(await ask(page, cut(".tbl:has(.shell) > .scroll")), [], `${path}, ${width}`);
        const lying = await ask<string[]>(
          page,
          `[...document.querySelectorAll(".shell tbody tr:not(.band)")].flatMap((row) => {
          const box = (s) => row.querySelector(s)?.getBoundingClientRect();
          const symbols = box(".sym"), lane = box(".lane"), number = box(".num");
          const over = (a, b) => a && b && a.width > 0 && b.width > 0 && a.left < b.right - 1 && b.left < a.right - 1 &&
            a.top < b.bottom - 1 && b.top < a.bottom - 1;
          const range = document.createRange();
          range.selectNodeContents(row.querySelector(".sym") ?? row);
          return over(range.getBoundingClientRect(), lane) || over(range.getBoundingClientRect(), number)
            ? [row.textContent] : [];
        })`,
        );
        assertEquals(lying, [], `${path}, ${width}`);
      }
      await page.context().close();
    }
  },
);

inBrowser("where a shell has room, its degrees of freedom stand on one line", async ({ open }) => {
  const page = await open(CHAPTER, { viewport: { width: 1400, height: 900 } });
  const broken = await ask<string[]>(
    page,
    `[...document.querySelectorAll(".shell:not(.broad) td.sym")].filter((cell) => {
      const range = document.createRange();
      range.selectNodeContents(cell);
      const tops = [...range.getClientRects()].filter((r) => r.width > 0).map((r) => (r.top + r.bottom) / 2);
      return Math.max(...tops) - Math.min(...tops) > 14;
    }).map((cell) => cell.textContent)`,
  );
  assertEquals(broken, []);
  await page.context().close();
});

inBrowser("the rule beside a short page goes down to the edge of the window", async ({ open }) => {
  const page = await open("plain/index.html", { viewport: { width: 1280, height: 2000 } });
  assertEquals(
    await ask(page, `document.querySelector(".nav").getBoundingClientRect().height`),
    2000,
  );
  await page.context().close();
});

inBrowser(
  "on paper no equation is wider than its column, nor lies on its number",
  async ({ open }) => {
    for (const path of [...WIDE, CHAPTER]) {
      const page = await open(path, { viewport: { width: 658, height: 900 } });
      await page.emulateMedia({ media: "print" });
      const lying = await ask<string[]>(
        page,
        `[...document.querySelectorAll(".eq")].filter((eq) => {
        const edge = eq.querySelector(":scope > a")?.getBoundingClientRect().left ?? eq.getBoundingClientRect().right;
        return [...eq.querySelectorAll(".katex-html *")].some((e) => e.getBoundingClientRect().right > edge + 1);
      }).map((eq) => eq.id)`,
      );
      assertEquals(lying, [], path);
      await page.context().close();
    }
  },
);

inBrowser("what scrolls on a phone shows that it goes on", async ({ open }) => {
  const page = await open("wide/01-factors.html", { viewport: { width: 320, height: 800 } });
  const backgrounds = await ask<string[]>(
    page,
    `[...document.querySelectorAll(".tbl > .scroll, .eq > .scroll")].map((e) => getComputedStyle(e).backgroundImage)`,
  );
  assert(backgrounds.length > 5);
  for (const each of backgrounds) assert(each.split("linear-gradient").length === 5, each);
});

inBrowser("a preview shows a table whole, to its last column", async ({ open }) => {
  const page = await open("wide/01-factors.html");
  await page.locator('article p a.ref[href="#tbl-means"]').first().hover();
  await page.waitForSelector(".peek.live table");
  assertEquals(await ask(page, cut(".peek.live, .peek.live .scroll")), []);
});

inBrowser("the first page of a book has no empty space under its parts", async ({ open }) => {
  const page = await open("course/index.html");
  const gaps = await ask<number[]>(
    page,
    `[...document.querySelectorAll(".toc-part + .toc")].map((e) => e.getBoundingClientRect().top - e.previousElementSibling.getBoundingClientRect().bottom)`,
  );
  assert(gaps.length > 0);
  for (const gap of gaps) assert(gap < 16, `${gap} px`);
});
