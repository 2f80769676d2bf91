/**
 * The criterion of models with residuals of a structure against its definition by dense matrices:
 * value, derivatives, expected information, and the terms of second derivatives of V.
 */
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { tableFrom } from "../../lib/data/table_from.ts";
import { RandomStream } from "../../lib/math/distribution/random.ts";
import { choleskySmall, inverseFromCholesky } from "../../lib/math/algebra/triangular.ts";
import { buildModel } from "../../lib/model/fixed/build.ts";
import { expectedInformation, mixedInformation } from "../../lib/model/mixed/information.ts";
import {
  type MixedProblem,
  mixedProblem,
  problemCriterion,
} from "../../lib/model/mixed/problem.ts";
import { residualDesign } from "../../lib/model/mixed/residual/residual_design.ts";

/** Subjects of up to three visits in blocks, each visit judged by another judge; some are missing. */
function data(): ReturnType<typeof tableFrom> {
  const random = new RandomStream(11);
  const rows = {
    y: [],
    x: [],
    Trt: [],
    Block: [],
    Subject: [],
    Visit: [],
    Judge: [],
    t: [],
    u: [],
  } as {
    y: number[];
    x: number[];
    Trt: string[];
    Block: string[];
    Subject: string[];
    Visit: string[];
    Judge: string[];
    t: number[];
    u: number[];
  };
  for (let s = 0; s < 20; s++) {
    for (let v = 0; v < 3; v++) {
      if ((s + 2 * v) % 7 === 3) continue;
      rows.y.push(random.normal() + v + (s % 4));
      rows.x.push(random.normal());
      rows.Trt.push(s % 2 ? "A" : "B");
      rows.Block.push(`b${s % 5}`);
      rows.Subject.push(`s${s}`);
      rows.Visit.push(`v${v}`);
      rows.Judge.push(`j${(s + 3 * v) % 4}`);
      rows.t.push(v * v + v);
      rows.u.push(Math.floor(s / 5));
    }
  }
  return tableFrom(rows);
}

/** V at natural parameters relative to σ² = 1, from its definition. */
function denseV(problem: MixedProblem, natural: Float64Array): Float64Array {
  const { layout, residual, built } = problem;
  const { n } = problem;
  const out = new Float64Array(n * n);
  const { random } = problem.covariance;
  const { visits } = residual.structure!;
  const r = residual.structure!.matrix(natural.subarray(random));
  const { visit, subject } = residualDesign(built)!;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let v = subject[i] === subject[j] ? r[visit[i]! * visits.length + visit[j]!]! : 0;
      layout.parameters.forEach((p, k) => {
        const g = layout.groups[p.group]!;
        if (g.codes[i] !== g.codes[j]) return;
        const z = (row: number, column: number): number => g.values[column]?.[row] ?? 1;
        v += natural[k]! *
          (p.row === p.column
            ? z(i, p.row) * z(j, p.row)
            : z(i, p.row) * z(j, p.column) + z(i, p.column) * z(j, p.row));
      });
      out[i * n + j] = v;
    }
  }
  return out;
}

const product = (
  a: Float64Array,
  b: Float64Array,
  n: number,
  k: number,
  m: number,
): Float64Array => {
  const out = new Float64Array(n * m);
  for (let i = 0; i < n; i++) {
    for (let t = 0; t < k; t++) {
      const f = a[i * k + t]!;
      for (let j = 0; j < m; j++) out[i * m + j]! += f * b[t * m + j]!;
    }
  }
  return out;
};

const transposed = (a: Float64Array, n: number, m: number): Float64Array =>
  Float64Array.from({ length: n * m }, (_, at) => a[(at % n) * m + Math.floor(at / n)]!);

const trace = (a: Float64Array, n: number): number => {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += a[i * n + i]!;
  return sum;
};

/** X in the basis of the engine, and the response about its centre. */
function modelOf(problem: MixedProblem): { x: Float64Array; y: Float64Array } {
  const { n, p, residual: { rows } } = problem;
  const x = new Float64Array(n * p);
  for (let i = 0; i < n; i++) {
    const from = (rows.of ? rows.of[i]! : i) * p;
    x.set(rows.x.subarray(from, from + p), i * p);
  }
  return { x, y: rows.y };
}

