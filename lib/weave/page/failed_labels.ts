/**
 * What the labels of a block stand for that showed nothing: a failed one keeps its number, so that a
 * sentence can speak of it and those behind it are called as their author calls them.
 *
 * @module
 */
import { WEAVE_PARTS } from "../../chunk/values/weave_parts.ts";
import type { Span } from "../../diagnostic.ts";
import type { BlockOption } from "./options/block_options.ts";
import type { Fault, Source } from "./source.ts";
import { kindOf, type LabelKind, withArticle } from "./label.ts";
import type { Block } from "./page.ts";

/** A label of a failed block; `numbered` where it is what the block would have shown. */
export interface FailedLabel {
  label: string;
  kind: LabelKind;
  numbered: boolean;
}

/** Labels that a failed block would have given to what it shows. */
export function failedLabels(
  block: Block,
  label: string | undefined,
  source: Source,
): FailedLabel[] {
  const { value: name } = block.options["name"] ?? {};
  const ofReport = typeof name === "string" ? labelsOfReport(name) : [];
  if (label === undefined) return ofReport;
  const own = kindOf(label);
  // A chunk of a bare name would have labelled what it shows.
  const labels = own !== null ? [label] : ["fig", "tbl"].map((prefix) => `${prefix}-${label}`);
  const caption = block.options["caption"];
  const head = source.text.slice(block.span.start, caption?.span.start);
  const said = /\b(fig|tab|tbl)[.-]cap\s*[:=]\s*["']?$/.exec(head)?.[1];
  return [
    ...ofReport,
    ...labels.map((each): FailedLabel => {
      const kind = kindOf(each)!;
      const isOf = said === undefined || (said === "fig") === (kind === "figure");
      const meant = own !== null || caption !== undefined && isOf;
      const numbered = meant && (kind === "figure" || kind === "table" || kind === "equation");
      return { label: each, kind, numbered };
    }),
  ];
}

/** The labels of a report that failed are not missing: the failure is told. */
function labelsOfReport(name: string): FailedLabel[] {
  return ["tbl", "fig", "eq"].flatMap((prefix) =>
    WEAVE_PARTS.flatMap((part) => {
      const label = `${prefix}-${name}-${part}`;
      const kind = kindOf(label);
      return kind ? [{ label, kind, numbered: false }] : [];
    })
  );
}

/** A label of what a block does not show. */
export function nothingShown(label: string, kind: LabelKind): Fault {
  return {
    code: "label-without-value",
    message: `The block labelled "${label}" shows nothing that could be ${withArticle(kind)}`,
    hint: "An assignment is silent: write the name on a line of its own to show it",
  };
}

/** A caption under which nothing stands would be lost. */
export const STRAY_CAPTION: Fault = {
  code: "caption-without-value",
  severity: "warning",
  message: "This caption stands under nothing: the block shows neither a figure nor a table",
  hint: "Take the caption out, or write the name of what it belongs to on a line of its own",
};

/** The lines of an option, and of another of the block where it has that, whichever stands first. */
export function spanOf({ span }: BlockOption, other: BlockOption | undefined): Span {
  const { start, end } = other?.span ?? span;
  return { start: Math.min(span.start, start), end: Math.max(span.end, end) };
}
