/**
 * Restricted pseudo-likelihood: published figures, and a dense computation with matrices of the order
 * of the rows at the estimates.
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { parseTable } from "../../lib/data/parse_table.ts";
import type { Table } from "../../lib/data/table.ts";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import type { GeneralizedMixedModel } from "../../lib/model/fit.ts";
import { buildModel } from "../../lib/model/fixed/build.ts";
import { anova, compareModels, denominatorDf, emmeans, glimmix, pairs, test } from "../../mod.ts";
import { generalizedCaseData, readGeneralizedCase } from "../oracle/glmm_case.ts";
import { near } from "./near.ts";

const CENTERS = parseTable(
  Deno.readTextFileSync(new URL("../oracle/glmm/multicenter.csv", import.meta.url)),
  { factors: ["center", "group"] },
);
const RESPONSE = "cbind(sideeffect, n - sideeffect) ~ group";

Deno.test("15 centres with two groups: with the units' effect and without it", () => {
  const without = glimmix(`${RESPONSE} + (1 | center)`, CENTERS, { family: "binomial" });
  near(
    [without.varianceComponents[0]!.variance, -without.beta[1]!],
    [0.6176, -0.4896],
    5e-5,
    "without",
  );
  near([denominatorDf(without, "kenward-roger").standardError([0, 1])], [0.2034], 1e-4, "s.e.");
  assert(denominatorDf(without, "kenward-roger").df([0, 1]) > 1e7);
  const fit = glimmix(`${RESPONSE} + (1 | center) + (1 | center:group)`, CENTERS, {
    family: "binomial",
  });
  const observed = denominatorDf(fit, "kenward-roger");
  const expected = denominatorDf(fit, "kenward-roger", { information: "expected" });
  near([fit.beta[1]], [0.4972], 5e-5, "estimate");
  near([observed.standardError([0, 1])], [0.2419], 5e-5, "s.e.");
  near([observed.df([0, 1]), expected.df([0, 1])], [11.65, 10.77], 5e-4, "df");
  const [row] = anova(fit).rows;
  near([row!.pValue], [0.063], 5e-5, "p");
  const [difference] = test(pairs(emmeans(fit, "~ group")), { show: "both" }).rows;
  near([difference!.df], [observed.df([0, 1])], 1e-9, "df of a difference");
  const odds = test(emmeans(fit, "~ group"), { show: "interval", type: "response" }).rows;
  assert(odds.every((r) => r.lower! > 0 && r.upper! < 1));
});

interface Designed {
  formula: string;
  family: string;
  data: Table;
}

const case_ = (id: string): Table => generalizedCaseData(readGeneralizedCase(id));
const DESIGNS: readonly Designed[] = [
  { formula: `${RESPONSE} + (1 | center) + (1 | center:group)`, family: "binomial", data: CENTERS },
  {
    formula: "cbind(germ, n - germ) ~ A * B + (1 | block) + (1 | plot)",
    family: "binomial",
    data: case_("splitplot_binomial"),
  },
  {
    formula: "cbind(incidence, size - incidence) ~ period + (1 | herd)",
    family: "binomial(probit)",
    data: case_("cbpp"),
  },
  { formula: "count ~ spray + (1 | obs)", family: "poisson", data: case_("insectsprays_olre") },
  { formula: "count ~ trt + (1 | block)", family: "poisson", data: case_("rcbd_poisson_singular") },
  {
    formula: "y ~ trt + V4 + offset(log(base / 4)) + (1 + V4 | subject)",
    family: "poisson",
    data: case_("epil_slope"),
  },
  {
    // five subplots lost
    formula: "cbind(germ, n - germ) ~ A * B + (1 | block) + (1 | plot) + (1 | plot:B)",
    family: "binomial",
    data: case_("splitplot_binomial").filter(
      Int32Array.from({ length: 36 }, (_, i) => i).filter((i) => ![2, 9, 10, 17, 28].includes(i)),
    ),
  },
  {
    formula: "y ~ trt * V4f + (1 | subject)",
    family: "poisson",
    data: case_("epil_slope"),
  },
];

for (const { formula, family, data } of DESIGNS) {
  Deno.test(`beside dense matrices: ${formula}, ${family}`, () => {
    const fit = glimmix(formula, data, { family });
    assert(fit.converged);
    const dense = denseModel(fit, formula, data);
    near(fit.beta, dense.beta, 1e-7, "coefficients");
    dense.scores.forEach((s) => near([s], [0], 1e-6, "score"));
    for (const information of ["observed", "expected"] as const) {
      const method = denominatorDf(fit, "kenward-roger", { information });
      const { covariance, df } = dense.kenwardRoger(information);
      near(method.covariance, covariance, 1e-6, "adjusted covariance");
      df.forEach((expected, j) => {
        const l = Array.from({ length: fit.rank }, (_, k) => k === j ? 1 : 0);
        const own = method.df(l);
        if (expected < 1e6) near([own / expected], [1], 1e-5, `df of ${j}`);
        else assert(own > 1e5);
      });
    }
  });
}

Deno.test("what has no pseudo-likelihood is refused", () => {
  const code = (act: () => unknown): string =>
    assertThrows(act, DiagnosticError).diagnostics[0]!.code;
  assertEquals(code(() => glimmix(RESPONSE, CENTERS, { family: "binomial" })), "no-random-terms");
  assertEquals(
    code(() => glimmix("n ~ (1 | center)", CENTERS, { family: "Gamma" })),
    "unknown-family",
  );
  const fit = glimmix(`${RESPONSE} + (1 | center)`, CENTERS, { family: "binomial" });
  assertEquals(code(() => compareModels(fit, fit)), "no-likelihood");
  assertEquals(code(() => anova(fit, { test: "LR" })), "no-ratio-test");
});

// ---- matrices as lists of rows ------------------------------------------------------------------

type Matrix = number[][];

const times = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => b[0]!.map((_, j) => row.reduce((sum, v, k) => sum + v * b[k]![j]!, 0)));
const turned = (a: Matrix): Matrix => a[0]!.map((_, j) => a.map((row) => row[j]!));
const combined = (a: Matrix, b: Matrix, f: number): Matrix =>
  a.map((row, i) => row.map((v, j) => v + f * b[i]![j]!));
const traceOf = (a: Matrix): number => a.reduce((sum, row, i) => sum + row[i]!, 0);

function inverted(a: Matrix): Matrix {
  const n = a.length;
  const m = a.map((row, i) => [...row, ...row.map((_, j) => i === j ? 1 : 0)]);
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(m[i]![k]!) > Math.abs(m[best]![k]!)) best = i;
    [m[k], m[best]] = [m[best]!, m[k]!];
    const pivot = m[k]![k]!;
    m[k] = m[k]!.map((v) => v / pivot);
    for (let i = 0; i < n; i++) {
      if (i === k) continue;
      const f = m[i]![k]!;
      if (f !== 0) m[i] = m[i]!.map((v, j) => v - f * m[k]![j]!);
    }
  }
  return m.map((row) => row.slice(n));
}

/** The linear mixed model at the fit's pseudo-data, with V in full. */
function denseModel(fit: GeneralizedMixedModel, formula: string, data: Table) {
  const model = buildModel(formula, data, { proportions: fit.family.name === "binomial" });
  const { frame, fixed } = model;
  const n = fit.n;
  const p = fit.rank;
  const x: Matrix = Array.from(
    { length: n },
    (_, i) => Array.from(fixed.kept, (j) => fixed.matrix[j * n + i]!),
  );
  const { linked } = fit.family;
  const trials = frame.trials ?? new Float64Array(n).fill(1);
  const eta = fit.fitted.map((mu) => linked.linear(mu));
  const slope = eta.map((e) => linked.derivative(e));
  const z: Matrix = eta.map((e, i) => [
    e + (frame.response!.values[i]! - fit.fitted[i]!) / slope[i]! - (frame.offset?.[i] ?? 0),
  ]);
  // derivatives of V by the entries of G
  const parts: { g: Matrix; value: number }[] = [];
  for (const design of model.random) {
    const names = design.left.names;
    const columns = names.map((_, j) =>
      Array.from({ length: n }, (_, i) => design.left.matrix[j * n + i]!)
    );
    const label = design.group.name;
    const value = (name: string): number =>
      fit.covarianceParameters.find((c) => c.name === name)!.estimate!;
    names.forEach((a, r) =>
      names.forEach((b, c) => {
        if (c > r) return;
        const name = r === c
          ? a === "(Intercept)" ? `var(${label})` : `var(${a}|${label})`
          : `cov(${a},${b}|${label})`;
        const g: Matrix = Array.from({ length: n }, (_, i) =>
          Array.from({ length: n }, (_, j) =>
            design.group.codes[i] !== design.group.codes[j]
              ? 0
              : columns[r]![i]! * columns[c]![j]! +
                (r === c ? 0 : columns[c]![i]! * columns[r]![j]!)));
        parts.push({ g, value: value(name) });
      })
    );
  }
  let v: Matrix = Array.from(
    { length: n },
    (_, i) =>
      Array.from(
        { length: n },
        (_, j) => i === j ? fit.family.variance(fit.fitted[i]!) / (trials[i]! * slope[i]! ** 2) : 0,
      ),
  );
  for (const { g, value } of parts) v = combined(v, g, value);
  const inverse = inverted(v);
  const ix = times(inverse, x);
  const phi = inverted(times(turned(x), ix));
  const beta = times(phi, times(turned(ix), z)).map((row) => row[0]!);
  const projected = combined(inverse, times(times(ix, phi), turned(ix)), -1);
  const pz = times(projected, z);
  const free = parts.filter(({ value }) => value !== 0);
  const scores = free.map(({ g }) =>
    (times(times(turned(pz), g), pz)[0]![0]! - traceOf(times(projected, g))) /
    Math.max(1, traceOf(times(projected, g)))
  );
  const kenwardRoger = (information: "observed" | "expected") => {
    const k = free.length;
    const first = free.map(({ g }) => times(times(turned(ix), g), ix)); // −Pᵢ
    const second = free.map(({ g: a }) =>
      free.map(({ g: b }) => times(times(times(times(turned(ix), a), inverse), b), ix))
    );
    const pg = free.map(({ g }) => times(projected, g));
    const fisher = pg.map((a) => pg.map((b) => traceOf(times(a, b)) / 2));
    const average = free.map(({ g: a }) =>
      free.map(({ g: b }) => times(times(times(times(turned(pz), a), projected), b), pz)[0]![0]!)
    );
    const info = information === "expected"
      ? fisher
      : fisher.map((row, i) => row.map((f, j) => average[i]![j]! - f));
    const w = k > 0 ? inverted(info) : [];
    let inner: Matrix = Array.from({ length: p }, () => new Array<number>(p).fill(0));
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++) {
        const bend = combined(second[i]![j]!, times(times(first[i]!, phi), first[j]!), -1);
        inner = combined(inner, bend, w[i]![j]!);
      }
    }
    const covariance = combined(phi, times(times(phi, inner), phi), 2);
    const df = Array.from({ length: p }, (_, l) => {
      const t = first.map((f) => times(times(phi, f), phi)[l]![l]! / phi[l]![l]!);
      let a = 0;
      for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) a += w[i]![j]! * t[i]! * t[j]!;
      return a > 0 ? 2 / a : Infinity;
    });
    return { covariance: covariance.flat(), df };
  };
  return { beta, scores, kenwardRoger };
}
