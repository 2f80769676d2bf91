import { assert, assertEquals } from "@std/assert";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { ask, CHAPTER, each, inBrowser } from "./browser.ts";

const LINKS = '[...document.querySelectorAll("a[download]")].map((a) => a.href)';
const SOURCE = (axe as { source: string }).source;

/** A page with each kind of picture. */
const PICTURES = "pictures/index.html";

/** A page with faults in it. */
const FAULTY = "faults/01-mistakes.html";

const LEVELS = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] };
/** What axe holds to be good practice besides. */
const BEST = { type: "rule", values: ["empty-table-header", "empty-heading", "scope-attr-valid"] };

/** All that can differ between the themes. */
const COLOURS = { type: "rule", values: ["color-contrast"] };

/** Rules of WCAG 2.2 A and AA that a page breaks, with the places. */
async function violations(page: Page, runOnly = LEVELS): Promise<string[]> {
  if (!await ask<boolean>(page, "'axe' in globalThis")) await page.evaluate(SOURCE);
  const options = { runOnly, resultTypes: ["violations"], preload: false };
  return await ask<string[]>(
    page,
    `axe.run(document, ${JSON.stringify(options)}).then((result) => result.violations.map((each) =>
      each.id + ": " + each.nodes.slice(0, 3).map((node) =>
        node.target.join(" ") + " " + node.html.slice(0, 120)).join(" | ")))`,
  );
}

inBrowser("no page breaks a rule of WCAG 2.2 AA, light or dark", async ({ open, pages }) => {
  const others = [
    "plain/01-words.html",
    "plain/02-signs.html",
    "trial/one-file/book.html",
    FAULTY,
    PICTURES,
  ];
  await each([...pages, ...others], async (path) => {
    const page = await open(path);
    assertEquals(await violations(page), [], `${path}, light`);
    await page.emulateMedia({ colorScheme: "dark" });
    assertEquals(await violations(page, COLOURS), [], `${path}, dark`);
    await page.context().close();
  });
});

inBrowser(
  "nor does any on a phone, light or dark, wherever something scrolls",
  async ({ open, pages }) => {
    const others = [
      "plain/01-words.html",
      "plain/02-signs.html",
      "trial/01-trial.html",
      FAULTY,
      PICTURES,
    ];
    const wide = ["wide/index.html", "wide/01-factors.html", "wide/02-long.html"];
    await each([...pages, ...others, ...wide], async (path) => {
      const page = await open(path, { viewport: { width: 390, height: 800 } });
      assertEquals(await violations(page), [], `${path}, light`);
      assertEquals(await violations(page, BEST), [], `${path}, best practice`);
      await page.emulateMedia({ colorScheme: "dark" });
      assertEquals(await violations(page, COLOURS), [], `${path}, dark`);
      // What scrolls is reached by the keyboard and has a name, and nothing else is a stop; the page
      // looks again when its fonts have come.
      const look = () =>
        ask<string[]>(
          page,
          `[...document.querySelectorAll(".scroll, pre, .peek")].filter((e) => e.checkVisibility()).flatMap((e) => {
        const more = e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1;
        const named = e.localName === "pre" || e.getAttribute("aria-label") || e.getAttribute("aria-labelledby");
        return more && (e.tabIndex !== 0 || !named) || !more && e.tabIndex === 0 ? [e.outerHTML.slice(0, 120)] : [];
      })`,
        );
      let odd = await look();
      for (let tries = 0; odd.length > 0 && tries < 50; tries++) {
        await new Promise((resolve) => setTimeout(resolve, 200));
        odd = await look();
      }
      assertEquals(odd, [], path);
      await page.context().close();
    });
  },
);

inBrowser("nor does the page for what is missing, where a server shows it", async ({ visit }) => {
  const page = await visit("wide/404.html");
  await page.setViewportSize({ width: 390, height: 800 });
  assertEquals(await violations(page), []);
});