interface Dense {
  value: number;
  /** P relative to σ² = 1. */
  p: Float64Array;
  /** V⁻¹X. */
  image: Float64Array;
}

function dense(problem: MixedProblem, natural: Float64Array): Dense {
  const { n, p } = problem;
  const { x, y } = modelOf(problem);
  const l = choleskySmall(denseV(problem, natural), n)!;
  const inverse = inverseFromCholesky(l, n);
  const image = product(inverse, x, n, n, p);
  const c = product(transposed(x, n, p), image, p, n, p);
  const lc = choleskySmall(c, p)!;
  const phi = inverseFromCholesky(lc, p);
  const correction = product(product(image, phi, n, p, p), transposed(image, n, p), n, p, n);
  const pp = inverse.map((v, at) => v - correction[at]!);
  const rest = product(transposed(y, n, 1), product(pp, y, n, n, 1), 1, n, 1)[0]!;
  let logDet = 0;
  for (let i = 0; i < n; i++) logDet += 2 * Math.log(l[i * n + i]!);
  let logC = 0;
  for (let i = 0; i < p; i++) logC += 2 * Math.log(lc[i * p + i]!);
  const f = n - p;
  const value = logDet + logC - 2 * problem.logDetBasis +
    f * (1 + Math.log(2 * Math.PI * rest / f));
  return { value, p: pp, image };
}

const STRUCTURES = [
  "id(Visit | Subject)",
  "id(by = Trt)",
  "cs(Visit | Subject)",
  "diag(Visit | Subject)",
  "un(Visit | Subject)",
  "ar1(Visit | Subject)",
  "ar1(Visit | Subject, nugget = TRUE)",
  "csh(Visit | Subject)",
  "arh1(Visit | Subject)",
  "toep(Visit | Subject)",
  "toeph(Visit | Subject)",
  "ante1(Visit | Subject)",
  "cs(Visit | Subject, by = Trt)",
  "un(Visit | Subject, by = Trt)",
  "arh1(Visit | Subject, by = Trt)",
  "ar1(Visit | Subject, by = Trt, common = TRUE)",
  "toep(Visit | Subject, by = Trt, common = TRUE)",
  "csh(Visit | Subject, by = Trt, common = TRUE)",
  "exp(t | Subject)",
  "gau(t, x | Subject, nugget = TRUE)",
  "sph(t | Subject)",
  "pow(t | Subject, by = Trt)",
  "ratio(t | Subject)",
  "mat(t | Subject, nu = 2.5)",
  "mat(t | Subject, nugget = TRUE, by = Trt)",
  "exp(t, x | Subject, anisotropic = TRUE)",
  "exp(t, x)",
  "mat(t, x, nugget = TRUE, anisotropic = TRUE)",
  "ar1(t) * ar1(u) | Block",
  "ar1(t, nugget = TRUE) * ar1(u)",
];

const FORMULAS: Record<string, string> = {
  "no random term": "y ~ Trt * Visit",
  "blocks of subjects": "y ~ Trt * Visit + (1 | Block)",
  "slopes within blocks": "y ~ Trt * Visit + x + (x | Block)",
  "judges across subjects": "y ~ Trt * Visit + (1 | Judge) + (1 | Block)",
  "slopes across subjects": "y ~ Trt + x + (1 + x | Judge)",
};

/** Subjects that are few and wide take their time with dense matrices: each has one formula. */
const HEAVY = /by = Trt|\bx\b|\*/;

