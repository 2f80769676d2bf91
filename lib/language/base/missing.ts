/**
 * Missing values: `is.na complete.cases na.omit` and their kin.
 *
 * @module
 */
import { isMissingAt, shaped } from "./elements.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asDouble, asLogical, describe } from "../values/coerce.ts";
import { memberRows } from "../values/rows.ts";
import {
  characters,
  dimOf,
  integers,
  isFrame,
  isVector,
  listOf,
  logical,
  logicals,
  namesOf,
  NULL,
  rowNamesOf,
  rowsOf,
  type Value,
  type Vector,
  withAttribute,
  withNames,
} from "../values/value.ts";

function isMissing(call: Call): Value {
  const x = call.value("x");
  if (isFrame(x)) {
    const n = rowsOf(x);
    const out = new Int32Array(n * x.values.length);
    x.values.forEach((column, j) => {
      if (isVector(column)) {
        for (let i = 0; i < n; i++) {
          out[j * n + i] = isMissingAt(column, i) ? 1 : 0;
        }
      }
    });
    const own = rowNamesOf(x);
    const names = own ? characters([...own]) : NULL;
    return logicals(
      out,
      new Map<string, Value>([["dim", integers([n, x.values.length])], [
        "dimnames",
        listOf([names, x.attributes.get("names")!]),
      ]]),
    );
  }
  if (x.type === "NULL") return logicals([]);
  if (!isVector(x)) {
    call.warn(`is.na() is asked of ${describe(x)}, which is nothing that can be missing`);
    return logical(false);
  }
  return shaped(
    logicals(Int32Array.from({ length: x.values.length }, (_, i) => isMissingAt(x, i) ? 1 : 0)),
    x,
  );
}

function numberTest(test: (v: number, nan: boolean) => boolean): (call: Call) => Value {
  return (call) => {
    const x = call.value("x");
    if (x.type === "NULL") return logicals([]);
    if (x.type === "character") return shaped(logicals(new Int32Array(x.values.length)), x);
    if (!isVector(x) || x.type === "list") {
      return call.wrong("x", "a vector", x, "sapply() asks each part of a list");
    }
    const { values, nan } = asDouble(x);
    return shaped(logicals(Int32Array.from(values, (v, i) => test(v, nan?.[i] === 1) ? 1 : 0)), x);
  };
}

/** Without what is missing; which elements or rows went, stands in `na.action`. */
function omitMissing(call: Call): Value {
  const x = call.value("object");
  if (!isVector(x)) return x;
  const n = isFrame(x) ? rowsOf(x) : x.values.length;
  const gone = Array.from({ length: n }, (_, i) => i).filter((i) =>
    isFrame(x) ? x.values.some((v) => isVector(v) && isMissingAt(v, i)) : isMissingAt(x, i)
  );
  if (gone.length === 0) return x;
  const away = new Set(gone);
  const stay = Int32Array.from({ length: n }, (_, i) => i).filter((i) => !away.has(i));
  const kept = isFrame(x)
    ? memberRows(x, [...stay])
    : call.interpreter.call("[", [x, integers(stay.map((i) => i + 1))], call.span);
  const names = isFrame(x)
    ? gone.map((i) => rowNamesOf(x)?.[i] ?? String(i + 1))
    : namesOf(x) && gone.map((i) => namesOf(x)![i]!);
  const action = integers(Int32Array.from(gone, (i) => i + 1));
  const named = names ? withNames(action, names) : action;
  return withAttribute(kept, "na.action", withAttribute(named, "class", characters(["omit"])));
}

export const MISSING: readonly Builtin[] = [
  word("is.na", "x", isMissing),
  word("anyNA", "x, recursive!FALSE", (call) => {
    const x = call.value("x");
    if (isFrame(x)) {
      return logical(
        x.values.some((v) =>
          isVector(v) &&
          Array.from({ length: v.values.length }, (_, i) => i).some((i) => isMissingAt(v, i))
        ),
      );
    }
    return logical(
      isVector(x) &&
        Array.from({ length: x.values.length }, (_, i) => i).some((i) => isMissingAt(x, i)),
    );
  }),
  word("is.nan", "x", numberTest((v, nan) => v !== v && nan)),
  word("is.finite", "x", numberTest((v) => Number.isFinite(v))),
  word("is.infinite", "x", numberTest((v) => v === Infinity || v === -Infinity)),
  word("complete.cases", "...", (call) => {
    const parts = call.rest;
    const columns = parts.flatMap((p) => isFrame(p) ? p.values : [p]).filter(isVector);
    // rows of a matrix are cases, as those of a table are
    const rows = (v: Vector): number => {
      const dim = dimOf(v);
      return dim?.length === 2 ? dim[0]! : v.values.length;
    };
    const n = columns[0] ? rows(columns[0]) : 0;
    const other = columns.find((v) => rows(v) !== n);
    if (other) {
      call.fail("wrong-length", `complete.cases() is given ${n} cases and ${rows(other)}`);
    }
    const cases = new Int32Array(n).fill(1);
    for (const v of columns) {
      for (let i = 0; i < v.values.length; i++) if (isMissingAt(v, i)) cases[i % n] = 0;
    }
    return logicals(cases);
  }),
  word("na.fail", "object", (call) => {
    const x = call.value("object");
    const [any] = asLogical(call.interpreter.call("anyNA", [x], call.span)).values;
    return any === 1
      ? call.fail("missing-values", "There are missing values", "na.omit() leaves them out")
      : x;
  }),
  word("na.omit", "object", omitMissing),
];
