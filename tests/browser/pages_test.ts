import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { buildSite } from "../../lib/site/build_site.ts";
import { bookPath } from "../site/memory_world.ts";
import { findBrowser, launch } from "./browser.ts";

const executable = findBrowser();
const AXE = new URL(import.meta.resolve("./axe_source.ts"));

interface Site {
  browser: Browser;
  folder: string;
  /** Opens a page of the site from its file; every request to a server is a fault. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
}

/** Builds the books for the tests into a folder and gives them to `test`, in a browser. */
function inBrowser(name: string, test: (site: Site) => Promise<void>): void {
  Deno.test({ name, ignore: executable === null, fn: () => run(test) });
}

async function run(test: (site: Site) => Promise<void>): Promise<void> {
  if (executable === null) return;
  const folder = Deno.makeTempDirSync();
  const browser = await launch(executable);
  try {
    for (const book of ["plain", "trial"]) {
      const report = await buildSite({
        root: bookPath(book),
        output: `${folder}/${book}`,
        singleFile: book === "trial",
      });
      assert(report.ok, JSON.stringify(report.diagnostics));
    }
    await test({
      browser,
      folder,
      open: async (path, options = {}) => {
        const context = await browser.newContext({
          viewport: { width: 1400, height: 900 },
          ...options,
        });
        const page = await context.newPage();
        page.on("request", (request) => {
          if (!/^(file|data|blob):/.test(request.url())) {
            throw new Error(`asked for ${request.url()}`);
          }
        });
        page.on("pageerror", (error) => {
          throw error;
        });
        await page.goto(`file://${folder}/${path}`);
        return page;
      },
    });
  } finally {
    await browser.close();
    Deno.removeSync(folder, { recursive: true });
  }
}

/** Names of the rules of WCAG 2.2 A and AA that a page breaks. */
async function violations(page: Page): Promise<string[]> {
  const { axeSource } = await import(AXE.href) as { axeSource: () => string };
  await page.evaluate(axeSource());
  const found = await page.evaluate(`axe.run(document, {
    runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
  }).then((result) => result.violations.map((each) =>
    each.id + ": " + each.nodes.slice(0, 3).map((node) => node.target.join(" ") + " " + node.html.slice(0, 120)).join(" | ")))`);
  return found as string[];
}

inBrowser("no page breaks a rule of WCAG 2.2 AA, light or dark", async ({ open }) => {
  for (const colorScheme of ["light", "dark"] as const) {
    for (
      const path of [
        "plain/index.html",
        "plain/01-words.html",
        "plain/02-signs.html",
        "trial/01-trial.html",
        "trial/one-file/book.html",
      ]
    ) {
      const page = await open(path, { colorScheme });
      assertEquals(await violations(page), [], `${path}, ${colorScheme}`);
      await page.context().close();
    }
  }
});

inBrowser("nothing scrolls sideways, from 320 px up", async ({ open }) => {
  for (
    const path of [
      "plain/index.html",
      "plain/01-words.html",
      "plain/02-signs.html",
      "trial/01-trial.html",
    ]
  ) {
    const page = await open(path);
    for (const width of [320, 360, 390, 480, 640, 768, 800, 1000, 1136, 1280, 1600]) {
      await page.setViewportSize({ width, height: 800 });
      const over = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
      assert(Number(over) <= 0, `${path} at ${width} px is ${over} px too wide`);
    }
    await page.context().close();
  }
});

inBrowser(
  "search works from a file, by keyboard, and opens a folded solution",
  async ({ open }) => {
    const page = await open("plain/index.html");
    await page.keyboard.press("/");
    await page.keyboard.type("everybodykno");
    await page.waitForSelector("dialog.search li a");
    assertStringIncludes(
      await page.textContent("dialog.search li a") ?? "",
      "Solution of Exercise 2.1",
    );
    await page.keyboard.press("Enter");
    await page.waitForURL(/02-signs\.html#sol-first$/);
    await page.waitForFunction('document.querySelector("#sol-first").open');
    await page.keyboard.press("/");
    await page.keyboard.type("zzzz");
    await page.waitForFunction(
      'document.querySelector("dialog .hint").textContent.includes("Nothing")',
    );
    await page.keyboard.press("Escape");
    assertEquals(await page.locator("dialog[open]").count(), 0);
  },
);

inBrowser("a reference shows what it leads to, by mouse and by keyboard", async ({ open }) => {
  const page = await open("plain/01-words.html");
  const link = page.locator('a.ref[href="#tbl-plan"]');
  await link.hover();
  await page.waitForSelector(".peek.live table");
  const peek = await page.locator(".peek.live").boundingBox();
  const text = await page.locator("article p").first().boundingBox();
  assert(peek && text && peek.x >= text.x + text.width, "the preview stands in the margin");
  await page.mouse.move(5, 5);
  await page.waitForSelector(".peek.live", { state: "detached" });
  await page.keyboard.press("Tab");
  await page.locator("a.cite").first().focus();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Tab");
  await page.waitForSelector(".peek.live");
  await page.keyboard.press("Escape");
  assertEquals(await page.locator(".peek.live").count(), 0);
  assertEquals(
    await page.evaluate(
      'new Set([...document.querySelectorAll("[id]")].map((e) => e.id)).size === document.querySelectorAll("[id]").length',
    ),
    true,
  );
});

inBrowser("the theme is chosen, kept, and works without script", async ({ open }) => {
  const ground = "getComputedStyle(document.documentElement).backgroundColor";
  const page = await open("plain/index.html");
  const light = await page.evaluate(ground);
  await page.locator('.theme label:has-text("Dark")').click();
  const dark = await page.evaluate(ground);
  assert(light !== dark);
  await page.reload();
  assertEquals(await page.evaluate(ground), dark);
  const plain = await open("plain/index.html", { javaScriptEnabled: false });
  await plain.locator('.theme label:has-text("Dark")').click();
  assertEquals(await plain.evaluate(ground), dark);
});

inBrowser("without script everything can be read", async ({ open }) => {
  const page = await open("trial/01-trial.html", { javaScriptEnabled: false });
  assertEquals(await page.locator(".find").isVisible(), false);
  await page.locator("#exr-sigma .solution > summary").click();
  assert(await page.locator("text=secretword").isVisible());
  assert(await page.locator("#fig-means svg").first().isVisible());
  await page.setViewportSize({ width: 390, height: 800 });
  assertEquals(await page.locator(".nav-body").isVisible(), false);
  await page.locator("label.top").click();
  assert(await page.locator(".nav-body").isVisible());
});

inBrowser("a table can be copied and taken away", async ({ open }) => {
  const page = await open("trial/01-trial.html", { acceptDownloads: true });
  await page.evaluate(
    "navigator.clipboard.writeText = (text) => { globalThis.copied = text; return Promise.resolve(); }",
  );
  await page.locator("#tbl-means .tools button").first().click();
  const copied = String(await page.evaluate("globalThis.copied"));
  assert(copied.split("\n").length >= 4 && copied.includes("\t"), copied);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator('#tbl-means .tools a:has-text("CSV")').click(),
  ]);
  const path = await download.path();
  assertStringIncludes(Deno.readTextFileSync(path), "diet");
});

inBrowser("an address into a fold opens it", async ({ open, folder }) => {
  const page = await open("plain/02-signs.html");
  await page.goto(`file://${folder}/plain/02-signs.html#sol-second`);
  await page.waitForFunction('document.querySelector("#sol-second").open');
});

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

inBrowser("hovering a term marks it everywhere", async ({ open }) => {
  const page = await open("trial/01-trial.html");
  const terms = await page.locator("#tbl-anova tr[data-term]").count();
  if (terms === 0) return;
  await page.locator("#tbl-anova tr[data-term]").first().hover();
  const colour = await page.evaluate(
    'getComputedStyle(document.querySelector("#tbl-anova tr[data-term]")).backgroundColor',
  );
  assert(colour !== "rgba(0, 0, 0, 0)");
});
