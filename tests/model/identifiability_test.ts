/**
 * Which variances and which tests a design can give, against dense computations: with M the
 * projector off the columns of X, variances are told apart if the M Gₖ M are linearly independent,
 * and a function of the coefficients has a variance if that does not move along what is not told.
 */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { RandomStream } from "../../lib/math/distribution/random.ts";
import { EigenvalueDecomposition, inverse, Matrix, pseudoInverse } from "ml-matrix";
import { tableFrom } from "../../lib/data/table_from.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";
import { denominatorDf } from "../../lib/inference/df/denominator_df.ts";
import { anova } from "../../lib/inference/test/anova.ts";
import { emmeans } from "../../lib/inference/means/emmeans.ts";
import { pairs } from "../../lib/inference/contrast/contrast.ts";
import { coefficientTests } from "../../lib/inference/test/coefficient_tests.ts";

type Row = Record<string, string | number>;

/** A random term: its name as the fit has it, its levels, and what varies over them. */
interface Random {
  group: string;
  key: (row: Row) => string;
  columns: Record<string, (row: Row) => number>;
}

const by = (...names: string[]) => (row: Row): string => names.map((n) => row[n]).join(":");
const one = { "(Intercept)": () => 1 };
const intercept = (group: string, ...names: string[]): Random => ({
  group,
  key: by(...(names.length > 0 ? names : [group])),
  columns: one,
});
const x = { x: (row: Row) => Number(row["x"]) };
const isTrt = (level: string) => (row: Row) => row["trt"] === level ? 1 : 0;

const DESIGNS: [fixed: string, random: string, terms: Random[]][] = [
  ["trt", "(1 | house)", [intercept("house")]],
  ["trt", "(1 | house2)", [intercept("house2")]],
  ["trt*rep", "(1 | house)", [intercept("house")]],
  ["trt", "(1 | block) + (1 | house)", [intercept("block"), intercept("house")]],
  ["trt", "(1 | house) + (1 | house2)", [intercept("house"), intercept("house2")]],
  ["trt", "(1 | plot) + (1 | pair)", [intercept("plot"), intercept("pair")]],
  ["1", "(1 | plot) + (1 | pair) + (1 | block)", [
    intercept("plot"),
    intercept("pair"),
    intercept("block"),
  ]],
  ["block + trt", "(1 | block)", [intercept("block")]],
  ["block + trt", "(1 | block) + (1 | plot)", [intercept("block"), intercept("plot")]],
  ["trt", "(1 | block/trt)", [intercept("trt:block", "trt", "block"), intercept("block")]],
  ["block*trt", "(1 | plot)", [intercept("plot")]],
  ["block*trt", "(1 | plot) + (1 | rep)", [intercept("plot"), intercept("rep")]],
  ["z", "(1 | block)", [intercept("block")]],
  ["z + trt", "(1 | block) + (1 | house)", [intercept("block"), intercept("house")]],
  ["1", "(1 | house) + (1 | trt)", [intercept("house"), intercept("trt")]],
  ["rep", "(1 | trt/house)", [intercept("house:trt", "house", "trt"), intercept("trt")]],
  ["x", "(x | block)", [{ group: "block", key: by("block"), columns: { ...one, ...x } }]],
  ["block*x", "(x | block)", [{ group: "block", key: by("block"), columns: { ...one, ...x } }]],
  ["block + x", "(x | block)", [{ group: "block", key: by("block"), columns: { ...one, ...x } }]],
  ["block*x", "(0 + x | block)", [{ group: "block", key: by("block"), columns: x }]],
  ["trt*x", "(0 + x | house)", [{ group: "house", key: by("house"), columns: x }]],
  ["0 + trt", "(1 | house)", [intercept("house")]],
  ["trt:rep", "(1 | house) + (1 | block)", [intercept("house"), intercept("block")]],
  ["trt*rep", "(1 | house:rep)", [intercept("house:rep", "house", "rep")]],
  ["trt + x", "(1 | farm)", [intercept("farm")]],
  ["trt", "(0 + trt | house2)", [{
    group: "house2",
    key: by("house2"),
    columns: { trtA: isTrt("A"), trtB: isTrt("B"), trtC: isTrt("C") },
  }]],
  ["rep", "(0 + trt | block)", [{
    group: "block",
    key: by("block"),
    columns: { trtA: isTrt("A"), trtB: isTrt("B"), trtC: isTrt("C") },
  }]],
  ["farm + trt", "(1 | farm) + (1 | house2)", [intercept("farm"), intercept("house2")]],
  ["trt", "(1 | incomplete)", [intercept("incomplete")]],
  ["trt + block", "(1 | incomplete)", [intercept("incomplete")]],
  ["trt", "(1 | block) + (1 | incomplete)", [intercept("block"), intercept("incomplete")]],
  ["trt*block", "(1 | incomplete)", [intercept("incomplete")]],
  ["trt", "(1 | incomplete) + (1 | twin)", [intercept("incomplete"), intercept("twin")]],
  ["trt", "(1 | row) + (1 | column)", [intercept("row"), intercept("column")]],
  ["trt + row", "(1 | row) + (1 | column)", [intercept("row"), intercept("column")]],
  ["trt*column", "(1 | column)", [intercept("column")]],
  ["trt + x", "(0 + x | house)", [{ group: "house", key: by("house"), columns: x }]],
  ["trt*x", "(x | house)", [{ group: "house", key: by("house"), columns: { ...one, ...x } }]],
  ["trt", "(1 | block) + (0 + x | house2)", [
    intercept("block"),
    { group: "house2", key: by("house2"), columns: x },
  ]],
  ["trt + rep", "(1 | trt:block) + (1 | plot)", [
    intercept("trt:block", "trt", "block"),
    intercept("plot"),
  ]],
];

