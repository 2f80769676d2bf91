/**
 * Choice of terms step by step by AIC: `step`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { droppableTerms } from "../../../inference/test/single_terms.ts";
import { anovaFrame as anovaLines } from "../../../language/print/analyses.ts";
import { isFrame } from "../../../language/values/value.ts";
import { stepAic } from "../../../model/criteria.ts";
import { expandTerms } from "../../../model/formula/terms.ts";
import { updatedFormula } from "../../../model/formula/updated.ts";
import { formatNumber, round } from "../../../render/number/number_format.ts";
import { deparse } from "../../../syntax/deparse.ts";
import type { Call } from "../../evaluation/call.ts";
import { anovaFrame } from "../../values/classed.ts";
import { PAGE_CONSOLE } from "../../values/scope.ts";
import type { FitValue, Value } from "../../values/value.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";
import { addable, added, dropped, type SingleTerms, withOwnSize } from "./dropping.ts";
import { refuseFor } from "../emmeans/views.ts";
import { stepMixed } from "../lmerTest/stepping.ts";
import { changedBy, refitted } from "./refitting.ts";
import { formulaOfFit } from "./update.ts";

/** Between which models the search is. */
interface Range {
  lower: readonly string[];
  /** Terms that may come in; null for those of the first model. */
  upper: readonly string[] | null;
}

function termsOf(call: Call, value: FitValue, given: Value): string[] {
  if (given.kind !== "formula") {
    return call.wrong("scope", "a formula, or a list of lower and upper", given);
  }
  const whole = call.at("scope", () => updatedFormula(formulaOfFit(value), given.expr));
  return expandTerms(whole.args.at(-1)!.value!).terms.map((t) => t.label);
}

function rangeOf(call: Call, value: FitValue): Range {
  const scope = call.optional("scope");
  if (!scope || scope.kind === "null") return { lower: [], upper: null };
  if (scope.kind !== "list") return { lower: [], upper: termsOf(call, value, scope) };
  const part = (name: string): string[] | null => {
    const item = scope.items.find((i) => i.name === name);
    return item ? termsOf(call, value, item.value) : null;
  };
  return { lower: part("lower") ?? [], upper: part("upper") };
}

/** Rows of both directions, the current model among them, in the order of AIC. */
function ordered(tables: readonly (SingleTerms & { sign: string })[]): SingleTerms {
  const [first] = tables;
  const rows = tables.flatMap((t, i) =>
    t.rows.flatMap((name, r) => {
      if (r === 0) return i === 0 ? [{ name, values: t.columns.map(([, v]) => v[r]!) }] : [];
      return [{ name: `${t.sign} ${name}`, values: t.columns.map(([, v]) => v[r]!) }];
    })
  ).filter((row) => row.values[0] !== 0);
  const aic = first!.columns.findIndex(([name]) => name === "AIC");
  rows.sort((a, b) => a.values[aic]! - b.values[aic]!);
  return {
    rows: rows.map((r) => r.name),
    columns: first!.columns.map(([name], c) => [name, rows.map((r) => r.values[c]!)]),
  };
}

function tables(
  call: Call,
  value: FitValue,
  { lower, upper }: Range,
  direction: "both" | "backward" | "forward",
  k: number,
  sizes: boolean,
): (SingleTerms & { sign: string })[] {
  const fit = (value.fit.leastSquares ?? value.fit.generalized)!;
  const own = sizes && Boolean(fit.generalized?.size);
  const made: (SingleTerms & { sign: string })[] = [];
  const droppable = droppableTerms(fit.fixed).filter((t) => !lower.includes(t));
  if (direction !== "forward" && droppable.length > 0) {
    const table = own
      ? withOwnSize(call, value, droppable, "-", "none", k)
      : dropped(fit, droppable, "none", k);
    made.push({ ...table, sign: "-" });
  }
  const more = upper ? addable(fit, upper) : [];
  if (direction !== "backward" && more.length > 0) {
    const table = own
      ? withOwnSize(call, value, more, "+", "none", k)
      : added(call, value, more, "none", k);
    made.push({ ...table, sign: "+" });
  }
  return made;
}

/** Prints a step, as R does on the way. */
function told(call: Call, head: string, aic: number, value: FitValue): void {
  const lines = [
    `${head}  AIC=${formatNumber(round(aic, 2))}`,
    deparse(formulaOfFit(value)),
  ];
  print(call, lines);
}

function print(call: Call, lines: readonly string[]): void {
  const shown = { kind: "text", text: lines.join("\n") } as const;
  call.context.print({ kind: "display", shown, what: "a step", frame: null, parts: {} });
}

/**
 * Terms chosen step by step.
 *
 * @param sizes whether each negative binomial model has a size of its own
 */
export function stepwise(call: Call, sizes = false): Value {
  let value = call.fit("object");
  const ofMixed = ["reduce.fixed", "reduce.random", "alpha.random", "alpha.fixed", "ddf"];
  if (value.fit.random) {
    refuseFor(
      call,
      ["scope", "direction", "steps", "k", "trace"],
      "a mixed model",
      "Terms are eliminated by their tests: alpha.fixed, alpha.random",
    );
    return stepMixed(call);
  }
  refuseFor(call, ofMixed, value.fit.described.called, "It belongs to lmer()");
  const plain = (of: FitValue) => of.fit.leastSquares ?? of.fit.generalized;
  const first = plain(value);
  if (!first) {
    return fail("wrong-argument", "step() chooses the terms of an lm or a glm", {
      span: call.spanOf("object"),
      hint: "drop1(m) tests each term of a mixed model, ranova(m) its random terms",
    });
  }
  if (Number.isNaN(first.aic)) {
    fail("no-likelihood", `${first.described.called} of this family has no AIC to step by`, {
      span: call.spanOf("object"),
      hint: "drop1(m) tests each term",
    });
  }
  const range = rangeOf(call, value);
  const direction = call.has("direction")
    ? call.choice("direction", ["both", "backward", "forward"] as const, "both")
    : call.has("scope")
    ? "both"
    : "backward";
  const upper = range.upper ?? value.fit.fixed.terms.map((t) => t.label);
  const k = call.number("k", 2);
  const trace = call.has("trace") ? call.number("trace") > 0 : true;
  let aic = stepAic(first, k);
  if (trace) told(call, "Start:", aic, value);
  const steps = call.number("steps", 1000);
  for (let step = 0; step < steps; step++) {
    const made = tables(call, value, { ...range, upper }, direction, k, sizes);
    if (made.length === 0) break;
    const table = ordered(made);
    if (trace) {
      const frame = anovaFrame(table.rows, table.columns);
      if (isFrame(frame)) print(call, anovaLines(frame, PAGE_CONSOLE));
    }
    const [change] = table.rows;
    if (change === undefined || change === "<none>") break;
    value = refitted(call, "object", value, changedBy(value, change));
    const now = stepAic(plain(value)!, k);
    if (trace) told(call, "Step:", now, value);
    if (now >= aic + 1e-7) break;
    aic = now;
  }
  return value;
}

/** Choice of terms. */
export const STEP: Verb = verb(
  "step",
  "object, scope?, scale!0, direction?, trace?, keep!NULL, steps?, k?, ddf?, alpha.random?, " +
    "alpha.fixed?, reduce.fixed?, reduce.random?",
  "terms of an lm or a glm chosen step by step by AIC, of an lmer by their tests",
  (call) => stepwise(call),
);
