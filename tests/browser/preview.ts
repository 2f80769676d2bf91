import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Page } from "playwright-core";
import { patience } from "./browser.ts";
import { chapter, openFolds, press, previewed, says, scroll, standsAt } from "./served.ts";

const FAULT = "See @tbl-nothing.\n";
const OTHER_FAULT = "See @fig-nowhere.\n";

const titles = (page: Page): Promise<string[]> => page.locator(".faults h2").allTextContents();

previewed(
  "preview: a fault stands in front, Escape shows what is behind, the next build is shown",
  async (served, { look }) => {
    const page = await look(served.address, "01-a.html#sec-none");
    await page.locator("#sol-second > summary").click();
    await scroll(page, 900);

    served.write("01-a.md", chapter("Two"));
    await says(page, "The word is Two");
    await standsAt(page, 900);
    assertEquals(await openFolds(page), ["sol-second"]);

    served.write("01-a.md", chapter("Three", { before: FAULT }));
    await says(page, "Nothing is labelled");
    assertStringIncludes((await titles(page)).join(), "tbl-nothing");
    assertEquals(await page.locator("article").count(), 0);

    await press(page, "Escape");
    await says(page, "The word is Two");
    assertEquals(new URL(page.url()).search, "?behind");
    assertStringIncludes(await page.locator(".heddle-foot").innerText(), "An error since");
    await standsAt(page, 900);
    assertEquals(await openFolds(page), ["sol-second"]);

    // another fault is not hidden by what was said of the first
    await scroll(page, 700);
    await page.locator("#sol-second > summary").press("Enter");
    await page.locator("#sol-first > summary").press("Enter");
    await scroll(page, 700);
    served.write("01-a.md", chapter("Four", { before: OTHER_FAULT }));
    await says(page, "Nothing is labelled");
    assertStringIncludes((await titles(page)).join(), "fig-nowhere");
    assertEquals(new URL(page.url()).search, "");

    served.write("01-a.md", chapter("Five"));
    await says(page, "The word is Five");
    await standsAt(page, 700);
    assertEquals(await openFolds(page), ["sol-first"]);
    assertEquals(await page.locator(".heddle-foot").count(), 0);
  },
);

previewed("preview: Escape does nothing where nothing is behind", async (served, { look }) => {
  served.write("03-c.md", `# New\n\n${FAULT}`);
  const page = await look(served.address, "03-c.html");
  await says(page, "Nothing is labelled");
  await says(page, "The last good build has no such page.");
  await press(page, "Escape");
  await press(page, "c");
  await page.locator(".faults [role=status]:not(:empty)").waitFor();
  assertEquals(new URL(page.url()).search, "");
  assertEquals(await page.getByText("Esc", { exact: true }).count(), 0);
});

previewed(
  "preview: warnings stand in the page, and folds stay as they are when others come",
  async (served, { look }) => {
    const page = await look(served.address, "01-a.html");
    assertEquals(await page.locator(".heddle-foot").count(), 0);
    await page.locator("#sol-second > summary").click();
    await scroll(page, 300);

    served.write("book.yml", "theme: {indgo: teal}\n");
    await page.locator(".heddle-foot").waitFor();
    assertEquals(await page.locator(".heddle-foot > summary").innerText(), "A warning");
    assertEquals(await openFolds(page), ["sol-second"]);
    await page.locator(".heddle-foot > summary").click();
    assert(await page.locator(".heddle-foot .fault").getByText("indgo").first().isVisible());
    await standsAt(page, 300);

    // what the reader opened is known again between new folds, the warnings among them
    const more = "::: {#exr-new}\n### New\nWhat?\n\n::: {.solution}\nNew.\n:::\n:::\n";
    served.write("01-a.md", chapter("Two", { before: more }));
    await says(page, "The word is Two");
    await standsAt(page, 300);
    assertEquals(await openFolds(page), ["sol-second", "heddle-foot"]);

    // every page of the book shows them
    await page.goto(`${served.address}02-b.html`);
    assertEquals(await page.locator(".heddle-foot > summary").innerText(), "A warning");
  },
);

