/**
 * Model, shell, tests, means and auditor say the same of which term has a test; what a row is
 * tested against has the expectation that it needs. Ranks and expectations come from dense
 * projectors: E(MS) = Σ σ²_G tr(P Z Z') / tr P.
 */
import { assert, assertEquals } from "@std/assert";
import { Matrix, pseudoInverse } from "ml-matrix";
import { tableFrom } from "../../lib/data/table_from.ts";
import { audit } from "../../lib/design/audit/audit.ts";
import type { ShellRow } from "../../lib/design/structure/anova_shell.ts";
import { anovaShell } from "../../lib/design/structure/shell.ts";
import { anova } from "../../lib/inference/test/anova.ts";
import { emmeans } from "../../lib/inference/means/emmeans.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";

type Row = Record<string, string | number>;

const by = (...names: string[]) => (row: Row): string => names.map((n) => row[n]).join(":");

/** Fixed part, random part, and the groups of the random intercepts from coarse to fine. */
const MODELS: [fixed: string, random: string, groups: string[]][] = [
  ["trt", "(1 | house)", ["house"]],
  ["trt", "(1 | house2)", ["house2"]],
  ["trt*rep", "(1 | house)", ["house"]],
  ["trt + rep", "(1 | house)", ["house"]],
  ["trt*rep", "(1 | house2)", ["house2"]],
  ["trt + x", "(1 | house)", ["house"]],
  ["trt + x", "(1 | block)", ["block"]],
  ["trt", "(1 | block) + (1 | house)", ["block", "house"]],
  ["trt*rep", "(1 | block) + (1 | house)", ["block", "house"]],
  ["trt", "(1 | block/plot)", ["block", "block:plot"]],
  ["trt*rep", "(1 | block/plot)", ["block", "block:plot"]],
  ["trt", "(1 | block) + (1 | rep) + (1 | block:trt) + (1 | rep:trt)", [
    "block",
    "rep",
    "block:trt",
    "rep:trt",
  ]],
  ["trt", "(1 | block) + (1 | block:trt)", ["block", "block:trt"]],
  ["trt + rep", "(1 | block) + (1 | block:trt) + (1 | block:rep)", [
    "block",
    "block:trt",
    "block:rep",
  ]],
  ["trt*rep", "(1 | block) + (1 | block:trt) + (1 | block:rep)", [
    "block",
    "block:trt",
    "block:rep",
  ]],
  ["rep", "(1 | house) + (1 | block)", ["house", "block"]],
  ["trt", "(1 | plot)", ["plot"]],
  ["x", "(1 | block)", ["block"]],
  ["z", "(1 | block)", ["block"]],
  ["z + trt", "(1 | block)", ["block"]],
  ["trt*x", "(1 | house)", ["house"]],
  ["latin", "(1 | block) + (1 | place)", ["block", "place"]],
  ["latin + trt", "(1 | block) + (1 | place)", ["block", "place"]],
  ["trt", "(1 | pair)", ["pair"]],
  ["trt + rep", "(1 | pair) + (1 | house2)", ["pair", "house2"]],
  ["rep", "(1 | house/block)", ["house", "house:block"]],
];

/** Numbers in [0, 1) that repeat. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1664525 + 1013904223) >>> 0) / 4294967296;
}

/** Blocks × treatments × two repetitions × two samples; a house goes with one treatment. */
function dataOf(random: () => number, variant: string): Row[] {
  const rows: Row[] = [];
  for (let block = 0; block < 4; block++) {
    for (const [t, trt] of ["A", "B", "C"].entries()) {
      for (let i = 0; i < 4; i++) {
        rows.push({
          y: 10 + 2 * t + block * 1.5 + (i % 2) + ((block * 5 + t * 3) % 4) + random() * 4,
          block: `b${block}`,
          trt,
          rep: `r${i % 2}`,
          plot: `p${block * 3 + t}`,
          house: `h${trt}`,
          house2: `h${trt}${block % 2}`,
          latin: `l${(block + i) % 4}`,
          place: `s${i}`,
          pair: `k${(2 * t + 3 * (i % 2) + block) % 5}`,
          x: random(),
          z: block * block,
          w: 1 + Math.floor(random() * 3),
        });
      }
    }
  }
  if (variant === "unequal") return rows.filter((_, i) => i % 7 !== 3 && i % 11 !== 5);
  if (variant === "lost") return rows.filter((r, i) => r["plot"] !== "p4" && i % 13 !== 2);
  return rows;
}

const product = (columns: Matrix): Matrix => columns.mmul(pseudoInverse(columns, 1e-8));

/** Columns side by side. */
function beside(n: number, parts: readonly Matrix[]): Matrix {
  const width = parts.reduce((k, p) => k + p.columns, 0);
  const out = Matrix.zeros(n, Math.max(1, width));
  let at = 0;
  for (const p of parts) {
    out.setSubMatrix(p, 0, at);
    at += p.columns;
  }
  return out;
}

function indicators(rows: readonly Row[], key: (row: Row) => string, half: number[]): Matrix {
  const levels = [...new Set(rows.map(key))];
  return new Matrix(rows.map((r, i) => levels.map((l) => key(r) === l ? half[i]! : 0)));
}

type Expectation = Record<string, number>;

