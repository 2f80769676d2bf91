/**
 * The preview server: builds, serves what was built, watches, and builds again. While a book has
 * faults, a page of faults stands in front of the last good build. No fault ends it.
 *
 * @module
 */
import { fileAddress, slashed } from "../../home.ts";
import { faultsPage, missingPage, previewFoot } from "../../../templates/faults.ts";
import type { Diagnostic } from "../../diagnostic.ts";
import { faultsOf } from "../build/any_fault.ts";
import { styleSheet } from "../../write/html/assets.ts";
import { BuildMemory } from "../cache/build_memory.ts";
import { build, type BuildReport, failedReport } from "../build/build_site.ts";
import type { BuildOptions, SiteOptions } from "../build/site_options.ts";
import { DenoWorld } from "../deno_world.ts";
import { readList, type SiteFiles } from "../output/output_folder.ts";
import { refusal, respond, siteBytes, sitePath } from "./preview_answers.ts";
import { PageFrames } from "./page_frames.ts";
import { PREVIEW_SCRIPT } from "./preview_script.ts";

/** How a book is served. */
export interface ServeOptions extends SiteOptions {
  /** 0 takes any free port. */
  port?: number;
  /** Told of every build. */
  tell?: (report: BuildReport, milliseconds: number) => void;
  /** Ends the server. */
  signal?: AbortSignal;
}

/** A server that runs. */
export interface SiteServer {
  /** `http://localhost:4000/`. */
  address: string;
  /** Resolves when the server has ended. */
  finished: Promise<void>;
}

/** Builds a book, serves it on this machine alone, and builds it again on every change. */
export async function serveSite(options: ServeOptions): Promise<SiteServer> {
  const preview = new Preview(options);
  // The port is taken first: if it is not free, nothing is built for nobody.
  const server = preview.serve();
  await preview.build();
  return server;
}

/** Milliseconds in which a page that was made is asked for, before the site is written. */
const LOOK = 100;

/** Milliseconds without a change after which a build begins. */
const QUIET = 6;

/** The same where a file that changed is empty or away: whoever saves it is about to write it. */
const AWAY = 40;

class Preview {
  readonly #options: ServeOptions;
  readonly #world: NonNullable<SiteOptions["world"]>;
  readonly #folder: string;
  /** What a build leaves for the next: only what an edit changes is made again. */
  readonly #memory = new BuildMemory();
  readonly #listeners = new Set<ReadableStreamDefaultController<Uint8Array>>();
  /** What the last build found. */
  #found: readonly Diagnostic[] = [];
  #ok = true;
  #tried = "";
  #good: string | null = null;
  /** Milliseconds that name the last build: a later one has more, also one of a later server. */
  #last = 0;
  #style: string | null = null;
  /** The files of the last good build: they are shown before they are written. */
  #files: SiteFiles | null = null;
  /** Templates of the book's own may run anything: their pages are loaded, and not exchanged. */
  #ownTemplates = false;
  readonly #frames = new PageFrames();
  /** Files of the site before that are no more, and not yet taken away. */
  #gone: ReadonlySet<string> = new Set();
  #running: Promise<void> = Promise.resolve();
  /** Resolves when the build that was asked for last can be shown. */
  #shown = Promise.withResolvers<void>();
  #waiting: Promise<void> | null = null;

  constructor(options: ServeOptions) {
    this.#options = options;
    this.#world = options.world ?? new DenoWorld();
    this.#folder = options.output.replace(/\/+$/, "");
  }

