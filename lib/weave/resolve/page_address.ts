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
