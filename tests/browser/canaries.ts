/**
 * Builds the books of `canary_places.ts` and opens all that comes of them: no canary may sing, and
 * nothing may be asked of another server.
 *
 * @module
 */
import type { Browser } from "playwright-core";
import { buildSite } from "../../lib/site/build/build_site.ts";
import type { CanaryPlace } from "./canary_places.ts";

/** What came of a place. */
export interface Heard {
  /** Codes of the faults by which the book was refused; empty if it was built. */
  refused: string[];
  /** What should not have been. */
  faults: string[];
  opened: number;
}

function write(root: string, files: Record<string, string>): void {
  Deno.mkdirSync(root, { recursive: true });
  for (const [path, text] of Object.entries(files)) Deno.writeTextFileSync(`${root}/${path}`, text);
}

/** Files below a folder that a browser shows. */
function shownIn(folder: string): string[] {
  return [...Deno.readDirSync(folder)].sort((a, b) => a.name < b.name ? -1 : 1).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) return entry.name === "assets" ? [] : shownIn(path);
    return /\.(html|svg)$/.test(entry.name) ? [path] : [];
  });
}

/** Opens a file; hovers and searches as a reader does. */
async function listen(browser: Browser, folder: string, path: string): Promise<string[]> {
  const faults: string[] = [];
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const say = (what: string): void => {
      faults.push(`${path.slice(folder.length + 1)}: ${what}`);
    };
    page.on("request", (request) => {
      if (!/^(data|blob|file):/.test(request.url())) say(`asks for ${request.url()}`);
    });
    page.on("dialog", (dialog) => void dialog.dismiss());
    page.on("pageerror", (error) => say(error.message));
    await page.goto(`file://${path.split("/").map(encodeURIComponent).join("/")}`);
    const found = await page.evaluate(`(async () => {
      const wait = (ms) => new Promise((done) => setTimeout(done, ms));
      for (const link of document.querySelectorAll("a[href], [data-term], .tools button")) {
        link.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
        link.dispatchEvent(new Event("pointerenter"));
        link.dispatchEvent(new FocusEvent("focus"));
      }
      for (const fold of document.querySelectorAll("details")) fold.open = true;
      document.dispatchEvent(new KeyboardEvent("keydown", { key: "/", bubbles: true }));
      await wait(50);
      const search = document.querySelector("dialog.search input");
      for (const words of search ? ["img", "words", "script"] : []) {
        search.value = words;
        search.dispatchEvent(new Event("input", { bubbles: true }));
        await wait(20);
      }
      await wait(60);
      const bad = [...document.querySelectorAll("*")].flatMap((e) => [...e.attributes].filter((a) =>
        /^on/i.test(a.name) || /^\\s*(javascript|vbscript):/i.test(a.value) && /href|src|action/i.test(a.name)
      ).map((a) => a.name + "=" + a.value));
      return { sang: "heddleCanary" in globalThis, bad };
    })()`) as { sang: boolean; bad: string[] };
    if (found.sang) say("a canary sang");
    for (const attribute of found.bad) say(`there is ${attribute.slice(0, 80)}`);
  } finally {
    await context.close();
  }
  return faults;
}

/** Builds one place's book and opens its pages and pictures. */
export async function hear(browser: Browser, place: CanaryPlace): Promise<Heard> {
  const folder = Deno.makeTempDirSync({ prefix: "heddle-canary-" });
  try {
    const [root, output] = [`${folder}/book`, `${folder}/site`];
    write(root, place.files);
    let report = await buildSite({ root, output, singleFile: place.stored === undefined });
    if (place.stored) {
      const values = `${folder}/values`;
      write(values, { "01-a.json": place.stored(Deno.readTextFileSync(`${output}/01-a.json`)) });
      Deno.removeSync(output, { recursive: true });
      report = await buildSite({ root, output, fromValues: values });
    }
    const errors = report.diagnostics.filter((d) => d.severity === "error");
    const faults = errors.filter((d) => /^internal/.test(d.code)).map((d) => d.message);
    if (!report.ok) return { refused: [...new Set(errors.map((d) => d.code))], faults, opened: 0 };
    const paths = shownIn(output);
    for (const path of paths) faults.push(...await listen(browser, output, path));
    return { refused: [], faults, opened: paths.length };
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}
