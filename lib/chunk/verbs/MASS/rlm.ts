/**
 * `rlm` of MASS: a linear model by M-estimation.
 *
 * Sources: Huber (1981), Robust Statistics, sections 7.6 and 7.8; Beaton & Tukey (1974, Technometrics 16,
 * 147–185) for the bisquare, Hampel et al. (1986), Robust Statistics, for Hampel's function.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { applyQTransposed, inverseCrossProduct, qr, solveR } from "../../../math/algebra/qr.ts";
import type { LinearModel } from "../../../model/fit.ts";
import {
  formatNumber,
  formatNumbers,
  round,
  signif,
} from "../../../render/number/number_format.ts";
import { matrixLines, namedVectorLines } from "../../../render/text/layout.ts";
import type { Call } from "../../evaluation/call.ts";
import { byModelRow } from "../../page/model_rows.ts";
import { displayed } from "../../values/displayed.ts";
import {
  type DisplayValue,
  integer,
  logical,
  type MatrixValue,
  numeric,
  type Value,
} from "../../values/value.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { fitModel } from "../stats/models.ts";
import { lm } from "../../../model/linear/lm.ts";

/** A weight function w(u) = ψ(u)/u and ψ'(u). */
interface Influence {
  weight(u: number): number;
  slope(u: number): number;
}

function huber(k: number): Influence {
  return {
    weight: (u) => Math.min(1, k / Math.abs(u)),
    slope: (u) => Math.abs(u) <= k ? 1 : 0,
  };
}

function bisquare(c: number): Influence {
  return {
    weight: (u) => (1 - Math.min(1, Math.abs(u / c)) ** 2) ** 2,
    slope: (u) => {
      const t = (u / c) ** 2;
      return t < 1 ? (1 - t) * (1 - 5 * t) : 0;
    },
  };
}

function hampel(a: number, b: number, c: number): Influence {
  return {
    weight: (u) => {
      const size = Math.max(Math.abs(u), 1e-50);
      return size <= a ? 1 : size <= b ? a / size : size <= c ? a * (c - size) / (c - b) / size : 0;
    },
    slope: (u) => {
      const size = Math.abs(u);
      return size > c ? 0 : size <= a ? 1 : size <= b ? 0 : -a / (c - b);
    },
  };
}

