/**
 * A numbered page to its tree: every reference and citation is looked up, every value takes its
 * place, and whatever an author got wrong is told.
 *
 * @module
 */
import { byAuthor, type EntryPart, referenceEntry } from "../page/citation.ts";
import type { NumberedPage } from "../page/number_page.ts";
import { Blocks } from "./blocks.ts";
import { Formulas } from "./formulas.ts";
import { Inlines } from "./inlines.ts";
import type { PageSettings, PageTree, ResolveContext } from "./page_tree.ts";
import { PageRecord } from "./record.ts";
import { Results } from "./results.ts";
import { type Block, type Inline, plainWords, referenceId } from "./tree.ts";

/** Resolves one page. */
export function resolvePage(
  numbered: NumberedPage,
  context: ResolveContext,
  settings: PageSettings,
): PageTree {
  const { page } = numbered;
  const macros = { ...context.macros, ...page.macros };
  const record = new PageRecord(page.source, page.title);
  const inlines = new Inlines(numbered, context, record, new Formulas(numbered, macros, record));
  const results = new Results(numbered, context, record, inlines);
  const title: Inline[] = page.titleTokens.length > 0
    ? inlines.words(page.titleTokens)
    : [{ type: "text", text: page.title }];
  record.unsay();
  const lead = inlines.words(page.leadTokens);
  const description = record.said;
  const blocks = new Blocks(numbered, context, record, inlines, results).all();
  record.end();
  for (const key of page.front.nocite) inlines.listWork(key);
  const works = referencesOf([...inlines.cited], context);
  if (works.length > 0) blocks.push({ type: "references", works });
  for (const { key, words } of works) {
    record.search.push({ id: referenceId(key), title: "References", text: plainWords(words) });
  }
  return {
    ...settings,
    name: page.title,
    title,
    lead,
    description,
    authors: page.front.authors,
    date: page.front.date,
    output: numbered.output,
    blocks,
    script: results.script,
    search: record.search,
    assets: record.assets,
    places: record.places,
    hidden: record.hidden,
    cited: [...inlines.cited],
    diagnostics: [...numbered.diagnostics, ...record.diagnostics],
  };
}

/** The list of works that a page cites. */
function referencesOf(
  keys: readonly string[],
  { works, yearOf }: ResolveContext,
): Extract<Block, { type: "references" }>["works"] {
  return keys.flatMap((key) => works.get(key) ?? []).sort(byAuthor).map((work) => ({
    key: work.key,
    words: referenceEntry(work, yearOf.get(work.key) ?? work.year).map(entryWords),
  }));
}

function entryWords(part: EntryPart): Inline {
  if (typeof part === "string") return { type: "text", text: part };
  if ("whole" in part) return { type: "whole", text: part.whole };
  return "title" in part
    ? { type: "styled", style: "em", words: [{ type: "text", text: part.title }] }
    : {
      type: "link",
      address: part.link,
      title: null,
      words: [{ type: "text", text: part.words }],
    };
}
