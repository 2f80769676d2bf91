/**
 * Checks of the finished pages: ids that are used twice, links that lead nowhere, pictures without
 * words, headings out of order.
 *
 * @module
 */
import { addAll } from "../../lists.ts";
import { unescapeHtml } from "../../../templates/html.ts";
import type { Diagnostic } from "../../diagnostic.ts";
import type { StepMemory } from "../../write/step_memory.ts";
import { nearest } from "../../syntax/nearest.ts";
import { decoded } from "../../weave/page/address.ts";

/** A fault of a finished page. */
export interface PageFault extends Diagnostic {
  /** The page's file in the site. */
  page?: string;
}

/**
 * Checks every HTML file of a site against all its files. `locate` tells where in the sources a
 * link was written, if an author wrote it.
 */
export function checkPages(
  files: ReadonlyMap<string, string | Uint8Array>,
  locate: (page: string, href: string) => Partial<Diagnostic> = () => ({}),
  memory?: StepMemory,
): PageFault[] {
  const diagnostics: PageFault[] = [];
  const ids = new Map<string, Set<string>>();
  // Pages of a folder say the same addresses again and again: each is resolved once.
  const resolved = new Map<string, string | null>();
  const pathOf = (page: string, address: string): string | null => {
    const key = `${page.slice(0, page.lastIndexOf("/") + 1)}\n${address}`;
    let known = resolved.get(key);
    if (known === undefined) resolved.set(key, known = resolvedPath(page, address));
    return known;
  };
  const pages = [...files].filter((entry): entry is [string, string] =>
    entry[0].endsWith(".html") && typeof entry[1] === "string"
  ).map(([path, text]) => {
    const look = () => factsOf(path, text, pathOf);
    return [path, memory?.recall("checked", path, [text], look) ?? look()] as const;
  });
  for (const [path, facts] of pages) {
    ids.set(path, facts.ids);
    addAll(diagnostics, facts.faults.map((each) => ({ ...each, page: path })));
  }
  for (const [path, { links }] of pages) {
    for (const link of links) {
      const { href } = link;
      const problem = leadsNowhere(path, link, files, ids);
      if (!problem) continue;
      const { message, near } = problem;
      const hint = near === null ? undefined : `Did you mean "${near}"?`;
      const placed = { ...fault("broken-link", message, hint), ...locate(path, href) };
      diagnostics.push({ ...placed, page: path });
    }
  }
  return diagnostics;
}

/** What a finished page says of itself. */
interface PageFacts {
  ids: Set<string>;
  /** Where it leads within the site, in its order. */
  links: Link[];
  faults: Diagnostic[];
}

/** An address on a page. */
interface Link {
  href: string;
  /** The path in the site; null if it is none. */
  path: string | null;
  /** What is named behind `#`; empty if nothing is. */
  fragment: string;
}

function factsOf(
  path: string,
  text: string,
  pathOf: (page: string, address: string) => string | null,
): PageFacts {
  const ids = new Set<string>();
  const faults: Diagnostic[] = [];
  for (const match of text.matchAll(/<[a-zA-Z][^<>]*?\sid="([^"]*)"/g)) {
    const id = unescapeHtml(match[1] ?? "");
    if (ids.has(id)) {
      faults.push(
        fault(
          "duplicate-id",
          `"${path}" uses the id "${id}" twice`,
          "Give one of them another label",
        ),
      );
    }
    ids.add(id);
  }
  addAll(faults, [...checkHeadings(path, text), ...checkPictures(path, withoutStrokes(text))]);
  const links = [
    ...text.matchAll(/<(?:a|link|script|img)\b[^<>]*?\s(?:href|src)="([^"]*)"/g),
  ].flatMap((match): Link[] => {
    const href = unescapeHtml(match[1] ?? "");
    if (/^([a-z][\w+.-]*:|\/\/)/i.test(href)) return [];
    const [address = "", fragment = ""] = href.split("#");
    return [{
      href,
      path: address === "" ? path : pathOf(path, address),
      fragment: decoded(fragment),
    }];
  });
  return { ids, links, faults };
}

function fault(code: string, message: string, hint?: string): Diagnostic {
  return { code, severity: "error", message, ...(hint ? { hint } : {}) };
}

/** The path in the site that an address on a page means; null if it is none. */
function resolvedPath(from: string, address: string): string | null {
  try {
    return decodeURIComponent(new URL(address, `http://x/${from}`).pathname.slice(1));
  } catch {
    return null;
  }
}

function leadsNowhere(
  from: string,
  { href, path: named, fragment }: Link,
  files: ReadonlyMap<string, string | Uint8Array>,
  ids: ReadonlyMap<string, Set<string>>,
): { message: string; near: string | null } | null {
  if (named === null) {
    return { message: `"${from}" links to "${href}", which is no address`, near: null };
  }
  const path = named === "" ? "index.html" : named;
  if (!files.has(path)) {
    const near = nearest(path, files.keys());
    return { message: `"${from}" links to "${href}", which is not in the book`, near };
  }
  if (fragment !== "" && ids.has(path) && !ids.get(path)?.has(fragment)) {
    const near = nearest(fragment, ids.get(path) ?? []);
    return {
      message: `"${from}" links to "${href}", and nothing there has that name`,
      near: near === null ? null : `#${near}`,
    };
  }
  return null;
}

function checkHeadings(path: string, text: string): Diagnostic[] {
  let previous = 0;
  for (const match of text.matchAll(/<h([1-6])[\s>]/g)) {
    const level = Number(match[1]);
    if (level > previous + 1) {
      return [
        fault(
          "heading-level",
          `In "${path}" a heading of level ${level} follows one of level ${previous}`,
        ),
      ];
    }
    previous = level;
  }
  return [];
}

/** A page without the strokes that mathematics is drawn with, which stand in hidden elements. */
function withoutStrokes(text: string): string {
  const kept: string[] = [];
  let from = 0;
  let depth = 0;
  for (const { 0: tag, 1: closing, index } of text.matchAll(/<(\/?)span\b[^<>]*>/g)) {
    if (depth === 0) {
      if (!tag.startsWith('<span class="katex-html"')) continue;
      kept.push(text.slice(from, index));
      depth = 1;
    } else {
      depth += closing === "" ? 1 : -1;
      if (depth === 0) from = index + tag.length;
    }
  }
  if (depth === 0) kept.push(text.slice(from));
  return kept.join("");
}

function checkPictures(path: string, text: string): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const match of text.matchAll(/<img\b[^<>]*>/g)) {
    if (!/\salt="[^"]+"/.test(match[0])) {
      diagnostics.push(
        fault("missing-alt", `A picture in "${path}" has no words for those who cannot see it`),
      );
    }
  }
  for (const match of text.matchAll(/<svg\b[^<>]*>/g)) {
    if (
      !/aria-hidden="true"|aria-label(ledby)?="[^"]+"/.test(match[0])
    ) {
      diagnostics.push(
        fault("missing-alt", `A figure in "${path}" has no words for those who cannot see it`),
      );
    }
  }
  return diagnostics;
}
