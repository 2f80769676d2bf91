/**
 * Means with compact letters: those that share a letter are not shown to differ.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { checkAlpha } from "../../math/distribution/argument.ts";
import type { Note } from "../../note.ts";
import { contrast, requireModel } from "./contrast.ts";
import { groupRows } from "./contrast_groups.ts";
import type { Adjust } from "../estimate/view.ts";
import type { ContrastTable } from "./contrast_table.ts";
import type { Contrasts } from "./viewed_contrasts.ts";
import { letterDisplay } from "./letter_display.ts";
import { Means } from "../means/viewed_means.ts";
import type { MeansGrid, MeansTable } from "../means/means_grid.ts";
import { alphaNote, lettersNote } from "../estimate/remarks.ts";

/** Means with letters, sorted within `by` groups by their estimate. */
export interface Letters {
  /** Always `letters`. */
  kind: "letters";
  /** The means in the order shown. */
  table: MeansTable;
  /** One for each row of `table`: `a`, `ab`, ` b`; letters stand at their own place. */
  letters: string[];
  /** Significance level. */
  alpha: number;
  /** Adjustment in force. */
  adjust: Adjust;
  /** What means with a letter in common are; where nothing is said, not shown to differ. */
  sets?: "equivalent" | "different";
  /** Means compared in a group. */
  familySize: number;
  /** The tests behind the letters, if they are asked for. */
  comparisons?: ContrastTable;
  /** Remarks on the means, the comparisons and the letters. */
  notes: Note[];
}

/** Options of `cld`. */
export interface CldOptions {
  /** Default 0.05. */
  alpha?: number | undefined;
  /** Default tukey. */
  adjust?: Adjust | undefined;
  /** Groups within which means are compared; default the means' own, null for none. */
  by?: string | readonly string[] | null | undefined;
  /** Largest mean first, with the first letter. */
  reversed?: boolean | undefined;
  /** Keep the rows' order. */
  sort?: boolean | undefined;
  /** The tests behind the letters too. */
  details?: boolean | undefined;
  /** Level of the intervals of the means; the means' own if absent. */
  level?: number | undefined;
  /** Threshold: means with a sign in common are shown to be equivalent. */
  delta?: number | undefined;
  /** Means with a sign in common are shown to differ. */
  significant?: boolean | undefined;
  /** What stands for the first groups, the second … in place of a, b, …: `["A", "B", "C"]`. */
  symbols?: readonly string[] | undefined;
}

/**
 * A compact letter display (Piepho 2004). Letters are given by group; groups may differ in size. A
 * mean that cannot be estimated, or of whose differences none can be tested, has none.
 *
 * Letters say what could not be shown to differ, not what is the same: the remarks say so, and a table of
 * differences with their intervals says more.
 *
 * @throws DiagnosticError `bad-alpha`, `unknown-adjust`, `unknown-variable`
 * @example
 * ```ts
 * import { cld, emmeans, lm, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom({ y: [1, 2, 8, 9], Trt: ["A", "A", "B", "B"] });
 * const { letters } = cld(emmeans(lm("y ~ Trt", data), "~ Trt"));
 * if (letters.join("|") !== "a |" + " b") throw new Error();
 * ```
 */