previewed("preview: a page that went comes back by itself", async (served, { look }) => {
  const page = await look(served.address, "01-a.html");
  await page.locator("#sol-first > summary").click();
  await scroll(page, 800);
  Deno.renameSync(served.path("01-a.md"), served.path("01-other.md"));
  await says(page, "There is nothing here.");
  await press(page, "Escape");
  Deno.renameSync(served.path("01-other.md"), served.path("01-a.md"));
  await says(page, "The word is One");
  await standsAt(page, 800);
  assertEquals(await openFolds(page), ["sol-first"]);
});

previewed("preview: builds that follow at once lose no place", async (served, { look }) => {
  const page = await look(served.address, "01-a.html");
  await page.locator("#sol-first > summary").click();
  await scroll(page, 600);
  // the page is not complete until its script has come
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  await page.route("**/assets/mark.svg*", async (route) => {
    await held;
    await route.continue();
  });
  await page.route("**/*.woff2", async (route) => {
    await held;
    await route.continue();
  });
  for (const word of ["Two", "Three", "Four"]) {
    served.write("01-a.md", chapter(word));
    await says(page, `The word is ${word}`);
  }
  release();
  await standsAt(page, 600);
  assertEquals(await openFolds(page), ["sol-first"]);
});

previewed(
  "preview: as many pages as one likes hear of a build",
  async (served, { look, browser }) => {
    const first = await look(served.address, "01-a.html");
    const tabs = [first];
    for (let i = 1; i < 9; i++) {
      const page = await first.context().newPage();
      page.setDefaultTimeout(patience());
      await page.goto(`${served.address}01-a.html`);
      tabs.push(page);
    }
    assert(browser.isConnected());
    served.write("01-a.md", chapter("Two"));
    await Promise.all(tabs.map((page) => says(page, "The word is Two")));
    // who listened goes; another takes its place
    await first.close();
    served.write("01-a.md", chapter("Three"));
    await Promise.all(tabs.slice(1).map((page) => says(page, "The word is Three")));
  },
);

previewed("preview: a server that is started again is heard of", async (served, { look }) => {
  const page = await look(served.address, "01-a.html");
  await scroll(page, 500);
  await served.stop();
  served.write("01-a.md", chapter("Two"));
  await served.start();
  await says(page, "The word is Two");
  await standsAt(page, 500);
});

previewed(
  "preview: where a browser keeps nothing, builds are shown all the same",
  async (served, { look }) => {
    const page = await look(served.address, "02-b.html");
    await page.addInitScript(`
    Object.defineProperty(window, "sessionStorage", { get() { throw new Error("denied"); } });
    navigator.locks.request = () => Promise.reject(new Error("denied"));
  `);
    await page.goto(`${served.address}01-a.html`);
    for (const word of ["Two", "Three"]) {
      served.write("01-a.md", chapter(word));
      await says(page, `The word is ${word}`);
    }
  },
);

previewed(
  "preview: a place in a page of many faults is kept, and forgotten with the faults",
  async (served, { look }) => {
    const faults = (word: string): string =>
      Array.from({ length: 12 }, (_, i) => `See @tbl-${word}-${i}.\n`).join("\n");
    const page = await look(served.address, "01-a.html");
    served.write("01-a.md", chapter("Two", { before: faults("first") }));
    await says(page, "tbl-first-11");
    await scroll(page, 1000);
    served.write("01-a.md", chapter("Two", { before: faults("second") }));
    await says(page, "tbl-second-11");
    await standsAt(page, 1000);
    served.write("01-a.md", chapter("Three"));
    await says(page, "The word is Three");
    await standsAt(page, 0);
    served.write("01-a.md", chapter("Two", { before: faults("third") }));
    await says(page, "tbl-third-11");
    await standsAt(page, 0);
  },
);
