/**
 * Numbers of an argument, missing ones told apart, and sums that keep their digits: what words that calculate share.
 *
 * @module
 */
import { numbersHint, whyNoNumbers } from "./no_numbers.ts";
import type { Call } from "../evaluation/builtin.ts";
import { asDouble } from "../values/coerce.ts";
import {
  type Attributes,
  double,
  doubles,
  integer,
  isFactor,
  isFrame,
  isVector,
  NA_INTEGER,
  notANumber,
  type Numbers,
  type Value,
} from "../values/value.ts";

/** Numbers of an argument, with its attributes for the result. */
export function numeric(
  call: Call,
  name = "x",
): { values: Numbers; nan: Uint8Array | null; attributes: Attributes | null } {
  const x = call.value(name);
  if (isFactor(x) || x.type === "character" || x.type === "list" || !isVector(x)) {
    return call.wrong(name, "numbers", x);
  }
  const made = asDouble(x);
  return { values: made.values, nan: made.nan, attributes: x.attributes };
}

/** Numbers of all arguments, missing ones left out if that is asked. */
export function gathered(
  call: Call,
): { values: number[]; integers: boolean; missing: "NA" | "NaN" | null } {
  const drop = call.flag("na.rm", false);
  const values: number[] = [];
  let whole = true;
  let missing: "NA" | "NaN" | null = null;
  const take = (x: Value): void => {
    if (x.type === "NULL") return;
    if (isFrame(x) || x.type === "list") {
      if (!isFrame(x)) {
        call.fail(
          "wrong-argument",
          `${call.word.name}() takes numbers, not a list`,
          "unlist() makes one vector of a list",
        );
      }
      x.values.forEach(take);
      return;
    }
    if (isFactor(x) || x.type === "character" || !isVector(x)) {
      call.fail(
        "wrong-argument",
        `${call.word.name}() takes numbers, not ${whyNoNumbers(x)}`,
        numbersHint(x) ?? undefined,
      );
    }
    if (x.type === "double") whole = false;
    const own = asDouble(x);
    own.values.forEach((v, i) => {
      if (v === v) values.push(v);
      else if (!drop) {
        const nan = own.nan?.[i] === 1;
        missing = nan && missing !== "NA" ? "NaN" : "NA";
      }
    });
  };
  call.rest.forEach(take);
  return { values, integers: whole, missing };
}

/** Counts the values of an elementwise word that have no result. */
export class Lost {
  count = 0;
  #first = -1;

  add(i: number): void {
    if (this.count++ === 0) this.#first = i;
  }

  /** Says how many of `n` values have no result, and which comes first. */
  remark(call: Call, n: number): void {
    if (this.count === 0) return;
    const name = `${call.word.name}()`;
    const first = this.#first + 1;
    call.warn(
      n === 1
        ? `${name}: there is no result (NaN)`
        : this.count === 1
        ? `${name}: value ${first} has no result and is NaN`
        : `${name}: ${this.count} values have no result (the first is value ${first}) and are NaN`,
      "no-value",
    );
  }
}

/** A number, or R's `NaN` where a calculation with numbers has none. */
export function calculated(x: number): Value {
  return x === x ? double(x) : notANumber();
}

export function lost(kind: "NA" | "NaN", whole: boolean): Value {
  return whole
    ? integer(NA_INTEGER)
    : kind === "NaN"
    ? doubles([NaN], null, Uint8Array.of(1))
    : double(NaN);
}

/** A sum in twice the working precision, as R's long doubles nearly have it. */
export function preciseSum(values: ArrayLike<number>): number {
  let sum = 0;
  let low = 0;
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!;
    const t = sum + v;
    low += Math.abs(sum) >= Math.abs(v) ? (sum - t) + v : (v - t) + sum;
    sum = t;
  }
  return Number.isFinite(sum) ? sum + low : sum;
}

/** The mean of numbers, none of them missing. */
export function meanOf(values: ArrayLike<number>): number {
  const n = values.length;
  const sum = preciseSum(values);
  if (Number.isFinite(sum)) {
    const m = sum / n;
    // What division and rounding of the sum lost is what is left of the values about it.
    const rest = new Float64Array(2 * n);
    for (let i = 0; i < n; i++) {
      rest[2 * i] = values[i]!;
      rest[2 * i + 1] = -m;
    }
    return m + preciseSum(rest) / n;
  }
  // A sum beyond all numbers can have a mean.
  return preciseSum(Array.from(values, (v) => v / n));
}

export function present(call: Call, name = "x"): number[] | null {
  const { values } = numeric(call, name);
  const kept = call.flag("na.rm", false)
    ? Array.from(values).filter((v) => v === v)
    : Array.from(values);
  return kept.some((v) => v !== v) ? null : kept;
}
