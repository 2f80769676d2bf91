/**
 * Responses that are proportions: successes beside failures, `cbind(y, n - y)`, or a factor of two
 * levels, whose first is failure.
 *
 * @module
 */
import { fail, placeOf } from "../../diagnostic.ts";
import { dropLevels } from "../../data/factor.ts";
import { wayToNumbers, whyNotNumbers } from "../../data/not_numbers.ts";
import type { Expr } from "../../syntax/expr.ts";
import { calleeName, operands } from "./formula.ts";
import { type Collected, refuseInfinite } from "./frame_variable.ts";
import {
  factorOf,
  numbersOf,
  numericColumn,
  type PreciseColumn,
  type Value,
  valueRows,
} from "./value.ts";

/** Successes and failures of a response that is the two; null for any other. */
export function pairedParts(response: Expr | null): readonly [Expr, Expr] | null {
  if (!response || response.kind !== "call" || calleeName(response) !== "cbind") return null;
  const [successes, failures, ...more] = operands(response);
  if (successes && failures && more.length === 0) return [successes, failures];
  return fail("wrong-response", "cbind() of a proportion has two columns", {
    ...placeOf(response),
    hint: "Write cbind(successes, failures): of y in n trials they are cbind(y, n - y)",
  });
}

/** Refuses successes beside failures where the family has no proportions. */
export function refusePair(response: Expr | null): void {
  if (!response || calleeName(response) !== "cbind") return;
  fail("wrong-response", "cbind() of successes and failures is no response of this family", {
    ...placeOf(response),
    hint:
      "Proportions are binomial: family = binomial; of several counts each has a model of its own",
  });
}

type Pair = readonly [Collected, Collected];

function counts(
  { value, label, expr }: Collected,
  rows: Int32Array | null,
  n: number,
): Float64Array {
  const { values } = numbersOf(valueRows(value, rows), n, label, expr);
  refuseInfinite(values, label, expr, rows);
  return values;
}

/** Successes and failures together, by row. */
export function trialsOf(pair: Pair, rows: Int32Array | null, n: number): Float64Array {
  const failures = counts(pair[1], rows, n);
  return counts(pair[0], rows, n).map((s, i) => s + failures[i]!);
}

/**
 * The proportion of successes, by row.
 *
 * @throws DiagnosticError `negative-count`
 */
export function proportions(pair: Pair, rows: Int32Array | null, n: number): PreciseColumn {
  const [successes, failures] = pair.map((c) => counts(c, rows, n));
  for (const [c, values] of [[pair[0], successes!], [pair[1], failures!]] as const) {
    const wrong = values.findIndex((v) => v < 0);
    if (wrong < 0) continue;
    const row = 1 + (rows ? rows[wrong]! : wrong);
    fail("negative-count", `${c.label} is ${values[wrong]} in row ${row}`, {
      ...placeOf(c.expr),
      hint: "Successes and failures are counts: no number of successes is above that of the trials",
    });
  }
  return numericColumn(successes!.map((s, i) => s / (s + failures![i]!)));
}

/**
 * 1 for every level but the first of a factor; null for what is no factor.
 *
 * @throws DiagnosticError `many-levels`
 */
export function binaryValues(value: Value, { label, expr }: Collected): PreciseColumn | null {
  if (value.kind !== "factor" && value.kind !== "text") return null;
  if (value.kind === "text" && value.notNumbers) return null;
  const { codes, levels } = dropLevels(factorOf(value));
  if (levels.length > 2) {
    fail(
      "many-levels",
      `${label} has ${levels.length} levels (${
        levels.slice(0, 6).join(", ")
      }), and success is one of two`,
      {
        ...placeOf(expr),
        hint: `R takes every level but ${levels[0]} for a success: say so, as ${label} != "${
          levels[0]
        }"`,
      },
    );
  }
  return numericColumn(Float64Array.from(codes, (c) => c > 0 ? 1 : 0));
}

/** Refuses a response that is no column of numbers. */
export function refuseNoNumbers({ value, label, expr }: Collected): never {
  const odd = value.kind === "text" ? value.notNumbers : undefined;
  const why = odd ? `: ${whyNotNumbers(odd)}` : "";
  return fail("response-not-numeric", `The response ${label} is not numeric${why}`, {
    ...placeOf(expr),
    hint: odd ? wayToNumbers(odd) : "A response is one column of numbers",
  });
}
