/**
 * Contrasts of several responses tested together (emmeans's `mvcontrast`).
 *
 * T² = d'V⁻¹d, and F = (ν − r + 1)T²/(νr) on r and ν − r + 1 df (Hotelling 1931; Anderson 2003, section 5.2).
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { waldStatistic } from "../../math/algebra/linear_functions.ts";
import { pf } from "../../math/distribution/tails.ts";
import { adjustTogether } from "../estimate/adjust.ts";
import { adjustedTogetherNote, REDUCED } from "../estimate/remarks.ts";
import { restrict, rowBasis } from "../estimate/linear_function.ts";
import type { Adjust } from "../estimate/view.ts";
import { isEstimable } from "../../model/fixed/estimable.ts";
import type { MeansGrid } from "../means/means_grid.ts";
import type { JointTestRow, JointTests } from "../test/joint_tests.ts";
import { contrast, type ContrastOptions, requireModel } from "./contrast.ts";
import type { ContrastTable } from "./contrast_table.ts";
import type { ContrastWeights, MadeFamily, Method } from "./method.ts";
import type { Contrasts } from "./viewed_contrasts.ts";

/** What `multivariateContrasts` is asked besides its means. */
export interface MultivariateOptions extends ContrastOptions {
  /** The factors whose levels are the responses. */
  responses: readonly string[];
  /** The value tested against. Default 0. */
  nullValue?: number | undefined;
}

/** A contrast of one group with its functions, one for each response. */
interface Together {
  name: string;
  by: Record<string, string | number> | null;
  functions: Float64Array[];
  known: number[];
}

/**
 * Tests of contrasts, each of all responses at once; and the contrasts of each response.
 *
 * @throws DiagnosticError as `contrast`, and `no-responses` where no factor is one of responses
 */
export function multivariateContrasts(
  grid: MeansGrid,
  method: Method | ContrastWeights | MadeFamily,
  options: MultivariateOptions,
): { tests: JointTests; estimates: ContrastTable } {
  const { responses, nullValue = 0, adjust = "sidak", ...more } = options;
  if (responses.length === 0) {
    fail("no-responses", "There is no factor whose levels are responses", {
      hint: 'Name it: mult.name = "rep.meas"',
    });
  }
  const asked = more.by === undefined ? grid.by : more.by === null ? [] : [more.by].flat();
  const all = [...grid.factors, ...grid.by];
  const others = asked.filter((name) => !responses.includes(name));
  // something is left to contrast
  const by = all.some((name) => !others.includes(name) && !responses.includes(name)) ? others : [];
  const table = contrast(grid, method, { ...more, by: [...by, ...responses], adjust: "none" });
  const own = requireModel(table) as Contrasts;
  const { fit, df } = own.parts;
  const sets = new Map<string, Together>();
  for (const g of own.parts.groups) {
    const here = by.length > 0 ? Object.fromEntries(by.map((b) => [b, g.by![b]!])) : null;
    const rows = g.functions.rows();
    g.names.forEach((name, i) => {
      const key = [name, ...by.map((b) => String(g.by![b]))].join("\u0000");
      const set = sets.get(key) ?? { name, by: here, functions: [], known: [] };
      sets.set(key, set);
      set.functions.push(rows[i]!);
      set.known.push(g.known[i]!);
    });
  }
  const ordered = [...sets.values()];
  let reduced = false;
  const rows = ordered.map((set): JointTestRow => {
    const { name: term, functions } = set;
    const at = set.by ? { by: set.by } : {};
    const estimable = functions.every((l) => !Number.isNaN(l[0] ?? 0) && isEstimable(l, fit.fixed));
    const nothing = { numDf: functions.length, denDf: null, statistic: null, pValue: null };
    if (!estimable) return { term, ...at, ...nothing, tSquare: null };
    const linear = functions.map((l) => restrict(l, fit.fixed.kept));
    const numDf = rowBasis(linear).rows.length;
    if (numDf < linear.length) reduced = true;
    const freedom = linear.reduce((sum, l) => sum + df.df(l), 0) / linear.length;
    const tSquare = waldStatistic({
      rows: linear,
      estimates: fit.beta,
      covariance: df.covariance,
      values: set.known.map((k) => nullValue - k),
    });
    const denDf = freedom - numDf + 1;
    const statistic = freedom === Infinity ? tSquare / numDf : tSquare / numDf * (denDf / freedom);
    return {
      term,
      ...at,
      tSquare,
      numDf,
      denDf,
      statistic,
      pValue: pf(statistic, numDf, denDf, { upper: true }),
    };
  });
  return {
    tests: {
      kind: "joint-tests",
      termName: "contrast",
      rows: adjustedRows(rows, by, adjust),
      by: [...by],
      ddf: own.ddf,
      notes: [
        ...(adjust === "none" ? [] : [adjustedTogetherNote(adjust)]),
        ...(reduced ? [REDUCED] : []),
      ],
    },
    estimates: contrast(table, "identity", {
      simple: responses,
      name: responses.join(" "),
    }),
  };
}

/** Rows with p-values adjusted within their groups. */
function adjustedRows(
  rows: readonly JointTestRow[],
  by: readonly string[],
  adjust: Adjust,
): JointTestRow[] {
  const out = [...rows];
  const groups = new Map<string, number[]>();
  rows.forEach((row, i) => {
    const key = by.map((b) => row.by![b]).join("\u0000");
    groups.set(key, [...groups.get(key) ?? [], i]);
  });
  for (const places of groups.values()) {
    const tested = places.filter((i) => rows[i]!.pValue !== null);
    const p = adjustTogether(adjust, Float64Array.from(tested, (i) => rows[i]!.pValue!));
    tested.forEach((i, k) => out[i] = { ...rows[i]!, pValue: p[k]! });
  }
  return out;
}
