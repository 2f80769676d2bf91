/**
 * Where the program's own files lie: beside its sources, in an installed package, or on the web.
 * Whoever needs a file of the program asks here, and nowhere else.
 *
 * @module
 */

/** Where this file stands among the sources; a released program is bundled, and stands at the top. */
const SOURCE = "/lib/home.ts";

/**
 * The folder that holds `lib/` and `templates/`, as an address that ends with a slash.
 *
 * @param module The address of this module, or of the bundle that it became.
 */
export function homeOf(module: string): URL {
  return new URL(module.endsWith(SOURCE) ? "../" : "./", module);
}

const HOME = homeOf(import.meta.url);

/** Whether the sources run as they were written; else they were bundled into JavaScript. */
const WRITTEN = import.meta.url.endsWith(SOURCE);

/** The address of a file of the program, such as `templates/style.css`. */
export function programFile(path: string): URL {
  return new URL(path, HOME);
}

/** The address of a module that runs in a thread, without its ending: `lib/weave/plot/plot_worker`. */
export function programModule(path: string): URL {
  return programFile(`${path}${WRITTEN ? ".ts" : ".js"}`);
}

/** The same module for a thread that takes files and texts only: what lies elsewhere is a text that imports it. */
export function threadModule(path: string): URL {
  const address = programModule(path);
  if (address.protocol === "file:") return address;
  return new URL(
    `data:text/javascript,${encodeURIComponent(`import ${JSON.stringify(address.href)};`)}`,
  );
}

/**
 * The path of a `file:` address, with slashes on every system: `file:///C:/a%20b` is `C:/a b`, and
 * `file://server/share` is `//server/share`.
 */
export function filePath(address: URL): string {
  const path = decodeURIComponent(address.pathname);
  if (address.host !== "") return `//${address.host}${path}`;
  return /^\/[A-Za-z]:/.test(path) ? path.slice(1) : path;
}

/** The `file:` address of an absolute path with slashes; what has a meaning in addresses is escaped. */
export function fileAddress(path: string): URL {
  const escaped = path.split("/").map((part, i) =>
    i === 0 && /^[A-Za-z]:$/.test(part) ? `/${part}` : encodeURIComponent(part)
  ).join("/");
  return new URL(`file://${escaped}`);
}

/** A path as Windows writes it, with slashes; `\\?\` before a long one is taken away. */
export function slashed(path: string): string {
  return path.replace(/^\\\\\?\\(UNC\\)?/, (_all, unc?: string) => unc ? "\\\\" : "")
    .replaceAll("\\", "/");
}
