/**
 * Addresses that an author writes.
 *
 * @module
 */

/** An address as it was written; one that cannot be decoded stays. */
export function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

/** How the names of pages end, here and in other systems. */
export const PAGE_ENDING = /\.(?:md|qmd|rmd|rmarkdown)$/i;

/** A link to a chapter's source leads to its page. */
export function siteLink(href: string): string {
  return href.replace(/\.md(?=#|$)/, ".html");
}

/** The path, from the site's root, of what has an address in one of its files. */
export function pathFrom(output: string, address: string): string {
  return decoded(new URL(address, `http://x/${output}`).pathname.slice(1));
}

/** The relative address of one output file, seen from another. */
export function relative(from: string, to: string): string {
  const a = from.split("/").slice(0, -1);
  const b = to.split("/");
  let common = 0;
  while (common < a.length && a[common] === b[common]) common++;
  return [...a.slice(common).map(() => ".."), ...b.slice(common)].join("/");
}
