/**
 * Random designs in which a term has no error, or only a combination of mean squares: the shell of
 * the design, the shell of a fitted model, its tests and means, power, precision and auditor say the
 * same. What has an error is counted by dense projections of the plan.
 */
import { assert, assertEquals } from "@std/assert";
import type { Column } from "../../lib/data/column.ts";
import { Table } from "../../lib/data/table.ts";
import { RandomStream } from "../../lib/math/distribution/random.ts";
import { audit } from "../../lib/design/audit/audit.ts";
import type { Design } from "../../lib/design/declared/design.ts";
import { planTable } from "../../lib/design/declared/plan.ts";
import { power } from "../../lib/design/planning/power.ts";
import { precision } from "../../lib/design/planning/precision.ts";
import type { ShellRow } from "../../lib/design/structure/anova_shell.ts";
import { anovaShell } from "../../lib/design/structure/shell.ts";
import { anova } from "../../lib/inference/test/anova.ts";
import { pairs } from "../../lib/inference/contrast/contrast.ts";
import { emmeans } from "../../lib/inference/means/emmeans.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";
import { quadratic, spacesOf } from "./linear_algebra.ts";
import { runs } from "../runs.ts";
import { possible, randomSpec } from "./random_designs.ts";

/** Designs with an untested or a combined term, each once, with a random term to fit. */
function* designs(count: number): Generator<[key: string, design: Design, formula: string]> {
  const random = new RandomStream(20_261_127);
  const seen = new Set<string>();
  while (seen.size < count) {
    const spec = randomSpec(random);
    const key = JSON.stringify(spec);
    if (seen.has(key)) continue;
    const made = possible(spec);
    if (!made) continue;
    const { rows } = anovaShell(made);
    const isFixed = new Set(made.structure.fixed.map((t) => t.label));
    if (!rows.some((r) => isFixed.has(r.source) && (r.untested || r.synthesised))) continue;
    const groups = made.structure.strata.flatMap((s) =>
      s.component && s.component !== "residual" ? [`(1 | ${s.component})`] : []
    );
    const fixed = rows.reduce((n, r) => n + (isFixed.has(r.source) ? r.df : 0), 1);
    if (groups.length === 0 || fixed === made.observations) continue;
    seen.add(key);
    yield [key, made, `y ~ ${[String(spec.treatments).slice(2), ...groups].join(" + ")}`];
  }
}

/** The combined mean squares by their factors: a model may name them in another order. */
function partsOf({ synthesised }: ShellRow): string[] | null {
  return synthesised?.parts.map(({ source, coefficient }) =>
    `${coefficient.toFixed(9)} ${source.split(":").sort().join(":")}`
  ).sort() ?? null;
}

/** Terms by the plan: the mean square that a term is set against has the expectation it needs. */
function errorsOf(made: Design): Map<string, string[]> {
  const { rows, classes } = spacesOf(made);
  const signature = (label: string): string =>
    [...classes].map(([name, columns]) => {
      const space = rows.get(label)!;
      const value = quadratic(space, columns) / space.length;
      return Math.abs(value) < 1e-9 ? "" : `${name} ${value.toFixed(6)}`;
    }).filter((t) => t !== "").join(", ");
  const errors = [...rows.keys()].filter((label) =>
    !made.structure.fixed.some((t) => t.label === label)
  );
  return new Map(made.structure.fixed.map(({ label }) => [
    label,
    errors.filter((e) => signature(e) === signature(label)),
  ]));
}

Deno.test("random designs with untested or combined terms: all say the same", () => {
  const random = new RandomStream(5);
  const { numRuns } = runs(100, 0);
  const kinds = { untested: 0, combined: 0, tests: 0 };
  for (const [key, made, formula] of designs(numRuns)) {
    const plan = planTable(made);
    const y: Column = {
      kind: "numeric",
      name: "y",
      values: Float64Array.from({ length: made.observations }, () => 20 + 4 * random.normal()),
    };
    const table = new Table([...plan.columns, y]);
    const of = anovaShell(made);
    const components = made.structure.strata.flatMap((s) => s.component ?? []);
    const variance = Object.fromEntries(components.map((c) => [c, 1]));
    const powers = power(made, { variance, differ: 1 });
    const precise = precision(made, { variance });
    const dense = errorsOf(made);
    const fit = lmer(formula, table);
    const fitted = anovaShell(fit);
    const findings = audit(fit, made, table);
    for (const { label } of made.structure.fixed) {
      const said = `${key}\n${formula}\n${label}`;
      const own = of.rows.find((r) => r.source === label)!;
      const exact = !own.untested && !own.synthesised;
      assertEquals(dense.get(label)!.length > 0, exact, said);
      if (exact) assert(dense.get(label)!.includes(own.testedAgainst!), said);
      const untested = own.untested === true;
      if (untested) kinds.untested++;
      else kinds[own.synthesised ? "combined" : "tests"]++;
      // power and precision
      assertEquals(powers.rows.find((r) => r.term === label)!.power === null, untested, said);
      // the fitted model's shell and tests
      const row = fitted.rows.find((r) => r.source === label)!;
      assertEquals(row.untested === true, untested, `${said}: shell of the fit`);
      assertEquals(partsOf(row), partsOf(own), said);
      for (const ddf of ["kenward-roger", "satterthwaite"] as const) {
        const test = anova(fit, { ddf, type: 2 }).rows.find((r) => r.term === label)!;
        assertEquals(test.pValue === null, untested, `${said}: ${ddf}`);
      }
      // differences of its means
      const differences = precise.rows.filter((r) => r.term === label);
      const whole = differences.filter((r) => r.df === null).length;
      const tableOfPairs = pairs(emmeans(fit, `~ ${label}`));
      const lost = tableOfPairs.rows.filter((r) => r.standardError === null).length;
      assertEquals(lost > 0, whole > 0, `${said}: differences of means`);
      assertEquals(lost === tableOfPairs.rows.length, whole === differences.length, said);
    }
    const lacking = of.rows.some((r) => r.untested);
    assertEquals(
      findings.some((f) => f.code === "confounded-variance"),
      lacking,
      `${key}: the auditor says ${findings.map((f) => f.code)}`,
    );
  }
  const enough = kinds.untested >= 0.6 * numRuns && kinds.combined > 0 && kinds.tests > 0;
  assert(enough, JSON.stringify(kinds));
});
