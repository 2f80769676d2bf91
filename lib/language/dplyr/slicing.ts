/**
 * Verbs that take rows by their place: `slice slice_head slice_tail slice_min slice_max slice_sample`.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { isMissingAt } from "../base/elements.ts";
import { comparer } from "../base/ordering.ts";
import { type Builtin, type Call, special } from "../evaluation/builtin.ts";
import { heightOf } from "../frames/columns.ts";
import { asDouble, describe } from "../values/coerce.ts";
import { integer, isVector, logical, NULL, type Value } from "../values/value.ts";
import { rowsWithGroups } from "./grouping.ts";
import { DataMask } from "./mask.ts";
import { type Prepared, prepared, preparedArgument } from "./preparing.ts";
import { tableOf } from "./tables.ts";
import { temporarily } from "./temporary.ts";

/** Places from 0 within a group of `n` rows, given numbers from 1 or, negative, those to leave out. */
function placesOf(values: readonly Value[], n: number, entries: readonly Prepared[]): number[] {
  const numbers = values.flatMap((v, i) => {
    if (v.type !== "double" && v.type !== "integer" && v.type !== "logical") {
      if (v.type === "NULL") return [];
      return fail("wrong-argument", `slice() takes numbers of rows, not ${describe(v)}`, {
        span: entries[i]!.span,
        hint: "filter() takes conditions",
      });
    }
    const given = Array.from(asDouble(v).values);
    if (given.some((k) => !Number.isNaN(k) && !Number.isInteger(k))) {
      fail("wrong-argument", "Numbers of rows are whole", {
        span: entries[i]!.span,
        hint: "round() makes them so; slice_head(prop = 0.5) takes a part of the rows",
      });
    }
    return given.filter((k) => !Number.isNaN(k) && k !== 0);
  });
  const negative = numbers.filter((k) => k < 0);
  if (negative.length === 0) return numbers.map((k) => k - 1).filter((k) => k < n);
  if (negative.length < numbers.length) {
    fail("wrong-argument", "Numbers of rows are all positive, or all negative", {
      span: entries[0]!.span,
    });
  }
  const gone = new Set(negative.map((k) => -k - 1));
  return Array.from({ length: n }, (_, i) => i).filter((i) => !gone.has(i));
}

/**
 * The table with rows that each group chooses: places within it, from 0. They come group by group, or
 * `ordered` as they stood.
 */
function sliced(
  call: Call,
  choose: (mask: DataMask, group: number, n: number) => readonly number[],
  name = ".data",
  ordered = false,
): Value {
  const frame = tableOf(call, name);
  return temporarily(call, frame, (table) => {
    const mask = new DataMask(call, table);
    const at = mask.during(() => {
      const out: number[] = [];
      for (let g = 0; g < mask.groups; g++) {
        const rows = mask.rows(g);
        for (const k of choose(mask, g, mask.size(g))) out.push(rows ? rows[k]! : k);
      }
      return Int32Array.from(ordered ? out.sort((a, b) => a - b) : out);
    });
    const preserve = call.has(".preserve") && call.flag(".preserve", false);
    return rowsWithGroups(table, at, call.span, preserve);
  });
}

function slice(call: Call): Value {
  const entries = prepared(call);
  return sliced(
    call,
    (mask, g, n) => placesOf(entries.map((e) => mask.evaluate(e, g)), n, entries),
  );
}

/** How many rows of a group of `n` the arguments `n` and `prop` ask for. */
function countOf(call: Call): (n: number) => number {
  const stray = call.dots[0];
  if (stray) {
    fail("wrong-argument", `${call.word.name}() takes how many by name`, {
      span: stray.span,
      hint: `Write ${call.word.name}(data, n = 3) or prop = 0.1`,
    });
  }
  if (call.has("n") && call.has("prop")) {
    return call.fail("wrong-argument", `${call.word.name}() takes n or prop, not both`);
  }
  if (call.has("prop")) {
    const prop = call.number("prop");
    return (n) => Math.trunc(prop < 0 ? n + n * prop : n * prop);
  }
  const k = call.has("n") ? call.number("n") : 1;
  if (Number.isNaN(k)) return call.fail("wrong-argument", "n is a number");
  return (n) => Math.trunc(k < 0 ? n + k : k);
}

function ends(call: Call, first: boolean): Value {
  const count = countOf(call);
  return sliced(call, (_, __, n) => {
    const k = Math.max(0, Math.min(n, count(n)));
    return Array.from({ length: k }, (_, i) => first ? i : n - k + i);
  });
}

