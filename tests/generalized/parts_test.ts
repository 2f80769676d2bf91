/**
 * Means, predictions, covariances and residuals of the parts of zero-inflated, hurdle and dispersion
 * models, beside glmmTMB 1.1.5; means of the response and their errors are made of its parameters and
 * their covariances by differences. `parts_reference.R` wrote the values.
 */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { parseTable } from "../../lib/data/parse_table.ts";
import { emmeans } from "../../lib/inference/means/emmeans.ts";
import { glmmTMB } from "../../lib/model/generalized/laplace/mixed_model.ts";
import { evaluatePage } from "../../lib/chunk/page/page.ts";
import { fail } from "../../lib/diagnostic.ts";
import { block } from "../chunk/pages.ts";

interface Means {
  mined: string[];
  mean: number[];
  se: number[];
  lower: number[];
  upper: number[];
}
interface Case {
  model: { formula: string; zi: string; disp: string; family: string };
  response: Means;
  cmean: Means;
  rows: Record<string, number[]>;
  whole: Record<string, number[]>;
  zi: { estimate: number[]; vcov: number[][] };
  working: number[];
}

const cases: Record<string, Case> = JSON.parse(
  Deno.readTextFileSync(new URL("parts_reference.json", import.meta.url)),
);
const bytes = Deno.readFileSync(new URL("../oracle/glmm/salamanders.csv", import.meta.url));
const sal = parseTable(bytes);

/** glmmTMB stops up to some 1e-6 of a mean before the optimum. */
const near = (got: number, want: number, share = 2e-5): void =>
  assertAlmostEquals(got, want, share * Math.max(1e-3, Math.abs(want)));

for (const [name, { model, response, cmean, rows, whole, zi, working }] of Object.entries(cases)) {
  const call = `glmmTMB(${model.formula}, ziformula = ${model.zi}, dispformula = ${model.disp}, ` +
    `family = ${model.family}, data = sal)`;

  Deno.test(`means of the response: ${name}`, () => {
    const fit = glmmTMB(model.formula, sal, {
      family: model.family,
      ziformula: model.zi,
      dispformula: model.disp,
    });
    for (const [component, want] of [["response", response], ["cmean", cmean]] as const) {
      const means = emmeans(fit, "~ mined", { component });
      means.rows.forEach((row, i) => {
        assertEquals(row.at["mined"], want.mined[i]);
        near(row.estimate!, want.mean[i]!);
        near(row.standardError!, want.se[i]!, 2e-4);
        near(row.lower!, want.lower[i]!, 2e-4);
        near(row.upper!, want.upper[i]!, 2e-4);
        assert(row.lower! > 0);
      });
    }
    fit.zeroInflation.forEach((c, j) => {
      near(c.estimate!, zi.estimate[j]!, 1e-4);
      near(c.standardError!, Math.sqrt(zi.vcov[j]![j]!), 1e-4);
    });
  });

  Deno.test(`predictions and residuals: ${name}`, () => {
    const kinds = Object.keys(rows);
    const statements = [
      'sal <- read.csv("salamanders.csv", stringsAsFactors = TRUE)',
      `m <- ${call}`,
      "grid <- expand.grid(mined = levels(sal$mined), spp = levels(sal$spp))",
      ...kinds.map((k) => `predict(m, type = "${k}")[c(1, 100, 300, 600)]`),
      ...kinds.map((k) => `predict(m, newdata = grid, re.form = NA, type = "${k}")`),
      'residuals(m, type = "working")[1:3]',
    ];
    const { blocks: [only] } = evaluatePage([block(statements.join("\n"))], {
      readTable: (_, options) => parseTable(bytes, options),
      scopeOf: () => fail("unknown-page", "There is no other page", { hint: "Name none" }),
    });
    assertEquals(only!.diagnostics.filter((d) => d.severity === "error"), []);
    const wanted = [
      ...kinds.map((k) => rows[k]!),
      ...kinds.map((k) => whole[k]!),
      working,
    ];
    assertEquals(only!.shown.length, wanted.length);
    wanted.forEach((want, i) => {
      const { value } = only!.shown[i]!;
      if (value.kind !== "vector") throw new Error("a vector is shown");
      const { values } = value;
      want.forEach((w, j) => near(Number(values[j]), w, 1e-4));
    });
  });
}