function influenceAsked(call: Call): Influence {
  const expr = call.quoted("psi");
  const name = expr?.kind === "name" ? expr.name : expr ? call.text("psi") : "psi.huber";
  const number = (argument: string, otherwise: number): number => call.number(argument, otherwise);
  switch (name.replace(/^psi\./, "")) {
    case "huber":
      return huber(number("k", 1.345));
    case "bisquare":
      return bisquare(number("c", 4.685));
    case "hampel":
      return hampel(number("a", 2), number("b", 4), number("c", 8));
    default:
      return fail("wrong-argument", `rlm() knows no psi ${name}`, {
        span: call.spanOf("psi"),
        hint: "psi = psi.huber, psi.bisquare or psi.hampel",
      });
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return (sorted[Math.ceil(half - 1)]! + sorted[Math.floor(half)]!) / 2;
}

/** A robust fit. */
interface Robust {
  beta: Float64Array;
  residuals: number[];
  weights: number[];
  scale: number;
  steps: number;
  converged: boolean;
}

/** Iterated weighted least squares from the fit by least squares, the scale by the median residual. */
function fitted(fit: LinearModel, psi: Influence, most: number, tolerance: number): Robust {
  const { n, rank } = fit;
  const { matrix, kept } = fit.fixed;
  const x = Float64Array.from(
    { length: n * rank },
    (_, at) => matrix[kept[Math.floor(at / n)]! * n + at % n]!,
  );
  const y = fit.fitted.map((f, i) => f + fit.residuals[i]!);
  let residuals = [...fit.residuals];
  let beta = Float64Array.from(fit.beta);
  let weights = residuals.map(() => 1);
  let scale = 0;
  for (let step = 1; step <= most; step++) {
    scale = median(residuals.map(Math.abs)) / 0.6745;
    if (scale === 0) return { beta, residuals, weights, scale, steps: step, converged: true };
    weights = residuals.map((e) => psi.weight(e / scale));
    const roots = weights.map(Math.sqrt);
    const d = qr(x.map((v, at) => v * roots[at % n]!), n, rank);
    const right = Float64Array.from(y, (v, i) => v * roots[i]!);
    applyQTransposed(d, right);
    const solved = right.slice(0, d.rank);
    solveR(d, solved);
    beta = new Float64Array(rank);
    solved.forEach((v, k) => beta[d.pivot[k]!] = v);
    const before = residuals;
    residuals = y.map((v, i) => {
      let f = 0;
      for (let j = 0; j < rank; j++) f += x[j * n + i]! * beta[j]!;
      return v - f;
    });
    const moved = before.reduce((sum, e, i) => sum + (e - residuals[i]!) ** 2, 0);
    const size = before.reduce((sum, e) => sum + e * e, 0);
    if (Math.sqrt(moved / Math.max(1e-20, size)) <= tolerance) {
      return { beta, residuals, weights, scale, steps: step, converged: true };
    }
  }
  return { beta, residuals, weights, scale, steps: most, converged: false };
}

/** Standard errors by Huber's correction. */
function errorsOf(fit: LinearModel, own: Robust, psi: Influence): number[] {
  const { n, rank } = fit;
  const df = n - rank;
  // weights of the last residuals, one step beyond those of the last fit
  const s = own.residuals.reduce(
    (sum, e) => sum + (e * psi.weight(e / own.scale)) ** 2,
    0,
  ) / df;
  const slopes = own.residuals.map((e) => psi.slope(e / own.scale));
  const mean = slopes.reduce((a, b) => a + b, 0) / n;
  const variance = slopes.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (n - 1);
  const kappa = 1 + rank * variance / (n * mean ** 2);
  const factor = Math.sqrt(s) * kappa / mean;
  const d = qr(
    Float64Array.from(
      { length: n * rank },
      (_, at) => fit.fixed.matrix[fit.fixed.kept[Math.floor(at / n)]! * n + at % n]!,
    ),
    n,
    rank,
  );
  const inverse = inverseCrossProduct(d);
  const errors = new Array<number>(rank);
  for (let k = 0; k < rank; k++) {
    errors[d.pivot[k]!] = Math.sqrt(inverse[k * rank + k]!) * factor;
  }
  return errors;
}

function quantiles(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  return [0, 0.25, 0.5, 0.75, 1].map((p) => {
    const at = p * (sorted.length - 1);
    const low = Math.floor(at);
    return sorted[low]! + (at - low) * ((sorted[low + 1] ?? sorted[low]!) - sorted[low]!);
  });
}

function summaryOf(
  source: string,
  names: readonly string[],
  own: Robust,
  errors: readonly number[],
  df: number,
  rowNames: readonly string[],
): DisplayValue {
  const numbers = Array.from(own.beta, (b, k) => [b, errors[k]!, b / errors[k]!]);
  const heads = ["Value", "Std. Error", "t value"];
  const cells = formatNumbers(
    heads.flatMap((_, j) => numbers.map((row) => round(row[j]!, 4))),
    { digits: 7 },
  );
  const p = names.length;
  const residuals = df > 5
    ? namedVectorLines(
      ["Min", "1Q", "Median", "3Q", "Max"],
      formatNumbers(quantiles(own.residuals), { digits: 4 }),
    )
    : namedVectorLines(rowNames, formatNumbers(own.residuals, { digits: 4 }));
  const coefficients: MatrixValue = {
    kind: "matrix",
    rowNames: names,
    columnNames: heads,
    values: numbers.map((row) => Float64Array.from(row)),
  };
  return displayed(
    [
      "",
      `Call: ${source}`,
      "Residuals:",
      ...residuals,
      "",
      "Coefficients:",
      ...matrixLines({
        rowNames: names,
        columns: heads.map((name, j) => ({
          name,
          cells: cells.slice(j * p, (j + 1) * p),
          align: "left",
        })),
      }),
      "",
      `Residual standard error: ${formatNumber(signif(own.scale, 4))} on ${df} degrees of freedom`,
    ],
    "a summary",
    { coefficients: () => coefficients, sigma: () => numeric([own.scale]) },
  );
}

function robust(call: Call): Value {
  const value = fitModel(call, (_, formula, data, options) => lm(formula, data, options));
  const fit = value.kind === "fit" ? value.fit.leastSquares : null;
  if (value.kind !== "fit" || !fit) return call.wrong("formula", "a formula", value);
  if (fit.weights || fit.fixed.offset) {
    fail("wrong-argument", "rlm() takes no weights and no offset here", {
      span: call.span,
      hint: "lm() takes both",
    });
  }
  call.only("method", ["M"], "rlm() is M-estimation here", "Leave method out");
  call.only("scale.est", ["MAD"], "The scale is by the median residual here", "Leave it out");
  const psi = influenceAsked(call);
  const own = fitted(fit, psi, call.number("maxit", 20), call.number("acc", 1e-4));
  if (!own.converged) {
    call.note(
      "not-converged",
      `rlm() did not converge in ${own.steps} steps: maxit = 50 takes more`,
    );
  }
  const names = Array.from(fit.fixed.kept, (j) => fit.fixed.names[j]!);
  const df = fit.n - fit.rank;
  const byRow = (values: readonly number[]) => () => byModelRow(value.rows, values);
  const made = displayed(
    [
      "Call:",
      value.call,
      own.converged
        ? `Converged in ${own.steps} iterations`
        : `Ran ${own.steps} iterations without convergence`,
      "",
      "Coefficients:",
      ...namedVectorLines(names, formatNumbers([...own.beta], { digits: 7 })),
      "",
      `Degrees of freedom: ${fit.n} total; ${df} residual`,
      `Scale estimate: ${formatNumber(signif(own.scale, 3))} `,
    ],
    "a robust fit",
    {
      coefficients: () => numeric(own.beta, names),
      residuals: byRow(own.residuals),
      "fitted.values": byRow(own.residuals.map((e, i) => fit.fitted[i]! + fit.residuals[i]! - e)),
      w: () => numeric(own.weights),
      s: () => numeric([own.scale]),
      rank: () => integer([fit.rank]),
      converged: () => logical([own.converged ? 1 : 0]),
    },
  );
  return {
    ...made,
    generics: {
      summary: () =>
        summaryOf(value.call, names, own, errorsOf(fit, own, psi), df, value.rows.names),
    },
  };
}

/** A linear model that outlying rows move little. */
export const RLM: Verb = verbOf("MASS")(
  "rlm",
  "formula, data?, weights!, subset?, na.action?, method?, psi?, scale.est?, k?, a?, b?, c?, maxit?, " +
    'acc?, contrasts?, init!, k2!1.345, x.ret~, wt.method!"inv.var"',
  "a linear model by M-estimation, which outlying rows move little",
  robust,
);
