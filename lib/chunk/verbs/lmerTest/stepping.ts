/**
 * Backward elimination of terms of a linear mixed model: what lmerTest makes of `step`, and `get_model`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { anova } from "../../../inference/test/anova.ts";
import { ranova } from "../../../inference/test/ranova.ts";
import { droppableTerms } from "../../../inference/test/single_terms.ts";
import { anovaLines } from "../../../render/text/coefficients.ts";
import { METHOD_NAMES } from "../../../render/text/anova.ts";
import { deparse } from "../../../syntax/deparse.ts";
import type { Call } from "../../evaluation/call.ts";
import type { DisplayValue, FitValue, Value } from "../../values/value.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { ddfOf } from "../emmeans/views.ts";
import { changedBy, refitted } from "../stats/refitting.ts";
import { formulaOfFit } from "../stats/update.ts";

/** A row of a table: a term, when it went (0 if it stayed), and its numbers. */
interface Row {
  name: string;
  eliminated: number | null;
  values: (number | null)[];
  pValue: number | null;
}

const RANDOM = ["npar", "logLik", "AIC", "LRT", "Df", "Pr(>Chisq)"];
const FIXED = ["Sum Sq", "Mean Sq", "NumDF", "DenDF", "F value", "Pr(>F)"];

function randomRows(call: Call, value: FitValue): Row[] {
  const { rows } = call.at("object", () => ranova(value.fit.random!));
  return rows.map((r, i) => ({
    name: i === 0 ? "<none>" : r.name,
    eliminated: i === 0 ? null : 0,
    values: [
      r.parameters ?? null,
      r.logLik ?? null,
      r.aic ?? null,
      r.statistic,
      r.df,
      r.pValue,
    ],
    pValue: r.pValue,
  }));
}

/** How the formula changes where a random term goes, or a slope of one. */
function changeOf(call: Call, name: string): string {
  if (name.startsWith("(")) return `- ${name}`;
  const found = /^(.+) in \((?:1 \+ )?(.+) \| (.+)\)$/.exec(name);
  if (found && found[1] === found[2]) {
    return `- (${found[2]} | ${found[3]}) - (1 + ${found[2]} | ${found[3]}) + (1 | ${found[3]})`;
  }
  return fail("wrong-argument", `step() does not take ${name} out of its term`, {
    span: call.spanOf("object"),
    hint: "reduce.random = FALSE keeps the random terms",
  });
}

/** The row that goes next: that of the largest p above a level. */
function next(rows: readonly Row[], alpha: number): Row | null {
  const tested = rows.filter((r) => r.pValue !== null && r.pValue > alpha);
  return tested.length === 0 ? null : tested.reduce((a, b) => b.pValue! > a.pValue! ? b : a);
}

function lines(names: readonly string[], rows: readonly Row[]): string[] {
  return anovaLines(rows.map((r) => r.name), [
    { name: "Eliminated", values: rows.map((r) => r.eliminated) },
    ...names.map((name, j) => ({ name, values: rows.map((r) => r.values[j]!) })),
  ]);
}

/** Goes through a table until nothing is to be eliminated any more. */
function eliminated(
  start: FitValue,
  tableOf: (value: FitValue) => Row[],
  without: (value: FitValue, row: Row) => FitValue,
  alpha: number,
  reduce: boolean,
): { value: FitValue; rows: Row[] } {
  let value = start;
  let rows = tableOf(value);
  const gone: Row[] = [];
  const [none] = rows.filter((r) => r.eliminated === null);
  for (;;) {
    const row = reduce ? next(rows, alpha) : null;
    if (!row) break;
    gone.push({ ...row, eliminated: gone.length + 1 });
    value = without(value, row);
    rows = tableOf(value);
  }
  return {
    value,
    rows: [...(none ? [none] : []), ...gone, ...rows.filter((r) => r.eliminated !== null)],
  };
}

/** `step` of a linear mixed model. */
export function stepMixed(call: Call): Value {
  const ddf = ddfOf(call, "ddf") ?? "satterthwaite";
  let value = call.fit("object");
  const out: string[] = [];
  const random = eliminated(
    value,
    (v) => randomRows(call, v),
    (v, row) => refittedOrRefused(call, v, changeOf(call, row.name)),
    call.number("alpha.random", 0.1),
    call.flag("reduce.random", true),
  );
  value = random.value;
  out.push("Backward reduced random-effect table:", "", ...lines(RANDOM, random.rows), "");
  const fixedRows = (v: FitValue): Row[] => {
    const free = droppableTerms(v.fit.fixed);
    const table = call.at(
      "object",
      () => anova(v.fit, { type: 2, ddf, hypotheses: "sas", layout: "lmerTest" }),
    );
    return table.rows.filter((r) => free.includes(r.term)).map((r) => ({
      name: r.term,
      eliminated: 0,
      values: [
        r.sumSq ?? null,
        r.meanSq ?? null,
        r.numDf,
        r.denDf ?? null,
        r.statistic,
        r.pValue,
      ],
      pValue: r.pValue,
    }));
  };
  const made = eliminated(
    value,
    fixedRows,
    (v, row) => refitted(call, "object", v, changedBy(v, `- ${row.name}`)),
    call.number("alpha.fixed", 0.05),
    call.flag("reduce.fixed", true),
  );
  value = made.value;
  out.push(
    "Backward reduced fixed-effect table:",
    `Degrees of freedom method: ${METHOD_NAMES[ddf]} `,
    "",
    ...lines(FIXED, made.rows),
    "",
    "Model found:",
    deparse(formulaOfFit(value)),
  );
  const found = value;
  const shown: DisplayValue = {
    kind: "display",
    shown: { kind: "text", text: out.join("\n") },
    what: "an elimination of terms",
    frame: null,
    parts: { model: () => found },
  };
  return shown;
}

function refittedOrRefused(call: Call, value: FitValue, change: string): FitValue {
  const groups = value.fit.mixed?.groups.length ?? 0;
  if (groups > 1 || change.includes("+ (")) {
    return refitted(call, "object", value, changedBy(value, change));
  }
  return fail("no-random-terms", "No random term is left after the elimination", {
    span: call.spanOf("object"),
    hint: "reduce.random = FALSE keeps the random terms; lm() fits a model without any",
  });
}

/** The model that an elimination ends at. */
export const GET_MODEL: Verb = verbOf("lmerTest")(
  "get_model",
  "x",
  "the model that step() of a mixed model ends at",
  (call) => {
    const value = call.value("x");
    const model = value.kind === "display" ? value.parts["model"] : undefined;
    return model?.() ?? call.wrong("x", "what step() gives", value, "Write get_model(step(m))");
  },
);