/** Numbers in [0, 1) that repeat. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1664525 + 1013904223) >>> 0) / 4294967296;
}

/** Blocks × treatments × two repetitions; houses go with treatments, farms with some of them. */
function dataOf(random: () => number, variant: string): Row[] {
  const rows: Row[] = [];
  for (let block = 0; block < 4; block++) {
    for (const [t, trt] of ["A", "B", "C"].entries()) {
      for (let rep = 0; rep < 2; rep++) {
        rows.push({
          y: 10 + t + block + random() * 4,
          block: `b${block}`,
          trt,
          rep: `r${rep}`,
          plot: `p${block * 3 + t}`,
          pair: `q${block * 3 + t}`,
          house: `h${trt}`,
          house2: `h${trt}${block % 2}`,
          farm: trt === "C" ? `f${block % 2}` : "f2",
          x: random() * (variant === "large" ? 1e6 : 1),
          z: block * block,
          // two of the three treatments, each pair in every block
          incomplete: `i${block}${(t + rep) % 3}`,
          twin: `j${block}${(t + rep) % 3}`,
          row: `r${(block + t) % 4}`,
          column: `c${(block + 2 * t + rep) % 6}`,
          w: 1 + Math.floor(random() * 3),
        });
      }
    }
  }
  if (variant !== "unbalanced") return rows;
  return rows.filter((_, i) => i % 7 !== 3 && i % 11 !== 5);
}

/** K'GₖK by parameter (the residual last) in the metric of the weights, and what X'V⁻¹X needs. */
function dense(rows: Row[], columns: Matrix, weights: number[], terms: readonly Random[]) {
  const n = rows.length;
  const half = weights.map(Math.sqrt);
  const scaled = Matrix.from1DArray(n, columns.columns, columns.to1DArray());
  for (let i = 0; i < n; i++) scaled.mulRow(i, half[i]!);
  const units = Matrix.from1DArray(n, scaled.columns, scaled.to1DArray());
  for (let j = 0; j < units.columns; j++) {
    units.mulColumn(j, 1 / (units.getColumnVector(j).norm() || 1));
  }
  const off = Matrix.eye(n).sub(units.mmul(pseudoInverse(units)));
  const names: string[] = [];
  const matrices: Matrix[] = [];
  for (const { group, key, columns: own } of terms) {
    const each = Object.entries(own);
    each.forEach(([b, second], j) =>
      each.slice(0, j + 1).forEach(([a, first], i) => {
        const g = Matrix.zeros(n, n);
        for (let r = 0; r < n; r++) {
          for (let s = 0; s < n; s++) {
            if (key(rows[r]!) !== key(rows[s]!)) continue;
            const value = i === j
              ? first(rows[r]!) * first(rows[s]!)
              : first(rows[r]!) * second(rows[s]!) + second(rows[r]!) * first(rows[s]!);
            g.set(r, s, value * half[r]! * half[s]!);
          }
        }
        names.push(i === j ? `${group} ${b}` : `${group} ${a}:${b}`);
        matrices.push(g);
      })
    );
  }
  names.push("Residual ");
  matrices.push(Matrix.eye(n));
  return { scaled, off, names, matrices };
}

