/**
 * What the values of a page follow from, as far as its own text says: blocks with their options, and
 * what the auditor reads of its prose. A comma elsewhere changes nothing of it.
 *
 * @module
 */
import type { Page } from "../../weave/page/page.ts";
import { readPageFacts } from "../../weave/audit/audit_facts.ts";
import { digestOf } from "./digest.ts";

/** The parts of a page's key, each by its digest, so that it can be told which one changed. */
export interface PageParts {
  /** By block: code, options and how it stands in the file. */
  blocks: string[];
  /** Prose that an auditor holds to the models. */
  prose: string;
}

/** The parts of a page's key. */
export function pageParts(page: Page): PageParts {
  const { source, front, blocks } = page;
  const own = blocks.map(({ kind, code, options, span }) => {
    // What the book or the head of the page says of all blocks has its place elsewhere.
    const elsewhere = new Set(Object.values(page.defaults));
    const given = Object.entries(options).map(([name, option]) => [
      name,
      option.value,
      option.expression ?? null,
      elsewhere.has(option) ? null : [option.span.start - span.start, option.span.end - span.start],
    ]);
    const written = source.text.slice(span.start, span.end);
    return digestOf(JSON.stringify([kind, code, written, given]));
  });
  // Where a fact stands among the blocks says which models it is held to.
  const rank = (name: string, value: unknown): unknown => {
    const { start, end } = value as { start?: unknown; end?: unknown } ?? {};
    if (name === "" || typeof start !== "number" || typeof end !== "number") return value;
    const after = (at: number) => blocks.filter(({ span }) => span.start <= at).length;
    return [after(start), after(end)];
  };
  const facts = readPageFacts(page, []);
  const prose = digestOf(JSON.stringify([facts, front.acknowledge], rank));
  return { blocks: own, prose };
}