/** Rows with the least or the greatest values; equal ones all, unless `with_ties = FALSE`. */
function extremes(call: Call, greatest: boolean): Value {
  const by = preparedArgument(call, "order_by") ??
    call.fail("missing-argument", `${call.word.name}() needs a column`, "order_by = yield");
  const count = countOf(call);
  const ties = call.flag("with_ties", true);
  const keepsMissing = call.has("na_rm") && !call.flag("na_rm", true);
  return sliced(call, (mask, g, n) => {
    const value = mask.evaluate(by, g);
    if (!isVector(value) || heightOf(value) !== n) {
      return fail("wrong-length", "order_by has a value for each row", { span: by.span });
    }
    const compare = comparer(value);
    const all = Array.from({ length: n }, (_, i) => i);
    const present = all.filter((i) => !isMissingAt(value, i));
    present.sort((i, j) => (greatest ? -compare(i, j) : compare(i, j)) || i - j);
    const wanted = Math.max(0, Math.min(n, count(n)));
    // Without ties missing values come last; with ties they have no rank.
    const order = keepsMissing || !ties
      ? [...present, ...all.filter((i) => isMissingAt(value, i))]
      : present;
    if (!ties || wanted === 0 || wanted >= order.length) return order.slice(0, wanted);
    const last = order[wanted - 1]!;
    let k = wanted;
    while (k < order.length && compare(order[k]!, last) === 0) k++;
    return order.slice(0, k);
  });
}

/** Rows drawn by chance, as R's `sample.int` draws them. */
function sampled(
  call: Call,
  count: (n: number) => number,
  weight: Prepared | null,
  name = ".data",
): Value {
  const replace = call.flag("replace", false);
  return sliced(call, (mask, g, n) => {
    const size = Math.max(0, replace ? count(n) : Math.min(n, count(n)));
    const weights = weight ? mask.evaluate(weight, g) : NULL;
    if (n === 0 || size === 0) return [];
    const drawn = call.interpreter.call(
      "sample.int",
      [integer(n), integer(size), logical(replace), weights],
      call.span,
      [null, null, "replace", "prob"],
    );
    return Array.from(asDouble(drawn).values, (k) => k - 1);
  }, name);
}

function sampleOf(call: Call, fraction: boolean): Value {
  const size = call.number("size", 1);
  const weight = preparedArgument(call, "weight");
  const count = fraction ? (n: number) => Math.round(n * size) : () => size;
  const replace = call.flag("replace", false);
  return sampled(
    call,
    (n) => {
      const k = count(n);
      return k <= n || replace ? k : call.fail(
        "wrong-argument",
        `${k} rows are asked for, and there are ${n}`,
        "replace = TRUE puts each back before the next is drawn",
      );
    },
    weight,
    "tbl",
  );
}

/** `top_n`: rows with the greatest values, or with the least for a negative number. */
function topN(call: Call, fraction: boolean): Value {
  const given = call.number("n", 1);
  const by = preparedArgument(call, "wt");
  return sliced(
    call,
    (mask, g, n) => {
      const heads = mask.heads();
      const k = fraction ? Math.sign(given) * Math.trunc(Math.abs(given) * n) : given;
      const value = by ? mask.evaluate(by, g) : mask.valueOf(heads.at(-1)!, g)!;
      if (!isVector(value)) return call.wrong("wt", "a column", value);
      const compare = comparer(value);
      const rank = (i: number): number => {
        let before = 0;
        for (let j = 0; j < n; j++) {
          if (!isMissingAt(value, j) && (k > 0 ? compare(j, i) > 0 : compare(j, i) < 0)) before++;
        }
        return before + 1;
      };
      const all = Array.from({ length: n }, (_, i) => i);
      return all.filter((i) => !isMissingAt(value, i) && rank(i) <= Math.abs(k));
    },
    "x",
    true,
  );
}

export const SLICING: readonly Builtin[] = [
  special("slice", ".data, ..., .by, .preserve", slice),
  special("slice_head", ".data, ..., n, prop, by", (call) => ends(call, true)),
  special("slice_tail", ".data, ..., n, prop, by", (call) => ends(call, false)),
  special(
    "slice_min",
    ".data, order_by, ..., n, prop, with_ties, na_rm, by",
    (call) => extremes(call, false),
  ),
  special(
    "slice_max",
    ".data, order_by, ..., n, prop, with_ties, na_rm, by",
    (call) => extremes(call, true),
  ),
  special(
    "slice_sample",
    ".data, ..., n, prop, by, weight_by, replace",
    (call) => sampled(call, countOf(call), preparedArgument(call, "weight_by")),
  ),
  special("sample_n", "tbl, size, replace, weight, .env?", (call) => sampleOf(call, false)),
  special("sample_frac", "tbl, size, replace, weight, .env?", (call) => sampleOf(call, true)),
  special("top_n", "x, n, wt", (call) => topN(call, false)),
  special("top_frac", "x, n, wt", (call) => topN(call, true)),
];
