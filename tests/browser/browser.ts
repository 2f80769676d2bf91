/**
 * One browser and one build of the books for all browser tests.
 *
 * Where no browser can be had, every test is reported as ignored.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { buildSite } from "../../lib/site/build/build_site.ts";
import { bookPath } from "../site/memory_world.ts";
import { findBrowser, launch, LONGEST } from "./chromium.ts";
import { LastingBrowser } from "./lasting_browser.ts";

/** The course book that the project carries. */
const COURSE = decodeURIComponent(new URL("../../reports", import.meta.url).pathname);

/** What a test is given. */
export interface Site {
  /** The browser itself. */
  browser: Browser;
  /** Folder in which `course/`, `plain/`, `trial/`, `wide/`, `faults/` and `pictures/` lie. */
  folder: string;
  /** Every page of the course, e.g. `course/05-split-plot.html`. */
  pages: string[];
  /** Opens a page from its file. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
  /** Opens a page from a server on this machine, as a reader of the published book does. */
  visit(path: string): Promise<Page>;
  /** Opens a page of a server, `http://localhost:4000/`, that may end meanwhile. */
  look(server: string, path: string, options?: BrowserContextOptions): Promise<Page>;
}

/** Starts a browser and learns how slow the machine is. */
export async function start(): Promise<Browser> {
  if (executable === null) throw new Error("There is no browser");
  const begun = performance.now();
  const started = await launch(executable);
  slowness = Math.max(slowness, (performance.now() - begun) / USUAL_START);
  return started;
}

/** Milliseconds in which a browser starts on a machine that does nothing else. */
const USUAL_START = 700;

/** How many times slower than usual the machine was when a browser started. */
let slowness = 1;

/** How long a test waits for what should come: longer on a machine that has much to do. */
export function patience(): number {
  return Math.min(LONGEST, 15_000 * Math.max(1, slowness));
}

const executable = await findBrowser();
const browser = new LastingBrowser({ start, tell: (words) => console.error(words) });
let folder = "";
let pages: string[] = [];
let server: Deno.HttpServer<Deno.NetAddr> | null = null;

Deno.test.beforeAll(async () => {
  if (executable === null) return;
  folder = Deno.makeTempDirSync({ prefix: "heddle-browser-" });
  for (
    const [name, root] of [
      ["course", COURSE],
      ["plain", bookPath("plain")],
      [
        "trial",
        bookPath("trial"),
      ],
      ["wide", bookPath("wide")],
      ["faults", bookPath("faults")],
      ["pictures", bookPath("pictures")],
    ] as const
  ) {
    const output = `${folder}/${name}`;
    const report = await buildSite({
      root,
      output,
      keepGoing: name === "faults",
      singleFile: name === "trial" || name === "wide",
    });
    assert(report.ok, JSON.stringify(report.diagnostics));
  }
  pages = [...Deno.readDirSync(`${folder}/course`)].map((entry) => entry.name)
    .filter((name) => name.endsWith(".html")).sort().map((name) => `course/${name}`);
  assert(pages.length >= 5, "the course has several pages");
  await browser.running();
});

Deno.test.afterAll(async () => {
  await browser.close();
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
    fn: () => browser.use(() => attempt(test)),
  });
}

async function attempt(test: (site: Site) => Promise<void>): Promise<void> {
  const faults: string[] = [];
  try {
    await test({
      browser: await browser.running(),
      folder,
      pages,
      open: (path, options) => open(`file://${folder}/`, path, options ?? {}, faults),
      visit: (path) => open(`${serve()}/`, path, {}, faults),
      look: (server, path, options) =>
        open(
          server,
          path,
          options ?? {},
          faults,
          /ABORTED|CONNECTION|CHUNKED|CONTENT_LENGTH|EMPTY_RESPONSE/,
        ),
    });
  } finally {
    await browser.tidy();
  }
  assertEquals(faults, []);
}

async function open(
  root: string,
  path: string,
  options: BrowserContextOptions,
  faults: string[],
  ends = /ABORTED/,
): Promise<Page> {
  const context = await (await browser.running()).newContext({
    viewport: { width: 1400, height: 900 },
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(patience());
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(root)) {
      faults.push(`${path} asks for ${request.url()}`);
    }
  });
  page.on("requestfailed", (request) => {
    const why = request.failure()?.errorText ?? "";
    if (!ends.test(why)) faults.push(`${path}: ${request.url()} ${why}`);
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
