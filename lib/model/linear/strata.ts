/**
 * Analyses of variance in strata: `Error()` in the formula names the units, and each stratum (what
 * varies between units of one kind within those of the kind before) has a least-squares fit of its
 * own.
 *
 * Sources: Bailey (2008), Design of Comparative Experiments, chapter 10; Heiberger (1989), Computation
 * for the Analysis of Designed Experiments, for strata one after the other in unbalanced data.
 *
 * @module
 */
import { responseRows } from "../response_rows.ts";
import { fail } from "../../diagnostic.ts";
import type { Expr } from "../../syntax/expr.ts";
import type { Table } from "../../data/table.ts";
import {
  applyQTransposed,
  inverseCrossProduct,
  type QR,
  qr,
  solveR,
  thinQ,
} from "../../math/algebra/qr.ts";
import type { DdfOffer } from "../ddf.ts";
import { buildModel, type BuiltModel } from "../fixed/build.ts";
import type { ModelWords, Stratum } from "../fit.ts";
import type { Formula } from "../formula/formula.ts";
import type { Note } from "../../note.ts";
import { type ErrorFormula, errorFormula } from "./error_term.ts";
import { LeastSquaresFit, type LmOptions } from "./lm.ts";
import { type Classes, Projector } from "./projector.ts";

const STRATIFIED: DdfOffer = {
  methods: ["satterthwaite", "asymptotic"],
  default: "satterthwaite",
  ofCoefficients: "satterthwaite",
  ofIntervals: "satterthwaite",
  exact: false,
  stated: false,
};

const WORDS: ModelWords = { verb: "aov", called: "an analysis in strata" };

/** Squared lengths below this are those of a column that does not vary in a stratum, as in R. */
const NOTHING = 1e-5;

/** A fit with its strata; its covariances are those of orthogonal designs. */
export class StratifiedFit extends LeastSquaresFit {
  override readonly described = WORDS;
  override readonly ddf = STRATIFIED;
  override readonly formula: string;
  override readonly parsed: Formula;
  override readonly covariance: Float64Array;
  override readonly notes: Note[];
  readonly strata: readonly Stratum[];
  /** Whether the estimates of each stratum are those of all together: the design is orthogonal. */
  readonly balanced: boolean;

  constructor(model: BuiltModel, written: ErrorFormula) {
    super(model);
    this.parsed = { ...model.formula, random: [] };
    this.formula = model.formula.text;
    const { strata, ranks, singular } = strataOf(this, model, written);
    this.strata = strata;
    this.balanced = ranks.reduce((a, b) => a + b, 0) === this.rank;
    const total = new Float64Array(this.rank * this.rank);
    for (const { covariance } of strata) {
      if (!covariance) continue;
      covariance.forEach((v, k) => total[k]! += v);
    }
    this.covariance = strata.some((s) => s.covariance === null && s.terms.length > 0)
      ? total.fill(NaN)
      : total;
    this.notes = [...model.frame.notes, ...(singular ? [SINGULAR] : [])];
  }
}

const SINGULAR: Note = {
  code: "error-model-singular",
  text: "Error() model is singular: some of its terms have nothing of their own",
};

/**
 * Fits an analysis of variance in strata.
 *
 * @throws DiagnosticError `error-term-place`, `several-error-terms`, `number-in-error-term`, and what
 * `lm` finds
 */
export function stratified(expr: Expr, data: Table, options: LmOptions = {}): StratifiedFit {
  const written = errorFormula(expr);
  if (options.weights !== undefined) {
    fail("weights-in-strata", "Rows are not weighted in an analysis with Error()", {
      hint: "lmer() knows weights beside random terms",
    });
  }
  if (!written.formula.response) fail("no-response", "The formula has no response", {});
  for (const name of written.variables.flat()) {
    if (data.column(name)?.kind !== "numeric") continue;
    const { start, end } = written.formula.random[0]!;
    fail("number-in-error-term", `${name} is a number, and Error() has the names of units`, {
      span: { start, end },
      hint: `Write Error(factor(${name})): R would take it for a covariate`,
    });
  }
  return new StratifiedFit(buildModel(written.formula, data, { ...options, cells: true }), written);
}

