/**
 * Values of the rows of an `lme` by grouping level, as nlme has them: level 0 has the fixed effects alone,
 * the highest all random effects. Rows are named by their groups.
 *
 * @module
 */
import { asFactor } from "../../../data/factor.ts";
import { Table } from "../../../data/table.ts";
import { fail } from "../../../diagnostic.ts";
import * as language from "../../../language/values/value.ts";
import type { LinearMixedModel } from "../../../model/fit.ts";
import { predictConditional } from "../../../model/mixed/predict.ts";
import { predict } from "../../../model/predict.ts";
import { deparse } from "../../../syntax/deparse.ts";
import type { Call } from "../../evaluation/call.ts";
import { factorColumn, numberColumn } from "../../values/frame.ts";
import { frame, type OtherValue, type Value } from "../../values/value.ts";

/** What rows are called, and what the numbers are. */
function labelled(
  values: readonly number[],
  names: readonly string[] | null,
  label: string,
): OtherValue {
  const numbers = language.doubles(Float64Array.from(values));
  const named = names ? language.withNames(numbers, [...names]) : numbers;
  return {
    kind: "other",
    what: "numbers",
    value: language.withAttribute(named, "label", language.text(label)),
  };
}

/** Numbers of the rows of a fit in nlme's terms, as nlme hands them on. */
export function nlmeRows(
  fit: LinearMixedModel,
  values: readonly number[],
  rowNames: readonly string[],
  label: string,
): Value {
  const { levels } = fit.nlme!;
  const names = levels.length > 0 ? groupsAt(fit, fit.data, levels.length) : rowNames;
  return labelled(values, names, label);
}

/** The group of each row at a level: `block/plot`; of level 0 the outermost, as in nlme. */
function groupsAt(fit: LinearMixedModel, data: Table, level: number): string[] | null {
  const factors = fit.nlme!.levels[Math.max(1, level) - 1]?.factors ?? [];
  const columns = factors.flatMap((f) => {
    const column = data.column(deparse(f));
    return column ? [asFactor(column)] : [];
  });
  if (columns.length === 0 || columns.length < factors.length) return null;
  return Array.from(
    { length: data.nrow },
    (_, i) => columns.map((c) => c.levels[c.codes[i]!] ?? "NA").join("/"),
  );
}

/** The levels that a call asks for; the highest without a word. */
export function levelsAsked(call: Call, fit: LinearMixedModel, lowest = 0): number[] {
  const highest = fit.nlme!.levels.length;
  if (!call.has("level")) return [highest];
  const asked = [...call.numbers("level")];
  const wrong = asked.find((k) => !Number.isInteger(k) || k < lowest || k > highest);
  if (asked.length > 0 && wrong === undefined) return asked;
  return fail(
    "wrong-argument",
    `The fit has levels ${lowest} to ${highest}, not ${wrong ?? "none"}`,
    {
      span: call.spanOf("level"),
      hint: lowest === 0 ? "level = 0 has the fixed effects alone" : "Level 1 is the outermost",
    },
  );
}

/** Predictions for rows with the random effects of all levels up to one. */
function atLevel(fit: LinearMixedModel, data: Table, level: number): number[] {
  const { levels } = fit.nlme!;
  if (level === 0) return predict(fit, data).map((r) => r.estimate ?? NaN);
  if (level === levels.length) return predictConditional(fit, data, { allowNewLevels: false });
  const groups = new Set(levels.slice(0, level).flatMap((l) => l.effects.map((e) => e.group)));
  const terms = fit.randomTerms.flatMap((t, k) => groups.has(t.group.name) ? [k] : []);
  return predictConditional(fit, data, { allowNewLevels: false, terms: new Set(terms) });
}

/**
 * Fitted values, predictions or residuals by the levels that `level` asks for.
 *
 * @param given rows to predict for; null for those of the fit
 */
export function nlmeByLevel(
  call: Call,
  fit: LinearMixedModel,
  given: Table | null,
  what: "Fitted values" | "Predicted values" | "Residuals" | "Standardized residuals",
  rowNames: readonly string[] | null = null,
): Value {
  const data = given ?? fit.data;
  const asked = levelsAsked(call, fit);
  const residual = what.endsWith("esiduals");
  const y = residual ? fit.fitted.map((f, i) => f + fit.residuals[i]!) : [];
  const scale = what === "Standardized residuals"
    ? fit.standardizedResiduals.map((z, i) => fit.residuals[i]! / z)
    : null;
  const own = asked.map((level) => {
    const values = call.at(
      given ? "newdata" : "object",
      () =>
        !given && level === fit.nlme!.levels.length ? [...fit.fitted] : atLevel(fit, data, level),
    );
    return residual ? values.map((v, i) => (y[i]! - v) / (scale?.[i] ?? 1)) : values;
  });
  if (asked.length === 1) {
    const [level] = asked;
    const names = given && level === 0 ? null : groupsAt(fit, data, level!);
    // predictions of the rows of the fit are its fitted values, without their label
    if (what === "Predicted values" && !given) return labelledPlain(own[0]!, names);
    return labelled(own[0]!, names, what);
  }
  const heads = asked.map((k) => k === 0 ? "fixed" : fit.nlme!.levels[k - 1]!.name);
  if (what !== "Predicted values") {
    return frame(new Table(own.map((values, k) => numberColumn(heads[k]!, values))));
  }
  // predictions stand beside the groups of their rows
  const groups = asked.flatMap((level) => {
    const names = level === 0 ? null : groupsAt(fit, data, level);
    return names ? [factorColumn(fit.nlme!.levels[level - 1]!.name, names)] : [];
  });
  const columns = own.map((values, k) => numberColumn(`predict.${heads[k]}`, values));
  return frame(new Table([...groups, ...columns]), rowNames);
}

function labelledPlain(values: readonly number[], names: readonly string[] | null): OtherValue {
  const numbers = language.doubles(Float64Array.from(values));
  return {
    kind: "other",
    what: "numbers",
    value: names ? language.withNames(numbers, [...names]) : numbers,
  };
}
