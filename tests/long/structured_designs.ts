/**
 * Repeated measures and fields from a seed, with every structure of the residuals: where a fit is given its
 * gradient is zero, no other start finds less, and where none is given the reason is told.
 *
 *     deno run -A tests/long/structured_designs.ts
 *
 * @module
 */
import type { Table } from "../../lib/data/table.ts";
import { tableFrom } from "../../lib/data/table_from.ts";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { RandomStream } from "../../lib/math/distribution/random.ts";
import { coreOf } from "../../lib/model/mixed/core.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";
import { newton } from "../../lib/model/mixed/search/newton.ts";

/** What the list of long checks shows. */
export const name = "structured designs";

const STRUCTURES = [
  "cs(Visit | Pen)",
  "csh(Visit | Pen)",
  "ar1(Visit | Pen)",
  "arh1(Visit | Pen)",
  "toep(Visit | Pen)",
  "toeph(Visit | Pen)",
  "ante1(Visit | Pen)",
  "un(Visit | Pen)",
  "diag(Visit | Pen)",
  "ar1(Visit | Pen, by = Trt)",
  "csh(Visit | Pen, by = Trt, common = TRUE)",
  "exp(t | Pen)",
  "gau(t | Pen, nugget = TRUE)",
  "exp(t, pen, nugget = TRUE)",
  "mat(t, pen)",
  "ar1(t) * ar1(pen)",
];

/** Why there may be no fit. */
const REASONS = new Set(["singular-structure", "no-optimum", "inseparable-structure"]);

/** Pens of two treatments in blocks over some visits, some of them missing. */
function simulated(random: RandomStream): Table {
  const uniform = (low: number, high: number): number => low + (high - low) * random.uniform();
  const [pens, visits] = [Math.floor(uniform(10, 20)), Math.floor(uniform(3, 6))];
  const [rho, between] = [uniform(-0.3, 0.9), uniform(0, 1)];
  const rows = {
    y: [] as number[],
    Trt: [] as string[],
    Block: [] as string[],
    Pen: [] as string[],
    pen: [] as number[],
    Visit: [] as string[],
    t: [] as number[],
  };
  const blocks = Array.from({ length: 4 }, () => between * random.normal());
  for (let p = 0; p < pens; p++) {
    let error = random.normal();
    for (let v = 0; v < visits; v++) {
      if (v > 0) error = rho * error + Math.sqrt(1 - rho * rho) * random.normal();
      if (random.uniform() < 0.1) continue;
      rows.y.push(blocks[p % 4]! + 0.3 * v + (1 + 0.2 * v) * error);
      rows.Trt.push(p % 8 < 4 ? "A" : "B");
      rows.Block.push(`b${p % 4}`);
      rows.Pen.push(`p${p}`);
      rows.pen.push(p);
      rows.Visit.push(`v${v}`);
      rows.t.push(v);
    }
  }
  return tableFrom(rows);
}

/** What is wrong with a fit; `refused` if there is none and the reason is told; null if nothing. */
function faultOf(
  data: Table,
  formula: string,
  residual: string,
  random: RandomStream,
): string | null {
  let fit;
  try {
    fit = lmer(formula, data, { residual });
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const { code, message } = error.diagnostics[0]!;
    return REASONS.has(code) ? "refused" : `${code}: ${message}`;
  }
  const core = coreOf(fit);
  const steepest = core.optimum.gradient.reduce((m, g) => Math.max(m, Math.abs(g)), 0);
  if (!fit.converged || !(steepest <= 1e-8 * (1 + Math.abs(fit.criterion)))) {
    return `gradient ${steepest}`;
  }
  const criterion = core.freshCriterion();
  criterion.held = core.identifiability.held;
  const start = core.theta.map((x) => x + 0.5 * random.normal());
  const other = newton(criterion, start);
  const gain = fit.criterion - other.point.value;
  return other.converged && gain > 1e-6 ? `another start finds ${gain} less` : null;
}

/** Fits `designs` designs, each with one structure. */
export function run(designs = 1000): Promise<{ passed: number; failed: number; lines: string[] }> {
  const random = new RandomStream(20261126);
  const lines: string[] = [];
  let [passed, refused] = [0, 0];
  for (let i = 0; i < designs; i++) {
    const data = simulated(random);
    const residual = STRUCTURES[i % STRUCTURES.length]!;
    const formula = i % 3 === 0 ? "y ~ Trt * Visit + (1 | Block)" : "y ~ Trt * Visit";
    const fault = faultOf(data, formula, residual, random);
    if (fault === null || fault === "refused") passed++;
    if (fault === "refused") refused++;
    else if (fault !== null) lines.push(`design ${i}, ${formula}, ${residual}: ${fault}`);
  }
  const failed = lines.length;
  lines.push(`${refused} of ${designs} structures were refused as more than their data can tell`);
  return Promise.resolve({ passed, failed, lines });
}

if (import.meta.main) {
  const { passed, failed, lines } = await run(Number(Deno.args[0] ?? 1000));
  console.log(lines.join("\n"));
  console.log(`${passed} passed, ${failed} failed`);
}