const norm = (m: Matrix): number => Math.sqrt(m.to1DArray().reduce((s, v) => s + v * v, 0));

/** Directions of the parameters that MGM does not see, in units of the norms of the Gₖ. */
function flatDirections({ off, matrices }: ReturnType<typeof dense>): number[][] {
  const seen = matrices.map((g) => off.mmul(g).mmul(off).to1DArray());
  const size = matrices.map((g) => norm(g) || 1);
  const gram = new Matrix(
    seen.map((a, i) =>
      seen.map((b, j) => a.reduce((s, v, k) => s + v * b[k]!, 0) / (size[i]! * size[j]!))
    ),
  );
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(gram, {
    assumeSymmetric: true,
  });
  return realEigenvalues.flatMap((value, e) =>
    value < 1e-9 ? [eigenvectorMatrix.getColumn(e).map((v, k) => v / size[k]!)] : []
  );
}

/** l'Cl. */
function form(c: Matrix, l: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < l.length; i++) {
    for (let j = 0; j < l.length; j++) sum += l[i]! * c.get(i, j) * l[j]!;
  }
  return sum;
}

/** Variance of l'β̂ where V has moved along c by t. */
function variances(d: ReturnType<typeof dense>, kept: Matrix, c: number[] | null, t: number) {
  const n = d.off.rows;
  let v = Matrix.eye(n);
  d.matrices.slice(0, -1).forEach((g, k) => {
    if (!d.names[k]!.includes(":(") && norm(g) > 0) v = v.add(Matrix.mul(g, 0.4 / (norm(g) / n)));
  });
  if (c) d.matrices.forEach((g, k) => v = v.add(Matrix.mul(g, t * c[k]!)));
  return inverse(kept.transpose().mmul(inverse(v)).mmul(kept));
}

for (const variant of ["balanced", "unbalanced", "weighted", "large"]) {
  Deno.test(`variances and tests that a design can give: ${variant}`, () => {
    const random = sequence(20261126);
    for (const [fixed, bars, terms] of DESIGNS) {
      const rows = dataOf(random, variant);
      const table = tableFrom(
        Object.fromEntries(
          Object.keys(rows[0]!).map((name) => [name, rows.map((r) => r[name]!)]),
        ) as Record<string, number[] | string[]>,
      );
      const weights = variant === "weighted" ? { weights: "w" } : {};
      for (const reml of [true, false]) {
        const said = `y ~ ${fixed} + ${bars}, ${variant}, ${reml ? "REML" : "ML"}`;
        const fit = lmer(`y ~ ${fixed} + ${bars}`, table, { ...weights, reml });
        const { matrix, names, kept } = fit.fixed;
        const n = rows.length;
        const columns = new Matrix(n, names.length);
        for (let j = 0; j < names.length; j++) {
          for (let i = 0; i < n; i++) columns.set(i, j, matrix[j * n + i]!);
        }
        const d = dense(
          rows,
          columns,
          rows.map((r) => variant === "weighted" ? Number(r["w"]) : 1),
          terms,
        );
        const flat = flatDirections(d);
        const lost = d.names.filter((_, k) =>
          flat.some((c) => Math.abs(c[k]! * (norm(d.matrices[k]!) || 1)) > 1e-6)
        );
        // which variances exist
        assertEquals(
          fit.varianceComponents.filter((v) => v.variance === null)
            .map((v) => `${v.group} ${v.term}`).sort(),
          lost.filter((name) => !/:\S*$/.test(name.split(" ")[1] ?? "")).sort(),
          said,
        );
        // which coefficients have a standard error
        const own = d.scaled.subMatrixColumn([...kept]);
        const before = variances(d, own, null, 0);
        const moved = flat.flatMap((c) => [0.05, 0.11].map((t) => variances(d, own, c, t * n)));
        const movesAlong = (l: ArrayLike<number>): boolean => {
          const was = form(before, l);
          return moved.some((after) => Math.abs(form(after, l) - was) > 1e-6 * was);
        };
        const moves = Array.from(
          kept,
          (_, i) => movesAlong(Array.from(kept, (_, j) => i === j ? 1 : 0)),
        );
        for (
          const ddf of reml
            ? ["kenward-roger", "satterthwaite", "asymptotic"] as const
            : ["satterthwaite"] as const
        ) {
          const tests = coefficientTests(fit, { ddf });
          assertEquals(
            Array.from(kept, (j) => tests[j]!.standardError === null),
            moves,
            `${said}, ${ddf}: ${names}`,
          );
          if (/\btrt\b/.test(fixed)) {
            // and which means and differences of means have one
            const grid = emmeans(fit, "~ trt", { ddf });
            const each = grid.linear;
            const apart = each.flatMap((a, i) =>
              each.slice(i + 1).map((b) => a && b && a.map((v, k) => v - b[k]!))
            );
            const exist = (l: Float64Array | null): boolean => l !== null && !movesAlong(l);
            assertEquals(
              grid.rows.map((r) => r.standardError !== null),
              each.map(exist),
              `${said}, ${ddf}: means`,
            );
            if (each.every((l) => l !== null)) {
              assertEquals(
                pairs(grid).rows.map((r) => r.standardError !== null),
                apart.map(exist),
                `${said}, ${ddf}: differences`,
              );
            }
          }
          // and which terms a test: a term has none if one of its functions has none
          const method = denominatorDf(fit, ddf);
          for (const row of anova(fit, { ddf, type: 1 }).rows) {
            if (row.statistic !== null) {
              assert(row.pValue !== null && row.denDf! > 0, `${said}: ${row.term}`);
            }
          }
          assert(method.covariance.length === kept.length ** 2);
        }
        // the likelihood is what it is without the terms that no data speak of
        assert(Number.isFinite(fit.logLik), said);
        assertEquals(
          fit.notes.some((v) => v.code.endsWith("-variance") || v.code.endsWith("-variances")),
          lost.length > 0,
          said,
        );
      }
    }
  });
}

