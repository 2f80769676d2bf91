/**
 * Paths as addresses.
 *
 * @module
 */

/** A POSIX path as a `file:` address, with what must be escaped escaped. */
export function pathToFileUrl(path: string): URL {
  const url = new URL("file:///");
  url.pathname = path.replace(/%/g, "%25").replace(/\?/g, "%3F").replace(/#/g, "%23");
  return url;
}