interface Strata {
  strata: Stratum[];
  /** Ranks of the model in the mean and in each stratum. */
  ranks: number[];
  singular: boolean;
}

function strataOf(fit: LeastSquaresFit, model: BuiltModel, written: ErrorFormula): Strata {
  const { n, fixed } = fit;
  const named = model.random.map(({ term, group }): [string, Classes] => [
    term.group.name,
    { codes: group.codes, count: group.levels.length },
  ]);
  const groups = named.slice(0, written.labels.length).map(([, classes]) => classes);
  const projectors = [new Projector(n, [])];
  groups.forEach((_, i) => projectors.push(new Projector(n, groups.slice(0, i + 1))));
  const p = fixed.names.length;
  const { matrix } = fixed;
  const y = responseRows(fit);
  let rest = [y, ...Array.from({ length: p }, (_, j) => matrix.slice(j * n, (j + 1) * n))];
  const unscaled = inverseCrossProduct(fit.decomposition);
  const strata: Stratum[] = [];
  const ranks: number[] = [];
  let before = 0;
  let meanGram: Float64Array | null = null;
  const names = ["(Intercept)", ...written.labels, "Within"];
  names.forEach((name, i) => {
    const projector = projectors[i];
    const own = projector ? rest.map((v) => projector.project(v)) : rest;
    if (projector) rest = rest.map((v, k) => v.map((x, r) => x - own[k]![r]!));
    const df = (projector?.rank ?? n) - before;
    before += df;
    if (df === 0) return;
    const made = new StratumFit(name, df, fit, own);
    ranks.push(made.rank);
    if (i === 0) {
      meanGram = made.gram;
      return;
    }
    made.cover(unscaled, meanGram);
    meanGram = null;
    strata.push(made);
  });
  const levels = new Map(named.map(([name, { count }]) => [name, count]));
  return { strata, ranks, singular: isSingular(levels, written, projectors.at(-1)!.rank) };
}

/** As R: whether the error terms have more columns than they add dimensions. */
function isSingular(
  levels: ReadonlyMap<string, number>,
  { labels, variables }: ErrorFormula,
  rank: number,
): boolean {
  const terms = new Set(["", ...labels]);
  const columns = variables.map((own) =>
    own.reduce((product, name) => {
      const margin = own.filter((other) => other !== name).join(":");
      return product * (levels.get(name)! - (terms.has(margin) ? 1 : 0));
    }, 1)
  );
  return columns.reduce((a, b) => a + b, 1) > rank;
}

/** What stands of the response and of the model in one stratum. */
class StratumFit implements Stratum {
  readonly rank: number;
  readonly coefficients: Stratum["coefficients"];
  readonly terms: Stratum["terms"];
  readonly squares: ReadonlyMap<number, number>;
  readonly residualDf: number;
  readonly residualSumSq: number;
  readonly orthogonal: boolean;
  covariance: Float64Array | null = null;
  readonly #fit: LeastSquaresFit;
  readonly #y: Float64Array;
  readonly #x: readonly Float64Array[];
  readonly #columns: readonly number[];
  readonly #decomposition: QR;

