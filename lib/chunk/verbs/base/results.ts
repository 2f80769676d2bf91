/**
 * What words of R do of fits, means, tests and other results: `head rbind round names as.data.frame …`
 *
 * @module
 */
import { Table } from "../../../data/table.ts";
import { fail } from "../../../diagnostic.ts";
import { round, signif } from "../../../render/number/number_format.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";
import {
  boundEstimates,
  type EstimatesValue,
  isEstimates,
  someEstimates,
} from "../../values/estimates.ts";
import { ownName } from "../../bridge/words.ts";
import { asFrame } from "../../values/frame.ts";
import { partNames } from "../../evaluation/parts.ts";
import { describe, frame, type FrameValue, integer, type Value } from "../../values/value.ts";
import { lengthOf } from "../../values/vector.ts";
import type { Supplied } from "../../evaluation/signature.ts";
import { PARTS_OF_MEANS } from "../../bridge/parts_of_means.ts";
import { annotatedTable } from "../../bridge/annotated.ts";
import { adjustOf } from "../emmeans/views.ts";

/** The table that an argument is, or that `as.data.frame` makes of it. */
export function frameArgument(call: Call, name: string): FrameValue {
  const value = call.value(name);
  return asFrame(value) ??
    call.wrong(name, "a table", value, "Read one with read.csv() or make it by data.frame()");
}

/** The first or the last rows. */
function end(call: Call, fromEnd: boolean): Value {
  const value = call.value("x");
  const whole = frameArgument(call, "x");
  const total = whole.table.nrow;
  const n = call.number("n", 6);
  const count = n < 0 ? Math.max(0, total + n) : Math.min(n, total);
  const first = fromEnd ? total - count : 0;
  const places = Int32Array.from({ length: count }, (_, i) => first + i);
  if (isEstimates(value)) return someEstimates(value, places, call.spanOf("x"));
  const labels = Array.from(places, (i) => whole.rowNames?.[i] ?? String(i + 1));
  return frame(whole.table.filter(places), whole.rowNames || fromEnd ? labels : null);
}

/** Estimates of a model as one family. */
function bound(call: Call): Value {
  const values = call.rest.map((arg: Supplied) => ({ arg, value: call.evaluate(arg) }));
  const estimates = values.map((
    { arg, value },
  ): { value: EstimatesValue; span: Supplied["span"] } =>
    isEstimates(value) ? { value, span: arg.span } : fail(
      "wrong-argument",
      `${call.verb.name}() takes tables, not ${describe(value)}`,
      { span: arg.span, hint: "as.data.frame(x) makes a table of means or contrasts" },
    )
  );
  return boundEstimates(estimates, call.has("adjust") ? adjustOf(call) : undefined);
}

/** The numbers of a result's table, rounded. */
function rounding(
  name: string,
  otherwise: number,
  compute: (v: number, digits: number) => number,
): Verb {
  return verb(name, "x, digits?", "the numbers of a result, rounded", (call) => {
    const digits = call.number("digits", otherwise);
    const { table, rowNames } = frameArgument(call, "x");
    const columns = table.columns.map((c) =>
      c.kind === "numeric"
        ? { kind: c.kind, name: c.name, values: c.values.map((v) => compute(v, digits)) }
        : c
    );
    return frame(new Table(columns, { nrow: table.nrow }), rowNames);
  });
}

/** How many parts a value has. What R counts of a fit are its own insides. */
function counted(call: Call): Value {
  const value = call.value("x");
  switch (value.kind) {
    case "anova":
      return integer([asFrame(value)!.table.columns.length]);
    case "fit":
    case "display":
    case "contrasts":
    case "shell":
    case "design":
      return fail("no-length", `What R counts of ${describe(value)} is how it is kept`, {
        span: call.spanOf("x"),
        hint: "length(coef(m)) counts coefficients, nobs(m) rows, nrow() those of a table",
      });
    default:
      return integer([lengthOf(value)]);
  }
}

/** The levels of each factor of means, as emmeans has them. */
function levelsOf(call: Call): Value {
  const value = call.value("x");
  return isEstimates(value)
    ? PARTS_OF_MEANS.now().levelsOfEstimates(value)
    : call.wrong("x", "a factor or means", value);
}

/** What the language's own word does of the same arguments. */
function ownWord(call: Call, name: string): Value {
  return call.context.call(ownName(name), call.written.args, call.span, call.scope);
}

/** The structure of a result: of means their variables, of others that of their table. */
function structure(call: Call): Value {
  const value = call.value("object");
  if (isEstimates(value)) return PARTS_OF_MEANS.now().structureOf(value);
  const shown = ownWord(call, "str");
  call.hidden = true;
  return shown;
}

/** Words of R that take results as well. */
export const RESULTS: readonly Verb[] = [
  verb("head", "x, n?", "the first rows of a result", (call) => end(call, false)),
  verb("tail", "x, n?", "the last rows of a result", (call) => end(call, true)),
  verb("rbind", "..., adjust?", "means or contrasts of a model as one family", bound),
  verb("names", "x", "names of the parts of a result", (call) => partNames(call.value("x"))),
  verb("length", "x", "parts of a result", counted),
  verb(
    "as.data.frame",
    "x, row.names!NULL, optional!FALSE, stringsAsFactors?, ...",
    "a result as a table",
    (call) => {
      call.refuseRest();
      const value = call.value("x");
      const table = frameArgument(call, "x");
      return isEstimates(value) && !value.summed ? annotatedTable(value, table) : table;
    },
  ),
  verb("str", "object, max.level?, vec.len?, give.attr?", "the structure of a result", structure),
  verb("levels", "x", "levels of the factors of means", levelsOf),
  rounding("round", 0, round),
  rounding("signif", 6, signif),
];
