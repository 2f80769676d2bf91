/**
 * One browser and one build of the books for all browser tests.
 *
 * The browser is `$CHROME`, Debian's `chromium`, or the one in `@sparticuz/chromium`. Where none
 * can be had, every test is reported as ignored.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import fs from "node:fs";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { buildSite } from "../../lib/site/build_site.ts";
import { bookPath } from "../site/memory_world.ts";

/** The course book that the project carries. */
const COURSE = decodeURIComponent(new URL("../../reports", import.meta.url).pathname);

/** What a test is given. */
export interface Site {
  /** Folder in which `course/`, `plain/` and `trial/` lie. */
  folder: string;
  /** Every page of the course, e.g. `course/05-split-plot.html`. */
  pages: string[];
  /** Opens a page from its file. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
  /** Opens a page from a server on this machine, as a reader of the published book does. */
  visit(path: string): Promise<Page>;
}

/** Path of a Chromium on this machine or from the registry, or null. */
async function findBrowser(): Promise<string | null> {
  const named = Deno.env.get("CHROME");
  const candidates = [
    ...(named ? [named] : []),
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/usr/bin/google-chrome-stable",
  ];
  for (const path of candidates) {
    try {
      if (Deno.statSync(path).isFile) return path;
    } catch {
      continue;
    }
  }
  try {
    const { default: chromium } = await import("@sparticuz/chromium");
    return await chromium.executablePath();
  } catch {
    return null;
  }
}

async function launch(executablePath: string): Promise<Browser> {
  const { existsSync } = fs;
  // The library looks below /proc when it is loaded, which a test may not: nothing is there.
  fs.existsSync = (path) => {
    try {
      return existsSync(path);
    } catch {
      return false;
    }
  };
  const { chromium } = await import("playwright-core");
  fs.existsSync = existsSync;
  return await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"],
  });
}

const executable = await findBrowser();
let browser: Browser | null = null;
let folder = "";
let pages: string[] = [];
let server: Deno.HttpServer<Deno.NetAddr> | null = null;

Deno.test.beforeAll(async () => {
  if (executable === null) return;
  folder = Deno.makeTempDirSync({ prefix: "heddle-browser-" });
  for (
    const [name, root] of [["course", COURSE], ["plain", bookPath("plain")], [
      "trial",
      bookPath("trial"),
    ]] as const
  ) {
    const output = `${folder}/${name}`;
    const report = await buildSite({ root, output, singleFile: name === "trial" });
    assert(report.ok, JSON.stringify(report.diagnostics));
  }
  pages = [...Deno.readDirSync(`${folder}/course`)].map((entry) => entry.name)
    .filter((name) => name.endsWith(".html")).sort().map((name) => `course/${name}`);
  assert(pages.length >= 5, "the course has several pages");
  browser = await launch(executable);
});

Deno.test.afterAll(async () => {
  await browser?.close();
  await server?.shutdown();
  if (folder !== "") Deno.removeSync(folder, { recursive: true });
});

/** A server of the folder, started when a test needs one; its address. */
function serve(): string {
  server ??= Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
    const path = decodeURIComponent(new URL(request.url).pathname);
    const type = /\.html$/.test(path) ? "text/html" : /\.css$/.test(path) ? "text/css" : "";
    try {
      return new Response(Deno.readFileSync(folder + path), { headers: { "content-type": type } });
    } catch {
      return new Response("", { status: 404 });
    }
  });
  return `http://127.0.0.1:${server.addr.port}`;
}

function running(): Browser {
  if (browser === null) throw new Error("The browser has not started");
  return browser;
}

/**
 * A test in the browser. That a page asks a server for anything, or that its script fails, is a
 * fault of every test.
 */
export function inBrowser(name: string, test: (site: Site) => Promise<void>): void {
  Deno.test({
    name,
    ignore: executable === null,
    // The browser is there before the first test and stays until after the last.
    sanitizeOps: false,
    sanitizeResources: false,
    fn: async () => {
      const faults: string[] = [];
      try {
        await test({
          folder,
          pages,
          open: (path, options) => open(`file://${folder}/`, path, options ?? {}, faults),
          visit: (path) => open(`${serve()}/`, path, {}, faults),
        });
      } finally {
        for (const context of running().contexts()) await context.close();
      }
      assertEquals(faults, []);
    },
  });
}

async function open(
  root: string,
  path: string,
  options: BrowserContextOptions,
  faults: string[],
): Promise<Page> {
  const context = await running().newContext({
    viewport: { width: 1400, height: 900 },
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(root)) {
      faults.push(`${path} asks for ${request.url()}`);
    }
  });
  page.on("requestfailed", (request) => {
    const why = request.failure()?.errorText ?? "";
    if (!/ABORTED/.test(why)) faults.push(`${path}: ${request.url()} ${why}`);
  });
  page.on("pageerror", (error) => faults.push(`${path}: ${error.message}`));
  await page.goto(root + path);
  return page;
}

/** Value of an expression in the page, as text or number or list: the caller says which. */
export async function ask<T>(page: Page, expression: string): Promise<T> {
  return await page.evaluate(expression) as T;
}

/** The chapter that has every kind of thing: equations, shells, tables, figures, an exercise. */
export const CHAPTER = "course/04-linear-mixed-models.html";

/** Does something with every path, two at a time: a page has a process of its own. */
export async function each(
  paths: readonly string[],
  task: (path: string) => Promise<void>,
): Promise<void> {
  const waiting = [...paths];
  const work = async (): Promise<void> => {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) await task(path);
  };
  await Promise.all([work(), work()]);
}