Deno.test("one more unit is enough for a variance, and one less is not", () => {
  const random = sequence(7);
  const temperatures = ["warm", "cold", "hot"];
  const rows = Array.from({ length: 300 }, (_, i) => ({
    y: i % 3 + random(),
    temp: temperatures[i % 3]!,
    house: `h${i % 3}`,
  }));
  const fitOf = (list: { y: number; temp: string; house: string }[]) =>
    lmer(
      "y ~ temp + (1 | house)",
      tableFrom({
        y: list.map((r) => r.y),
        temp: list.map((r) => r.temp),
        house: list.map((r) => r.house),
      }),
    );
  const without = fitOf(rows);
  assertEquals(without.varianceComponents[0]!.variance, null);
  const extra = fitOf([...rows, { y: 1.5, temp: "hot", house: "h9" }]);
  assert(extra.varianceComponents[0]!.variance !== null);
  assertEquals(extra.notes.filter((n) => n.code === "confounded-variance"), []);
  // a large crossed design goes another way through the engine
  const many = Array.from({ length: 4000 }, (_, i) => ({
    a: `a${i % 230}`,
    b: `b${Math.floor(i * 7.3) % 240}`,
    t: `t${(i % 230) % 4}`,
    y: random(),
  }));
  const wide = lmer(
    "y ~ a + (1 | b) + (1 | a)",
    tableFrom({ a: many.map((r) => r.a), b: many.map((r) => r.b), y: many.map((r) => r.y) }),
  );
  assertEquals(wide.varianceComponents.map((c) => c.variance === null), [false, true, false]);
});

Deno.test("a slope on what does not vary within groups is a variance for each of its two values", () => {
  // with p = ±1 in whole groups, σ₀² + σₚ² ± 2c are the variances of the groups, and these are free
  const r = new RandomStream(21);
  const columns = {
    g: [] as string[],
    p: [] as number[],
    high: [] as number[],
    low: [] as number[],
    y: [] as number[],
  };
  for (let g = 0; g < 40; g++) {
    const p = g % 2 === 0 ? 1 : -1;
    const effect = (p === 1 ? 2 : 0.4) * r.normal();
    for (let i = 0; i < 5; i++) {
      columns.g.push(`g${g}`);
      columns.p.push(p);
      columns.high.push(p === 1 ? 1 : 0);
      columns.low.push(p === 1 ? 0 : 1);
      columns.y.push(effect + r.normal());
    }
  }
  const data = tableFrom(columns, { factors: ["g"] });
  for (const reml of [true, false]) {
    const apart = lmer("y ~ p + (0 + high | g) + (0 + low | g)", data, { reml });
    const sloped = lmer("y ~ p + (p | g)", data, { reml });
    assertAlmostEquals(sloped.criterion, apart.criterion, 1e-8);
    const [a, , b] = sloped.theta;
    assert(a! >= 0 && b! >= 0);
    assert(sloped.notes.some((n) => n.text.includes("cannot be told apart")));
  }
});
