/**
 * A data frame made of means or contrasts, which keeps how emmeans prints them: digits by the spread
 * of the estimates, a block for each group, the remarks below.
 *
 * @module
 */
import { type EstimateColumn, estimateLines } from "./estimates.ts";

/** How the frame is printed beyond its columns. */
export interface Annotations {
  /** The column of the estimates. */
  estimate: string;
  /** Columns that split the rows into blocks. */
  by: readonly string[];
  /** Remarks below. */
  messages: readonly string[];
}

/** A column of such a frame: texts, or numbers with their missing values as null. */
export interface AnnotatedColumn {
  name: string;
  values: readonly (string | number | null)[];
}

const RATIOS = new Set(["t.ratio", "z.ratio", "F.ratio", "T.square"]);

function kindOf({ name, values }: AnnotatedColumn, estimate: string): EstimateColumn["kind"] {
  if (values.some((v) => typeof v === "string")) return "label";
  if (name === estimate) return "estimate";
  if (name === "df") return "df";
  if (name === "p.value") return "p";
  return RATIOS.has(name) ? "ratio" : "number";
}

/** The lines of the frame; what is neither text nor a number is taken as text. */
export function annotatedLines(
  columns: readonly AnnotatedColumn[],
  { estimate, by, messages }: Annotations,
  digits?: number,
): string[] {
  return estimateLines(
    { by, columns: columns.map((c) => ({ ...c, kind: kindOf(c, estimate) })) },
    messages,
    digits,
  );
}
