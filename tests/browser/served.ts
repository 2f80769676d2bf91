/**
 * A book that is written while a browser looks at it through `heddle serve`.
 *
 * @module
 */
import type { Page } from "playwright-core";
import { ask, inBrowser, type Site } from "./browser.ts";

const MAIN = decodeURIComponent(new URL("../../lib/cli/main.ts", import.meta.url).pathname);

/** A book that is written, and the program that serves it. */
export class Served {
  readonly folder = Deno.makeTempDirSync({ prefix: "heddle-preview-" });
  #process: Deno.ChildProcess | null = null;
  #heard: Promise<void> = Promise.resolve();
  /** `http://localhost:4000/`. */
  address = "";

  /** @param files Texts of the book's files. */
  constructor(files: Readonly<Record<string, string>>) {
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  /** Where a file of the book lies. */
  path(name: string): string {
    return `${this.folder}/book/${name}`;
  }

  /** Saves a file. */
  write(name: string, text: string): void {
    const folder = this.path(name).replace(/\/[^/]*$/, "");
    Deno.mkdirSync(folder, { recursive: true });
    Deno.writeTextFileSync(this.path(name), text);
  }

  /** Starts `serve` and waits for its address, which stays the same. */
  async start(): Promise<void> {
    const port = this.address === "" ? "0" : new URL(this.address).port;
    const process = new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-check", "--allow-read", "--allow-write"]
        .concat("--allow-net=127.0.0.1,localhost", "--ignore-env", MAIN, "serve")
        .concat(this.path(""), "--output", `${this.folder}/site`, "--port", port),
      stdout: "piped",
      stderr: "null",
    }).spawn();
    this.#process = process;
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const listen = async (): Promise<void> => {
      let told = "";
      for await (const part of process.stdout.pipeThrough(new TextDecoderStream())) {
        told += part;
        const address = /http:\/\/\S+/.exec(told)?.[0];
        if (address !== undefined) resolve(address);
      }
      reject(new Error(`The preview has ended: ${told}`));
    };
    this.#heard = listen();
    this.address = await promise;
  }

  /** Ends the program; the book stays. */
  async stop(): Promise<void> {
    this.#process?.kill("SIGTERM");
    await this.#process?.status;
    await this.#heard;
    this.#process = null;
  }

  /** Ends the program and removes the book. */
  async end(): Promise<void> {
    await this.stop();
    Deno.removeSync(this.folder, { recursive: true });
  }
}

/** A chapter that is longer than the window, with two folds. */
export function chapter(word: string, { before = "", after = "" } = {}): string {
  const lines = Array.from({ length: 60 }, (_, i) => `Paragraph ${i} of the chapter.\n`);
  const solution = (name: string): string =>
    `::: {#exr-${name}}\n### Exercise ${name}\nWhat?\n\n::: {.solution}\nThe answer ${name}.\n:::\n:::\n`;
  return ["# A chapter\n", `The word is ${word}.\n`, before, solution("first"), solution("second")]
    .concat(lines, after).join("\n");
}

/** The book that tests look at if they bring none. */
const BOOK = { "01-a.md": chapter("One"), "02-b.md": "# Beside\n\nWords.\n" };

/** A test of a book that is served. */
export const previewed = (
  name: string,
  test: (served: Served, site: Site) => Promise<void>,
  files: Readonly<Record<string, string>> = BOOK,
): void =>
  inBrowser(name, async (site) => {
    const served = new Served(files);
    try {
      await served.start();
      await test(served, site);
    } finally {
      await served.end();
    }
  });

/** Waits until the page, or the one that takes its place, says something. */
export async function says(page: Page, words: string): Promise<void> {
  await page.getByText(words).first().waitFor();
}

/** Presses a key on a page whose script has come: its words are there before it hears anything. */
export async function press(page: Page, key: string): Promise<void> {
  await page.waitForFunction(`document.readyState === "complete"`);
  await page.keyboard.press(key);
}

/** Waits until the place that the reader had is there again. */
export async function standsAt(page: Page, y: number): Promise<void> {
  await page.waitForFunction(`document.readyState === "complete" && Math.abs(scrollY - ${y}) < 1`);
}

/** Scrolls a page. */
export const scroll = (page: Page, y: number): Promise<unknown> => ask(page, `scrollTo(0, ${y})`);

/** Ids of the folds that are open. */
export const openFolds = (page: Page): Promise<string[]> =>
  ask(page, `[...document.querySelectorAll("details[open]")].map((fold) => fold.id)`);
