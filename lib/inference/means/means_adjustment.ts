/**
 * Intervals and tests of means, adjusted for the number of means: each is a contrast of itself.
 *
 * @module
 */
import { CombinedFunctions } from "../contrast/weights.ts";
import type { Note } from "../../note.ts";
import type { ContrastGroup } from "../contrast/contrast_parts.ts";
import type { Adjust, EstimateView } from "../estimate/view.ts";
import type { ContrastRow } from "../contrast/contrast_table.ts";
import { Contrasts } from "../contrast/viewed_contrasts.ts";
import type { MeansParts } from "./means_parts.ts";

/** What an adjustment makes of means, all on the scale of the linear functions. */
export interface Adjusted {
  /** The adjustment in force: Tukey's is for pairs alone and gives way to Sidak's. */
  adjust: Adjust;
  /** That it was replaced. */
  changed: Note[];
  ofIntervals: Note | null;
  ofTests: Note | null;
  /** Limits of mean i; null where it has no others. */
  limits(i: number): [number, number] | null;
  /** Statistic and p-value of mean i. */
  test(i: number): { statistic: number; pValue: number } | null;
}

/** The means of each `by` group as a family. */
export function adjustedMeans(parts: MeansParts, view: EstimateView): Adjusted {
  const members = new Map<string, number[]>();
  parts.at.forEach((at, i) => {
    const key = parts.by.map((v) => at[v]).join("\u0000");
    members.set(key, [...members.get(key) ?? [], i]);
  });
  const groups = [...members.values()];
  const table = new Contrasts({
    fit: parts.fit,
    df: parts.df,
    method: "identity",
    by: [],
    groups: groups.map((rows): ContrastGroup => ({
      by: null,
      names: rows.map(String),
      parts: null,
      functions: CombinedFunctions.of(rows.map((i) => parts.linearFull[i]!)),
      known: rows.map((i) => parts.known[i]!),
      familySize: rows.length,
    })),
    type: "prediction",
    averagedOver: [],
    estimateName: "estimate",
    transformation: null,
  }, { ...view, show: "both", scale: "link" });
  const rows: ContrastRow[] = [];
  groups.flat().forEach((i, k) => rows[i] = table.rows[k]!);
  const note = (code: string): Note | null => table.notes.find((n) => n.code === code) ?? null;
  return {
    adjust: table.adjust,
    changed: table.notes.filter((n) => n.code === "adjust-changed"),
    ofIntervals: note("interval-adjustment"),
    ofTests: note("test-adjustment"),
    limits(i) {
      const { lower, upper } = rows[i]!;
      return lower === null || upper === null ? null : [lower, upper];
    },
    test(i) {
      const { statistic, pValue } = rows[i]!;
      return statistic === null || pValue === null ? null : { statistic, pValue };
    },
  };
}