/** E(MS) of the space that columns add to others; null if they add nothing. */
function expectation(
  own: Matrix,
  others: Matrix,
  groups: ReadonlyMap<string, Matrix>,
): Expectation | null {
  const space = product(beside(own.rows, [others, own])).sub(product(others));
  const df = Math.round(space.trace());
  if (df === 0) return null;
  const out: Expectation = { residual: 1 };
  for (const [name, z] of groups) {
    const k = z.transpose().mmul(space).mmul(z).trace() / df;
    if (k > 1e-7) out[name] = k;
  }
  return out;
}

/** What the row is tested against, as coefficients of the components. */
function denominator(row: ShellRow, lines: ReadonlyMap<string, Expectation>): Expectation {
  const parts = row.synthesised?.parts ?? [{ source: row.testedAgainst!, coefficient: 1 }];
  const out: Expectation = {};
  for (const { source, coefficient } of parts) {
    for (const [name, k] of Object.entries(lines.get(source)!)) {
      out[name] = (out[name] ?? 0) + coefficient * k;
    }
  }
  return out;
}

for (const variant of ["equal", "unequal", "lost", "weighted"]) {
  for (const [fixed, random, order] of MODELS) {
    Deno.test(`agreement: y ~ ${fixed} + ${random}, ${variant}`, () => {
      const rows = dataOf(sequence(71), variant);
      const n = rows.length;
      const half = rows.map((r) => variant === "weighted" ? Math.sqrt(Number(r["w"])) : 1);
      const table = tableFrom(
        Object.fromEntries(
          Object.keys(rows[0]!).map((name) => [name, rows.map((r) => r[name]!)]),
        ) as Record<string, number[] | string[]>,
      );
      const weights = variant === "weighted" ? { weights: "w" } : {};
      const fit = lmer(`y ~ ${fixed} + ${random}`, table, weights);
      const groups = new Map(
        order.map((name) => [name, indicators(rows, by(...name.split(":")), half)]),
      );
      const { matrix, assign, kept } = fit.fixed;
      const columnsOf = (which: (term: number) => boolean): Matrix =>
        beside(
          n,
          [...kept].filter((j) => which(assign[j]!)).map((j) =>
            Matrix.columnVector(half.map((h, i) => h * matrix[j * n + i]!))
          ),
        );
      // error lines: each random term after the fixed part and those before it
      const lines = new Map<string, Expectation>([["Error", { residual: 1 }]]);
      const before = [columnsOf(() => true)];
      for (const [name, z] of groups) {
        const line = expectation(z, beside(n, before), groups);
        if (line) lines.set(name, line);
        before.push(z);
      }
      const shell = anovaShell(fit);
      const sources = shell.rows.map((r) => r.source);
      for (const name of groups.keys()) {
        assertEquals(sources.includes(name), lines.has(name), `line of ${name}`);
      }
      const findings = audit(fit, null, table);
      for (const ddf of ["kenward-roger", "satterthwaite"] as const) {
        const tests = anova(fit, { ddf, type: 2 }).rows;
        for (const [t, term] of fit.fixed.terms.entries()) {
          const row = shell.rows.find((r) => r.source === term.label)!;
          const test = tests.find((r) => r.term === term.label)!;
          assertEquals(test.pValue === null, row.untested === true, `${ddf}: ${term.label}`);
          const holds = (other: string[]): boolean =>
            term.variables.every((v) => other.includes(v));
          const above = new Set(
            fit.fixed.terms.flatMap((o, k) => holds([...o.variables]) ? [k + 1] : []),
          );
          const own = columnsOf((k) => k === t + 1);
          const rest = columnsOf((k) => !above.has(k));
          const isHeld = (z: Matrix): boolean =>
            expectation(own, beside(n, [rest, z]), groups) === null;
          const confounded = [...groups.values()].filter(isHeld);
          const adjusted = [...groups.values()].filter((z) => !isHeld(z));
          const wanted = expectation(own, beside(n, [rest, ...adjusted]), groups);
          if (row.untested) {
            assert(confounded.length > 0, `${term.label} is confounded with nothing`);
            assert(shell.notes.some((v) => v.code === "no-test"));
            assert(
              findings.some((f) => f.code === "confounded-variance"),
              `the auditor is silent: ${findings.map((f) => f.code)}`,
            );
            assert(!findings.some((f) => /a fixed effect|keep the term/.test(f.hint ?? "")));
            continue;
          }
          if (wanted === null) throw new Error(`nothing is left of ${term.label}`);
          const against = denominator(row, lines);
          const exact = row.synthesised !== undefined || shell.balanced;
          for (const name of new Set([...Object.keys(wanted), ...Object.keys(against)])) {
            const [have, want] = [against[name] ?? 0, wanted[name] ?? 0];
            if (exact) {
              assert(Math.abs(have - want) < 1e-6, `${term.label}: ${name} ${have} ${want}`);
            } else {assert(
                want === 0 || have > 0,
                `${term.label}: ${name} is not in the denominator`,
              );}
          }
          if (row.synthesised) {
            assert(shell.notes.some((v) => v.code === "no-exact-test" && v.data));
          }
        }
      }
      // differences of means have an error where the term has a test
      const factor = fit.fixed.terms.find((term) => term.label === "trt");
      if (factor) {
        const row = shell.rows.find((r) => r.source === "trt")!;
        const table = emmeans(fit, "~ trt");
        const missing = table.rows.every((r) => r.standardError === null);
        if (row.untested) assert(missing, "means have standard errors without a test");
      }
    });
  }
}
