/**
 * Responses drawn from a model: `simulate`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { responsesOf } from "../../../inference/test/normal_draws.ts";
import { Table } from "../../../data/table.ts";
import type { Call } from "../../evaluation/call.ts";
import { inDataOrder } from "../../page/model_rows.ts";
import { numberColumn } from "../../values/frame.ts";
import { type FitValue, frame, type Value } from "../../values/value.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";
import { chanceFor } from "../lme4/chance_for.ts";

/** Whether random effects stay as they were predicted. */
export function isConditional(call: Call): boolean {
  if (call.has("use.u")) return call.flag("use.u", false);
  if (!call.has("re.form")) return false;
  const form = call.value("re.form");
  if (form.kind === "null") return true;
  if (form.kind === "formula" || form.kind === "logical") return false;
  return call.wrong("re.form", "NULL or NA", form);
}

/** A fit of a normal response with residuals of one variance. */
export function drawnFrom(call: Call, name: string): FitValue {
  const value = call.fit(name);
  const { fit } = value;
  if ((fit.leastSquares && !fit.strata) || (fit.random && !fit.random.nlme)) return value;
  return fail("no-simulation", `${call.verb.name}() does not draw from ${fit.described.called}`, {
    span: call.spanOf(name),
    hint: "simulateResiduals(m) draws responses of generalized models",
  });
}

/** How many responses are asked for. */
export function countOf(call: Call, otherwise: number): number {
  const n = call.number("nsim", otherwise);
  if (Number.isInteger(n) && n >= 1 && n <= 1e5) return n;
  return call.wrong("nsim", "a whole number from 1 to 100000", call.value("nsim"));
}

function simulated(call: Call): Value {
  const value = drawnFrom(call, "object");
  const made = call.at(
    "object",
    () => responsesOf(value.fit, countOf(call, 1), chanceFor(call), isConditional(call)),
  );
  const rows = made.map((y) => inDataOrder(value.rows, y, NaN));
  const plain = rows[0]!.names.every((name, i) => name === String(i + 1));
  return frame(
    new Table(rows.map((r, k) => numberColumn(`sim_${k + 1}`, r.values))),
    plain ? null : rows[0]!.names,
  );
}

/** Draws from a model. */
export const SIMULATE: Verb = verb(
  "simulate",
  "object, nsim?, seed?, use.u?, re.form?, newdata!NULL",
  "responses drawn from a model, a column each",
  simulated,
);
