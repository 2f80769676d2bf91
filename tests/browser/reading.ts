import { assert, assertEquals } from "@std/assert";
import { ask, CHAPTER, each, inBrowser } from "./browser.ts";

const GROUND = "getComputedStyle(document.documentElement).backgroundColor";

inBrowser("no page of the course scrolls sideways, from 320 px up", async ({ open, pages }) => {
  await each(
    [...pages, "plain/01-words.html", "plain/02-signs.html", "trial/01-trial.html"],
    async (path) => {
      const page = await open(path);
      for (const width of [320, 390, 768, 1024, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        const over = await ask<number>(page, "document.documentElement.scrollWidth - innerWidth");
        assert(over <= 0, `${path} at ${width} px is ${over} px too wide`);
      }
      await page.context().close();
    },
  );
});

inBrowser("mathematics, figures and fonts are there, opened from a file", async ({ open }) => {
  const page = await open(CHAPTER);
  await ask(page, "document.fonts.ready.then(() => true)");
  for (
    const font of ["KaTeX_Main", "KaTeX_Math", "Heddle Serif", "Heddle Sans", "Heddle Mono"]
  ) {
    const loaded = await ask<boolean>(
      page,
      `[...document.fonts].some((f) => f.family.replaceAll('"', "") === ${
        JSON.stringify(font)
      } && f.status === "loaded")`,
    );
    assert(loaded, font);
  }
  assert(await page.locator(".eq .katex-html").first().isVisible());
  for (const figure of await page.locator("article figure").all()) {
    // a figure may be drawn once for wide and once for narrow pages
    const boxes = await Promise.all(
      (await figure.locator("svg").all()).map((svg) => svg.boundingBox()),
    );
    const drawn = boxes.some((box) => box !== null && box.width > 100 && box.height > 50);
    assert(drawn, await figure.getAttribute("id") ?? "");
  }
});

inBrowser(
  "the theme is chosen, kept on the next page, and works without script",
  async ({ open, folder }) => {
    const page = await open(CHAPTER);
    const light = await ask<string>(page, GROUND);
    await page.locator('.theme label:has-text("Dark")').click();
    const dark = await ask<string>(page, GROUND);
    assert(light !== dark);
    await page.reload();
    assertEquals(await ask<string>(page, GROUND), dark);
    await page.goto(`file://${folder}/course/05-split-plot.html`);
    assertEquals(await ask<string>(page, GROUND), dark);
    assertEquals(await page.locator("#t-dark").isChecked(), true);
    await page.locator('.theme label:has-text("Auto")').click();
    assertEquals(await ask<string>(page, GROUND), light);
    const plain = await open(CHAPTER, { javaScriptEnabled: false });
    await plain.locator('.theme label:has-text("Dark")').click();
    assertEquals(await ask<string>(plain, GROUND), dark);
  },
);

inBrowser("without script everything can be read, folded and followed", async ({ open }) => {
  const page = await open(CHAPTER, { javaScriptEnabled: false });
  assertEquals(await page.locator(".find").isVisible(), false);
  assert(await page.locator("article h1").isVisible());
  assert(await page.locator("article table.shell").first().isVisible());
  assert(await page.locator("article section > figure svg").first().isVisible());
  assert(await page.locator("article .eq .katex-html").first().isVisible());
  await page.locator("details.solution summary").first().click();
  assert(await page.locator("details.solution p").first().isVisible());
  await page.locator('.nav a[href="05-split-plot.html"]').click();
  await page.waitForURL(/05-split-plot\.html$/);
  await page.locator('.turn a[rel="prev"]').click();
  await page.waitForURL(/04-linear-mixed-models\.html$/);
  await page.setViewportSize({ width: 390, height: 800 });
  assertEquals(await page.locator(".nav-body").isVisible(), false);
  await page.locator("label.top").click();
  assert(await page.locator(".nav-body").isVisible());
});

inBrowser("the section one is reading is marked in the list", async ({ open }) => {
  const page = await open(CHAPTER);
  const id = await ask<string>(
    page,
    `(() => {
      const heading = document.querySelectorAll("article h2")[3];
      scrollTo(0, heading.getBoundingClientRect().top + scrollY - 40);
      return heading.id || heading.closest("section").id;
    })()`,
  );
  await page.waitForFunction(
    `decodeURIComponent(document.querySelector(".nav a.here")?.hash ?? "") === ${
      JSON.stringify("#" + id)
    }`,
  );
  assertEquals(await page.locator(".nav a.here").count(), 1);
});

inBrowser("a book in one file asks for no other file", async ({ open }) => {
  const page = await open("trial/one-file/book.html");
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.reload();
  await ask(page, "document.fonts.ready.then(() => true)");
  assertEquals(asked.filter((url) => !url.startsWith("data:")).length, 1, asked.join("\n"));
});