for (const residual of STRUCTURES) {
  const own = Object.entries(FORMULAS);
  for (const [what, formula] of HEAVY.test(residual) ? own.slice(1, 2) : own) {
    Deno.test(`${residual} against dense matrices: ${what}`, () => {
      const built = buildModel(formula, data(), { residual });
      const problem = mixedProblem(built, built.frame.response!.values);
      const { covariance } = problem;
      const m = covariance.count;
      const theta = Float64Array.from({ length: m }, (_, k) => 0.9 - (0.17 * k) % 1.3);
      const criterion = problemCriterion(problem, true);
      const at = (moved: Float64Array): number => criterion.evaluate(moved, 0).value;
      const point = criterion.evaluate(theta, 2);
      const psi = covariance.natural(theta);
      const own = dense(problem, psi);
      assertAlmostEquals(point.value, own.value, 1e-9 * Math.abs(own.value), "value");

      const information = mixedInformation(criterion, theta, point.rSquared);
      checkInformation(problem, psi, own, information);
      assertEquals(expectedInformation(criterion, psi), information.expected);

      const h = 1e-4;
      for (let k = 0; k < m; k++) {
        const step = (s: number): Float64Array => theta.map((t, i) => i === k ? t + s * h : t);
        const slope = (8 * (at(step(1)) - at(step(-1))) - (at(step(2)) - at(step(-2)))) / (12 * h);
        assertAlmostEquals(point.gradient[k]!, slope, 1e-6 * (1 + Math.abs(slope)), `slope ${k}`);
        const up = criterion.evaluate(step(1), 1).gradient;
        const down = criterion.evaluate(step(-1), 1).gradient;
        for (let l = 0; l < m; l++) {
          const bend = (up[l]! - down[l]!) / (2 * h);
          assertAlmostEquals(
            point.hessian[k * m + l]!,
            bend,
            1e-5 * (1 + Math.abs(bend)),
            `bend ${k} ${l}`,
          );
        }
      }
    });
  }
}

/** tr(P Vᵢ P Vⱼ), X'V⁻¹VᵢV⁻¹X and X'V⁻¹VᵢⱼV⁻¹X in natural parameters with σ² itself last, at 1. */
function checkInformation(
  problem: MixedProblem,
  psi: Float64Array,
  { p: pp, image }: Dense,
  x: ReturnType<typeof mixedInformation>,
): void {
  const { n, p, covariance: { degrees } } = problem;
  const m = psi.length;
  // V(ψ absolute, σ²) = σ² V(ψ of degree 1 over σ²)
  const v = (at: Float64Array): Float64Array => {
    const s = at[m]!;
    const relative = Float64Array.from(psi, (_, k) => degrees[k] === 1 ? at[k]! / s : at[k]!);
    return denseV(problem, relative).map((e) => s * e);
  };
  const centre = Float64Array.of(...psi, 1);
  const h = 1e-3;
  const moved = (...steps: [number, number][]): Float64Array => {
    const at = centre.slice();
    for (const [k, s] of steps) at[k]! += s * h;
    return v(at);
  };
  const first = Array.from({ length: m + 1 }, (_, k) => {
    const [a, b, c, d] = [moved([k, 1]), moved([k, -1]), moved([k, 2]), moved([k, -2])];
    return a.map((e, i) => (8 * (e - b[i]!) - (c[i]! - d[i]!)) / (12 * h));
  });
  const images = first.map((d) => product(pp, d, n, n, n));
  const within = (d: Float64Array): Float64Array =>
    product(transposed(image, n, p), product(d, image, n, n, p), p, n, p);
  for (let i = 0, pair = 0; i <= m; i++) {
    within(first[i]!).forEach((e, at) =>
      assertAlmostEquals(-x.first[i]![at]!, e, 1e-7 * (1 + Math.abs(e)), `P ${i}`)
    );
    for (let j = 0; j <= i; j++, pair++) {
      const expected = trace(product(images[i]!, images[j]!, n, n, n), n);
      assertAlmostEquals(
        x.expected[i * (m + 1) + j]!,
        expected,
        1e-7 * (1 + Math.abs(expected)),
        `expected ${i} ${j}`,
      );
      const second = i === j ? bend(moved, i) : mixedBend(moved, i, j);
      within(second.map((e) => e / (h * h))).forEach((e, at) =>
        assertAlmostEquals(
          x.bent ? x.bent[pair]![at]! : 0,
          e,
          1e-4 * (1 + Math.abs(e)),
          `R ${i} ${j}`,
        )
      );
    }
  }
}

type Moved = (...steps: [number, number][]) => Float64Array;

function bend(moved: Moved, k: number): Float64Array {
  const [up, here, down] = [moved([k, 1]), moved(), moved([k, -1])];
  return up.map((e, at) => e - 2 * here[at]! + down[at]!);
}

function mixedBend(moved: Moved, i: number, j: number): Float64Array {
  const corner = (a: number, b: number): Float64Array => moved([i, a], [j, b]);
  const [pp, pm, mp, mm] = [corner(1, 1), corner(1, -1), corner(-1, 1), corner(-1, -1)];
  return pp.map((e, at) => (e - pm[at]! - mp[at]! + mm[at]!) / 4);
}