  /** Builds when the build before is done; a build that waits will see what is saved meanwhile. */
  build(): Promise<void> {
    if (!this.#waiting) this.#shown = Promise.withResolvers();
    this.#waiting ??= this.#running.then(() => {
      this.#waiting = null;
      return this.#build();
    });
    return this.#running = this.#waiting;
  }

  async #build(): Promise<void> {
    const { resolve } = this.#shown;
    const start = this.#world.now().getTime();
    let shown = false;
    const report = await this.#attempt(async (diagnostics, files, ownTemplates) => {
      shown = true;
      this.#files = files;
      this.#ownTemplates = ownTemplates;
      const before = readList(this.#world, this.#folder) ?? [];
      this.#gone = new Set(before.filter((path) => !files.has(path)));
      this.#show(true, diagnostics);
      resolve();
      // whoever looks gets the page before this thread writes it
      await new Promise((go) => setTimeout(go, LOOK));
    });
    if (!shown || !report.ok) this.#show(report.ok, report.diagnostics);
    resolve();
    this.#options.tell?.(report, this.#world.now().getTime() - start - (shown ? LOOK : 0));
  }

  /** Shows what came of a build. */
  #show(ok: boolean, diagnostics: readonly Diagnostic[]): void {
    const now = this.#world.now();
    this.#tried = now.toTimeString().slice(0, 8);
    this.#ok = ok;
    if (ok) this.#good = this.#tried;
    this.#found = diagnostics;
    this.#last = Math.max(now.getTime(), this.#last + 1);
    for (const listener of this.#listeners) listener.enqueue(this.#message());
  }

  /** Tells a listener which build is the last; one that loses the server soon asks again. */
  #message(): Uint8Array {
    return new TextEncoder().encode(`retry: 1000\ndata: ${this.#last}\n\n`);
  }

  /** A build, whatever happens in it. */
  async #attempt(ready: NonNullable<BuildOptions["ready"]>): Promise<BuildReport> {
    try {
      const report = await build({
        ...this.#options,
        world: this.#world,
        memory: this.#memory,
        ready,
      });
      if (report.ok) this.#memory.forget();
      return report;
    } catch (error) {
      return failedReport(faultsOf(error));
    }
  }

  serve(): SiteServer {
    const stop = new AbortController();
    this.#options.signal?.addEventListener("abort", () => stop.abort());
    const server = Deno.serve({
      hostname: "127.0.0.1",
      port: this.#options.port ?? 4000,
      signal: stop.signal,
      onListen: () => {},
    }, (request) => this.#answer(request));
    const { port } = server.addr;
    void this.#watch(stop.signal);
    return { address: `http://localhost:${port}/`, finished: server.finished };
  }

  async #watch(signal: AbortSignal): Promise<void> {
    const watcher = Deno.watchFs(this.#options.root);
    signal.addEventListener("abort", () => {
      for (const listener of this.#listeners) listener.close();
      this.#listeners.clear();
      watcher.close();
    });
    let timer: ReturnType<typeof setTimeout> | undefined;
    for await (const event of watcher) {
      const changed = event.paths.filter((path) => !this.#passesOver(path));
      if (event.kind === "access" || changed.length === 0) continue;
      clearTimeout(timer);
      const away = changed.some((path) => !((this.#world.facts(path)?.size ?? 0) > 0));
      timer = setTimeout(() => void this.build(), away ? AWAY : QUIET);
    }
    clearTimeout(timer);
  }

  /** What a build makes itself, and what editors put beside a file. */
  #passesOver(changed: string): boolean {
    const path = Deno.build.os === "windows" ? slashed(changed) : changed;
    const output = this.#world.facts(this.#folder)
      ? this.#world.realPath(this.#folder)
      : this.#folder;
    return [output, `${output}.next`].some((own) => path === own || path.startsWith(`${own}/`)) ||
      /(^|\/)(\.heddle\/.*|[._#][^/]*)$|~$|\.part$/.test(path);
  }

  async #answer(request: Request): Promise<Response> {
    const refused = refusal(request);
    if (refused) return refused;
    const url = new URL(request.url);
    if (url.pathname === "/heddle-events") return this.#events();
    if (url.pathname === "/heddle-live.js") return respond(PREVIEW_SCRIPT, "js");
    // While a build is made its site may be half a moment away.
    await this.#shown.promise;
    const path = sitePath(url);
    if (path === null) return respond("There is nothing here.\n", "txt", 404);
    return path.endsWith(".html") ? this.#page(path, url) : this.#file(path);
  }

  #file(path: string): Response {
    const bytes = this.#bytes(path);
    if (!bytes) return respond("There is nothing here.\n", "txt", 404);
    return respond(bytes, path.split(".").at(-1) ?? "");
  }

  #bytes(path: string): Uint8Array | null {
    const made = this.#content(path);
    return typeof made === "string" ? new TextEncoder().encode(made) : made;
  }

  /** A file of the site: as it was made last, else as it lies there. */
  #content(path: string): string | Uint8Array | null {
    const made = this.#files?.get(path);
    if (made !== undefined) return made;
    return this.#gone.has(path) ? null : siteBytes(this.#world, this.#folder, path);
  }

  #page(path: string, url: URL): Response {
    const made = this.#content(path);
    if (!this.#ok && url.search !== "?behind") return this.#live(this.#faultsPage(made !== null));
    if (made === null) return this.#live(missingPage(this.#styleText()).text, "", 404);
    const foot = previewFoot({
      ...this.#links(),
      // What stands in the pages is told here too.
      warnings: this.#found,
      stale: this.#ok ? null : { faults: this.#found, lastGood: this.#good },
    });
    const text = typeof made === "string" ? made : new TextDecoder().decode(made);
    const frame = this.#ownTemplates
      ? null
      : this.#frames.of(path, text, (each) => this.#content(each));
    return this.#live(text, foot?.text, 200, frame);
  }

  /** A page with the script that shows the next build, and with what is said at its foot. */
  #live(page: string, foot = "", status = 200, frame: string | null = null): Response {
    const within = frame === null ? "" : ` data-with="${frame}"`;
    const script = `<script src="/heddle-live.js" data-build="${this.#last}"${within}></script>`;
    const end = page.lastIndexOf("</body>");
    const at = end < 0 ? page.length : end;
    return respond(`${page.slice(0, at)}${foot}${script}\n${page.slice(at)}`, "html", status);
  }

  #faultsPage(behind: boolean): string {
    return faultsPage({
      ...this.#links(),
      diagnostics: this.#found,
      style: this.#styleText(),
      lastGood: this.#good,
      behind,
      time: this.#tried,
    }).text;
  }

  #styleText(): string {
    return this.#style ??= styleSheet(this.#world).replace(
      /url\(fonts\//g,
      "url(/assets/fonts/",
    );
  }

  /** Where faults lead: into an editor, and to the book's own page about the auditor. */
  #links(): {
    link: (diagnostic: Diagnostic) => string;
    lesson: (diagnostic: Diagnostic & { lesson?: string }) => string | null;
  } {
    const { root } = this.#options;
    const real = this.#world.facts(root) ? this.#world.realPath(root) : root;
    const page = `${this.#folder}/manual-audit.html`;
    return {
      link: ({ file, line, column }) =>
        file === undefined
          ? "#faults-title"
          : `vscode://file${fileAddress(`${real}/${file}`).pathname}:${line ?? 1}:${column ?? 1}`,
      lesson: ({ lesson }) =>
        lesson === undefined || !this.#world.facts(page)
          ? null
          : `/manual-audit.html?behind#${lesson}`,
    };
  }

  #events(): Response {
    let own: ReadableStreamDefaultController<Uint8Array> | null = null;
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        own = controller;
        this.#listeners.add(controller);
        controller.enqueue(this.#message());
      },
      cancel: () => {
        if (own) this.#listeners.delete(own);
      },
    });
    return new Response(stream, {
      headers: { "content-type": "text/event-stream", "cache-control": "no-store" },
    });
  }
}
