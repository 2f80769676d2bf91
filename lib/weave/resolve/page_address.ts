/**
 * Links between pages as other systems write them: to the source of a page, to the page that is made
 * of it, or to a label that stands on another page.
 *
 * @module
 */
import { decoded, PAGE_ENDING, relative } from "../page/address.ts";
import type { NumberedPage } from "../page/number_page.ts";
import type { ResolveContext } from "./page_tree.ts";

/** The address of what a link means; as it was written where that is no page of the book. */
export function pageAddress(
  href: string,
  { page, output }: NumberedPage,
  { pages, resolve }: ResolveContext,
): string {
  const hash = href.indexOf("#");
  const [path, fragment] = hash < 0
    ? [href, ""]
    : [href.slice(0, hash), decoded(href.slice(hash + 1))];
  if (path === "") {
    const own = pages.find((each) => each.page === page);
    const here = own?.targets.some(({ id, page: at }) => id === fragment && at === output) ?? false;
    const target = here ? undefined : resolve(fragment) ?? resolve(`sec-${fragment}`);
    if (!target || target.page === output) return href;
    return `${relative(output, target.page)}${target.id === "" ? "" : `#${target.id}`}`;
  }
  if (!/\.(?:md|qmd|rmd|rmarkdown|html)$/i.test(path)) return href;
  const at = path.startsWith("/")
    ? decoded(path.slice(1))
    : decoded(new URL(path, `http://x/${page.file}`).pathname.slice(1));
  const stem = (name: string): string => name.replace(PAGE_ENDING, "").replace(/\.html$/, "");
  const found = pages.find(({ page: { file } }) => file === at) ??
    pages.find(({ page: { file } }) => stem(file) === stem(at));
  if (!found) return href;
  // the link leads to the head of a page where the label is the page's own
  const own = found.page.id === fragment ? "" : fragment;
  if (found.output === output) return own === "" ? relative(output, output) : `#${own}`;
  return `${relative(output, found.output)}${own === "" ? "" : `#${own}`}`;
}

/**
 * An address as seen from a page: one that begins at the root of the site, or that climbs above it as
 * browsers allow, is written from the page.
 */
export function ownAddress(address: string, file: string): string {
  const climbs = /^(?:\.\.\/)+/.exec(address)?.[0].length ?? 0;
  const depth = file.split("/").length - 1;
  if (!/^\/(?!\/)/.test(address) && (climbs / 3 <= depth || depth === 0)) return address;
  const fromRoot = climbs > 0 ? address.slice(climbs) : address.slice(1);
  return `${"../".repeat(depth)}${fromRoot}`;
}
