/**
 * What the preview server answers: files of the site, and nothing to anybody who calls it by
 * another name than this machine's own.
 *
 * @module
 */
import { MEDIA_TYPES } from "../../data/readers/readers.ts";
import type { World } from "../../world.ts";
import { programBytes } from "../../write/program_files.ts";
import { leavesRoot } from "../book/book_files.ts";

const TYPES: Readonly<Record<string, string>> = {
  ...MEDIA_TYPES,
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  svg: "image/svg+xml",
  woff2: "font/woff2",
  png: "image/png",
  jpg: "image/jpeg",
  R: "text/plain; charset=utf-8",
  tex: "text/plain; charset=utf-8",
  txt: "text/plain; charset=utf-8",
};

/** No path of a site is as long. */
const LONGEST_PATH = 1024;

/** Names of this machine. A page elsewhere that has its own name lead here is not answered. */
const OWN_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/** Why a request is not answered, or null if it is. */
export function refusal(request: Request): Response | null {
  if (!OWN_HOST.test(request.headers.get("host") ?? "")) {
    return respond("This preview answers to localhost alone.\n", "txt", 421);
  }
  if (request.method !== "GET" && request.method !== "HEAD") {
    const answer = respond("A preview is only read.\n", "txt", 405);
    answer.headers.set("allow", "GET, HEAD");
    return answer;
  }
  return null;
}

/** The path of a request in the site, or null if there can be nothing there. */
export function sitePath(url: URL): string | null {
  if (url.pathname.length > LONGEST_PATH) return null;
  let path: string;
  try {
    path = decodeURIComponent(url.pathname);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
  path = path.replace(/^\/+/, "").replace(/(^|\/)$/, "$1index.html");
  return leavesRoot(path) ? null : path;
}

/** Bytes of a file of the site; null if it is not there, or is a link out of the site. */
export function siteBytes(world: World, folder: string, path: string): Uint8Array | null {
  const file = `${folder}/${path}`;
  if (world.facts(file)?.isFile) {
    const real = world.realPath(folder);
    return world.realPath(file).startsWith(`${real}/`) ? world.readBytes(file) : null;
  }
  // Before a first good build the page of faults needs letters too.
  const font = /^assets\/(fonts\/[\w-]+\.woff2)$/.exec(path)?.[1];
  return font === undefined ? null : programBytes(world, font);
}

/** An answer that is never kept for later. */
export function respond(body: string | Uint8Array, ending: string, status = 200): Response {
  return new Response(body as BodyInit, {
    status,
    headers: {
      "content-type": TYPES[ending] ?? "application/octet-stream",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
