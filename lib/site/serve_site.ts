/**
 * The preview server: builds, serves what was built, watches, and builds again. While a book has
 * faults, a page of faults stands in front of the last good build.
 *
 * @module
 */
// @ts-types="../types/std_path.d.ts"
import { toFileUrl } from "@std/path/posix";
import { faultsPage } from "../../templates/faults.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { styleSheet, templateBytes } from "./assets.ts";
import { type BuildReport, buildSite, type SiteOptions } from "./build_site.ts";
import { DenoWorld } from "./deno_world.ts";
import { leavesRoot } from "./book_files.ts";

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

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  svg: "image/svg+xml",
  woff2: "font/woff2",
  csv: "text/csv; charset=utf-8",
  png: "image/png",
  jpg: "image/jpeg",
  R: "text/plain; charset=utf-8",
  tex: "text/plain; charset=utf-8",
  txt: "text/plain; charset=utf-8",
};

/** Reloads a page when a build is done; on the page of faults it also hears two keys. */
const LIVE_SCRIPT = `(() => {
  const events = new EventSource("/heddle-events");
  events.onmessage = () => location.reload();
  const sheet = document.querySelector(".sheet");
  if (!sheet) return;
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") location.search = "?behind";
    if (event.key === "c" && !event.ctrlKey && !event.metaKey) navigator.clipboard?.writeText(sheet.innerText);
  });
})();
`;

/** Builds a book, serves it on this machine alone, and builds it again on every change. */
export async function serveSite(options: ServeOptions): Promise<SiteServer> {
  const preview = new Preview(options);
  await preview.build();
  return preview.serve();
}

class Preview {
  readonly #options: ServeOptions;
  readonly #world: NonNullable<SiteOptions["world"]>;
  readonly #listeners = new Set<ReadableStreamDefaultController<Uint8Array>>();
  #faults: readonly Diagnostic[] = [];
  #tried = "";
  #good: string | null = null;
  #style: string | null = null;

  constructor(options: ServeOptions) {
    this.#options = options;
    this.#world = options.world ?? new DenoWorld();
  }

  async build(): Promise<void> {
    const start = this.#world.now().getTime();
    const report = await buildSite({ ...this.#options, world: this.#world });
    const end = this.#world.now();
    this.#tried = end.toTimeString().slice(0, 8);
    if (report.ok) this.#good = this.#tried;
    this.#faults = report.ok ? [] : report.diagnostics;
    this.#options.tell?.(report, end.getTime() - start);
    const message = new TextEncoder().encode("data: built\n\n");
    for (const listener of this.#listeners) {
      try {
        listener.enqueue(message);
      } catch {
        this.#listeners.delete(listener);
      }
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
    const { output: folder } = this.#options;
    const output = this.#world.facts(folder) ? this.#world.realPath(folder) : folder;
    const passedOver = (path: string): boolean =>
      path === output || path.startsWith(`${output}/`) || path.startsWith(`${output}.next`) ||
      /(^|\/)[._#][^/]*$|~$|\.part$/.test(path);
    signal.addEventListener("abort", () => {
      for (const listener of this.#listeners) listener.close();
      this.#listeners.clear();
      watcher.close();
    });
    let timer: ReturnType<typeof setTimeout> | undefined;
    let running = Promise.resolve();
    for await (const event of watcher) {
      if (event.kind === "access" || event.paths.every(passedOver)) continue;
      clearTimeout(timer);
      timer = setTimeout(() => {
        running = running.then(() => this.build());
      }, 30);
    }
    clearTimeout(timer);
  }

  #answer(request: Request): Response {
    const url = new URL(request.url);
    if (url.pathname === "/heddle-events") return this.#events();
    if (url.pathname === "/heddle-live.js") return respond(LIVE_SCRIPT, "js");
    const path = decodeURIComponent(url.pathname).replace(/^\/+/, "").replace(
      /(^|\/)$/,
      "$1index.html",
    );
    const page = path.endsWith(".html");
    if (page && this.#faults.length > 0 && url.search !== "?behind") {
      return respond(this.#faultsPage(), "html");
    }
    const file = `${this.#options.output.replace(/\/+$/, "")}/${path}`;
    if (/^assets\/fonts\/[\w-]+\.woff2$/.test(path) && !this.#world.facts(file)) {
      return respond(templateBytes(this.#world, path.replace("assets/", "")), "woff2");
    }
    if (leavesRoot(path) || !this.#world.facts(file)?.isFile) {
      return respond("There is nothing here.\n", "txt", 404);
    }
    const bytes = this.#world.readBytes(file);
    if (!page) return respond(bytes, path.split(".").at(-1) ?? "");
    const text = new TextDecoder().decode(bytes);
    return respond(
      text.replace("</body>", '<script src="/heddle-live.js"></script>\n</body>'),
      "html",
    );
  }

  #faultsPage(): string {
    this.#style ??= styleSheet(this.#world).replace(/url\(fonts\//g, "url(/assets/fonts/");
    const root = this.#world.realPath(this.#options.root);
    return faultsPage({
      diagnostics: this.#faults,
      style: this.#style,
      lastGood: this.#good,
      time: this.#tried,
      lesson: (diagnostic) => this.#lesson(diagnostic),
      link: ({ file, line, column }) =>
        file === undefined
          ? "#faults-title"
          : `vscode://file${toFileUrl(`${root}/${file}`).pathname}:${line ?? 1}:${column ?? 1}`,
    }).text;
  }

  /** Where the book itself explains a finding of the auditor. */
  #lesson(diagnostic: Diagnostic & { lesson?: string }): string | null {
    const page = `${this.#options.output.replace(/\/+$/, "")}/manual-audit.html`;
    if (diagnostic.lesson === undefined || !this.#world.facts(page)) return null;
    return `/manual-audit.html?behind#${diagnostic.lesson}`;
  }

  #events(): Response {
    let own: ReadableStreamDefaultController<Uint8Array> | null = null;
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        own = controller;
        this.#listeners.add(controller);
        controller.enqueue(new TextEncoder().encode(": hello\n\n"));
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

function respond(body: string | Uint8Array, ending: string, status = 200): Response {
  return new Response(body as BodyInit, {
    status,
    headers: {
      "content-type": TYPES[ending] ?? "application/octet-stream",
      "cache-control": "no-store",
    },
  });
}