inBrowser("headings, buttons and links are called by what they are", async ({ open, pages }) => {
  await each([...pages, "wide/01-factors.html"], async (path) => {
    const page = await open(path);
    const found = await ask<Record<string, string[]>>(
      page,
      `(() => {
        const name = (e) => e.getAttribute("aria-label") ??
          (e.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" ").trim();
        const twice = (selector) => {
          const names = [...document.querySelectorAll(selector)].map((e) => name(e) || e.textContent.trim());
          return names.filter((each, i) => names.indexOf(each) !== i);
        };
        return {
          headings: [...document.querySelectorAll("article :is(h2, h3, h4):has(.anchor)")].filter((h) =>
            h.querySelector(".anchor:not([aria-hidden=true])") || h.textContent.trim() === "#").map((h) => h.textContent),
          buttons: twice("button").filter((each) => each !== ""),
          tools: twice(".tools :is(a, summary)"),
          heads: [...document.querySelectorAll("th")].filter((e) => e.textContent.trim() === "" && !name(e)).map((e) => e.outerHTML),
          axes: [...document.querySelectorAll("th.iv")].filter((e) => [...e.childNodes].filter((c) =>
            c.getAttribute?.("aria-hidden") !== "true").map((c) => c.textContent).join("") !== "Interval, drawn").map((e) => e.outerHTML),
        };
      })()`,
    );
    assertEquals(found, { headings: [], buttons: [], tools: [], heads: [], axes: [] }, path);
    await page.context().close();
  });
});

inBrowser("nor with folds, a preview and the search open, nor on a phone", async ({ open }) => {
  const page = await open(CHAPTER);
  await page.evaluate('for (const fold of document.querySelectorAll("details")) fold.open = true');
  await page.locator("article p a.ref").first().hover();
  await page.waitForSelector(".peek.live");
  assertEquals(await violations(page), [], "folds and a preview");
  await page.setViewportSize({ width: 390, height: 800 });
  assertEquals(await violations(page), [], "on a phone");
  await page.keyboard.press("/");
  await page.keyboard.type("mean");
  await page.waitForSelector("dialog.search li a");
  assertEquals(await violations(page), [], "search");
});

inBrowser(
  "headings in order; figures have words and data; equations have MathML; files are there",
  async ({ open, pages }) => {
    let links = 0;
    await each(pages, async (path) => {
      const page = await open(path);
      const found = await ask<Record<string, string[]>>(
        page,
        `(() => {
        const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((h) => Number(h.localName[1]));
        const text = (e) => e.getAttribute("alt") ?? e.getAttribute("aria-label") ?? "";
        const pictures = [...document.querySelectorAll("article :is(svg, img, .panels)")]
          .filter((e) => !e.closest("[aria-hidden=true]") && !e.parentElement.closest("svg, .panels"));
        return {
          headings: levels.map((level, i) => [level, levels[i - 1] ?? 0]).filter(([a, b]) => a > b + 1).map(String)
            .concat(levels.filter((level) => level === 1).length === 1 ? [] : ["not one h1"]),
          wordless: pictures.filter((e) => text(e).length < 12).map((e) => e.outerHTML.slice(0, 100)),
          dataless: [...document.querySelectorAll("article figure[id]:has(svg)")]
            .filter((e) => !e.nextElementSibling?.matches(".figdata") || !e.nextElementSibling.querySelector("table td"))
            .map((e) => e.id),
          fileless: [...document.querySelectorAll("article .tbl[id]:not(.plain), article figure[id]:has(svg)")]
            .filter((e) => !e.querySelector(".tools a[download]") ||
              e.matches("figure") && !e.querySelector('.tools a[href$=".svg"]')).map((e) => e.id),
          mathless: [...document.querySelectorAll(".katex")].filter((e) => !e.querySelector("math") || !e.querySelector("math").textContent)
            .map((e) => e.outerHTML.slice(0, 100)),
        };
      })()`,
      );
      assertEquals(
        found,
        { headings: [], wordless: [], dataless: [], mathless: [], fileless: [] },
        path,
      );
      for (const link of await ask<string[]>(page, LINKS)) {
        assert(Deno.statSync(new URL(link)).size > 0, link);
        links++;
      }
      await page.context().close();
    });
    assert(links > 50, "the course has files to take away");
  },
);