export function cld(grid: MeansGrid, options: CldOptions = {}): Letters {
  const given = requireModel(grid);
  if (!(given instanceof Means)) {
    fail("no-means", "Letters belong to means, not to contrasts", { hint: "Hand over the means" });
  }
  const alpha = checkAlpha(options.alpha ?? 0.05);
  const tests = contrast(given, "pairwise", {
    by: options.by,
    adjust: options.adjust,
    type: given.view.scale,
    ...(options.delta ? { delta: options.delta, side: "equivalence" as const } : {}),
  });
  const sets = options.delta ? "equivalent" : options.significant ? "different" : null;
  // signs join what is not told apart; of sets of another meaning, what the test speaks for
  const apart = (p: number): boolean => sets === null ? p < alpha : p >= alpha;
  // an adjustment that is asked for holds for the limits of the means as well
  const { parts, view } = given;
  const level = options.level === undefined ? {} : { level: options.level };
  const means = options.adjust === undefined
    ? given.shown(level)
    : new Means({ ...parts, by: tests.by }, { ...view, ...level, adjust: options.adjust });
  const groups = groupRows(means, tests.by);
  const order: number[] = [];
  const letters: string[] = [];
  const { pValues } = requireModel(tests) as Contrasts;
  for (const [g, members] of groups.entries()) {
    let next = 0;
    const k = members.length;
    const significant = new Uint8Array(k * k);
    const tested = new Uint8Array(k);
    for (let i = 0; i < k; i++) {
      for (let j = i + 1; j < k; j++) {
        const p = pValues[g]![next++]!;
        if (!Number.isNaN(p)) tested[i] = tested[j] = 1;
        significant[i * k + j] = significant[j * k + i] = !Number.isNaN(p) && apart(p) ? 1 : 0;
      }
    }
    const places = members.map((_, i) => i);
    const reversed = options.reversed ?? false;
    const sorted = options.sort !== false;
    if (sorted) places.sort((a, b) => compare(means, members[a]!, members[b]!, reversed));
    const shown = letterDisplay(significant, places, options.symbols, reversed && !sorted).padded;
    places.forEach((place, i) => {
      const row = means.rows[members[place]!]!;
      order.push(members[place]!);
      // what no test was made of is neither shown to differ nor not
      const judged = !row.nonEstimable && (k === 1 || tested[place] === 1);
      letters.push(judged ? shown[i]! : "");
    });
  }
  const { by } = tests;
  const factors = [...means.factors, ...means.by].filter((f) => !by.includes(f));
  const table: MeansTable = { ...means, rows: order.map((i) => means.rows[i]!), factors, by };
  return {
    kind: "letters",
    table,
    letters,
    alpha,
    adjust: tests.adjust,
    ...(sets ? { sets } : {}),
    familySize: tests.familySize,
    ...(options.details ? { comparisons: comparisonsOf(means, groups, options) } : {}),
    notes: notesOf(means, tests.notes, alpha, sets, options.symbols),
  };
}

/**
 * All differences, the larger mean less the smaller whichever comes first in the table; of means that
 * keep their order, the later less the earlier.
 */
function comparisonsOf(
  means: Means,
  groups: readonly (readonly number[])[],
  { by, adjust, sort }: CldOptions,
): ContrastTable {
  const { parts, view } = means;
  const order = groups.flatMap((members) =>
    sort === false ? members : [...members].sort((a, b) => compare(means, a, b, false))
  );
  const sorted = new Means({
    ...parts,
    linearFull: order.map((i) => parts.linearFull[i]!),
    known: Float64Array.from(order, (i) => parts.known[i]!),
    at: order.map((i) => parts.at[i]!),
  }, view);
  return contrast(sorted, "revpairwise", { by, adjust, type: view.scale });
}

function compare(means: Means, a: number, b: number, reversed: boolean): number {
  const x = means.rows[a]!.estimate;
  const y = means.rows[b]!.estimate;
  if (x === null || y === null) return (x === null ? 1 : 0) - (y === null ? 1 : 0);
  return reversed ? y - x : x - y;
}

function notesOf(
  means: Means,
  tests: readonly Note[],
  alpha: number,
  sets: Letters["sets"] | null,
  symbols: CldOptions["symbols"],
): Note[] {
  const own = new Set(means.notes.map((n) => n.text));
  return [
    ...means.notes,
    ...tests.filter((n) => !own.has(n.text)),
    alphaNote(alpha),
    lettersNote(sets ?? undefined, symbols?.some((s) => /\d/.test(s)) ? "digit" : "letter"),
  ];
}