  constructor(
    readonly name: string,
    readonly df: number,
    fit: LeastSquaresFit,
    [y, ...x]: readonly Float64Array[],
  ) {
    const { n, fixed } = fit;
    this.#fit = fit;
    this.#y = y!;
    this.#x = x;
    const squareOf = (v: Float64Array): number => v.reduce((sum, a) => sum + a * a, 0);
    this.#columns = [...x.keys()].filter((j) => squareOf(x[j]!) > NOTHING);
    const own = new Float64Array(n * this.#columns.length);
    this.#columns.forEach((j, k) => own.set(x[j]!, k * n));
    const d = qr(own, n, this.#columns.length);
    this.#decomposition = d;
    this.rank = d.rank;
    const rotated = y!.slice();
    applyQTransposed(d, rotated);
    const effects = rotated.slice(0, d.rank);
    const beta = effects.slice();
    solveR(d, beta);
    const places = new Map(Array.from({ length: d.rank }, (_, k) => [d.pivot[k]!, k]));
    const placeOf = (k: number): number | undefined => places.get(k);
    this.coefficients = this.#columns.map((column, k) => {
      const at = placeOf(k);
      return { column, estimate: at === undefined ? null : beta[at]! };
    });
    this.squares = new Map(
      this.#columns.flatMap((column, k) => {
        const at = placeOf(k);
        return at === undefined ? [] : [[column, effects[at]! ** 2] as const];
      }),
    );
    this.terms = fixed.terms.map(({ label }, t) => {
      const inTerm = [...this.squares].filter(([j]) => fixed.assign[j] === t + 1);
      return { label, df: inTerm.length, sumSq: inTerm.reduce((s, [, v]) => s + v, 0) };
    }).filter((term) => term.df > 0);
    this.residualDf = df - d.rank;
    const left = rotated.subarray(d.rank).reduce((sum, v) => sum + v * v, 0);
    this.residualSumSq = this.residualDf > 0 ? left : 0;
    this.orthogonal = isDiagonal(d);
  }

  /** X'PX over the estimable columns of the whole model. */
  get gram(): Float64Array {
    const { kept } = this.#fit.fixed;
    const r = kept.length;
    const out = new Float64Array(r * r);
    kept.forEach((a, i) =>
      kept.forEach((b, j) => {
        const [u, v] = [this.#x[a]!, this.#x[b]!];
        let dot = 0;
        for (let k = 0; k < u.length; k++) dot += u[k]! * v[k]!;
        out[i * r + j] = dot;
      })
    );
    return out;
  }

  /** Makes its part of the covariances; that of the mean goes with the first stratum. */
  cover(unscaled: Float64Array, mean: Float64Array | null): void {
    if (this.residualDf === 0) return;
    const r = this.#fit.rank;
    const middle = this.gram.map((v, k) => v + (mean ? mean[k]! : 0));
    const meanSq = this.residualSumSq / this.residualDf;
    const product = (a: Float64Array, b: Float64Array): Float64Array => {
      const out = new Float64Array(r * r);
      for (let i = 0; i < r; i++) {
        for (let k = 0; k < r; k++) {
          const f = a[i * r + k]!;
          if (f === 0) continue;
          for (let j = 0; j < r; j++) out[i * r + j]! += f * b[k * r + j]!;
        }
      }
      return out;
    };
    this.covariance = product(product(unscaled, middle), unscaled).map((v) => v * meanSq);
  }

  projections(): { label: string; values: Float64Array }[] {
    const { fixed, n } = this.#fit;
    const d = this.#decomposition;
    const q = thinQ(d);
    const rest = this.#y.slice();
    const out: { label: string; values: Float64Array }[] = [];
    const add = (label: string, term: number): void => {
      const values = new Float64Array(n);
      let any = false;
      for (let k = 0; k < d.rank; k++) {
        if (fixed.assign[this.#columns[d.pivot[k]!]!] !== term) continue;
        any = true;
        let dot = 0;
        for (let i = 0; i < n; i++) dot += q[k * n + i]! * this.#y[i]!;
        for (let i = 0; i < n; i++) {
          values[i]! += dot * q[k * n + i]!;
          rest[i]! -= dot * q[k * n + i]!;
        }
      }
      if (any) out.push({ label, values });
    };
    add("(Intercept)", 0);
    fixed.terms.forEach(({ label }, t) => add(label, t + 1));
    if (this.residualDf > 0) out.push({ label: "Residuals", values: rest });
    return out;
  }
}

/** Whether a triangular factor has nothing beside its diagonal: the columns are orthogonal. */
export function isDiagonal(d: QR): boolean {
  for (let k = 1; k < d.rank; k++) {
    for (let i = 0; i < k; i++) {
      if (Math.abs(d.factor[k * d.rows + i]!) > 1e-10) return false;
    }
  }
  return true;
}
