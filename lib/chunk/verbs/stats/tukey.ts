/**
 * Tukey's comparisons of the means of an analysis of variance: `TukeyHSD`.
 *
 * Sources: Tukey (1953); Kramer (1956, Biometrics 12, 307–310) for unequal numbers.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { ptukey, qtukey } from "../../../math/distribution/tails.ts";
import * as language from "../../../language/values/value.ts";
import { parseExpression } from "../../../syntax/parse.ts";
import type { Call } from "../../evaluation/call.ts";
import { asItIs, classed, numberMatrix } from "../../values/classed.ts";
import type { Value } from "../../values/value.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";
import { aovArgument } from "./aov.ts";
import { type TermTable, termTables } from "./model_tables.ts";

interface Mean {
  name: string;
  mean: number;
  n: number;
}

/** Means of a table under the names of their cells. */
function meansOf({ factors, values, counts }: TermTable): Mean[] {
  return Array.from(values, (mean, c) => {
    let rest = c;
    const name = factors.map(({ levels }) => {
      const level = levels[rest % levels.length]!;
      rest = Math.floor(rest / levels.length);
      return level;
    }).join(":");
    return { name, mean, n: counts[c]! };
  });
}

function compared(
  means: readonly Mean[],
  error: number,
  df: number,
  level: number,
): language.Value {
  const k = means.length;
  const width = qtukey(1 - level, k, df, { upper: true });
  const names: string[] = [];
  const rows: number[][] = [];
  means.forEach((b, j) =>
    means.slice(j + 1).forEach((a) => {
      const difference = a.mean - b.mean;
      const se = Math.sqrt(error / 2 * (1 / a.n + 1 / b.n));
      const p = ptukey(Math.abs(difference) / se, k, df, { upper: true });
      names.push(`${a.name}-${b.name}`);
      rows.push([difference, difference - width * se, difference + width * se, p]);
    })
  );
  return numberMatrix(names, ["diff", "lwr", "upr", "p adj"], rows);
}

function tukey(call: Call): Value {
  const value = aovArgument(call, "x");
  const { fit } = value;
  if (fit.strata || !value.aov) {
    fail("wrong-argument", "TukeyHSD() takes an analysis that aov() made, in one stratum", {
      span: call.spanOf("x"),
      hint: "pairs(emmeans(m, ~ Trt)) compares the means of any model by Tukey",
    });
  }
  const level = call.number("conf.level", 0.95);
  if (!(level > 0 && level < 1)) {
    call.wrong("conf.level", "a number between 0 and 1", call.value("conf.level"));
  }
  const ordered = call.flag("ordered", false);
  const tables = termTables(fit, "means");
  if (fit.fixed.variables.some((v) => v.kind === "numeric")) {
    call.note(
      "covariate",
      "TukeyHSD(): means are not adjusted for covariates behind their terms; " +
        "pairs(emmeans(m, ~ Trt)) compares adjusted means",
    );
  }
  const asked = call.has("which") ? call.texts("which") : tables.map((t) => t.label);
  const found = asked.flatMap((name) => tables.find((t) => t.label === name) ?? []);
  if (found.length < asked.length || found.length === 0) {
    const unknown = asked.find((name) => !tables.some((t) => t.label === name));
    fail(
      "wrong-argument",
      unknown === undefined
        ? "The analysis has no factors to compare"
        : `${unknown} is no term of factors in the analysis`,
      {
        span: call.spanOf(call.has("which") ? "which" : "x"),
        hint: tables.length > 0
          ? `Its terms are ${tables.map((t) => t.label).join(", ")}`
          : "Write aov(y ~ Trt)",
      },
    );
  }
  const error = fit.residualSumSq / fit.residualDf;
  const list = language.namedList(found.map((table): [string, language.Value] => {
    const means = meansOf(table).filter((m) => m.n > 0);
    const inOrder = ordered ? means.toSorted((a, b) => a.mean - b.mean) : means;
    return [table.label, compared(inOrder, error, fit.residualDf, level)];
  }));
  const made = classed(list, "TukeyHSD", "multicomp");
  const attributes = new Map(made.attributes);
  attributes.set("orig.call", {
    type: "language",
    expr: parseExpression(value.call),
    scope: null,
    source: null,
    attributes: null,
    exclusive: false,
    held: false,
  });
  attributes.set("conf.level", language.double(level));
  attributes.set("ordered", language.logical(ordered));
  return asItIs(language.withAttributes(made, attributes), "comparisons by Tukey");
}

/** Comparisons by Tukey. */
export const TUKEY: Verb = verb(
  "TukeyHSD",
  "x, which?, ordered?, conf.level?",
  "Tukey's comparisons of the means of an analysis of variance",
  tukey,
);
