/**
 * Tables below and beside each other: `bind_rows bind_cols`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { type Argument, type Builtin, type Call, word } from "../../evaluation/builtin.ts";
import { heightOf, matrixColumns } from "../../frames/columns.ts";
import { asCharacter, asList, describe } from "../../values/coerce.ts";
import { repairedNames } from "../../tibble/names.ts";
import {
  characters,
  dimNamesOf,
  dimOf,
  type Frame,
  isAtomic,
  isFrame,
  isVector,
  type ListVector,
  namesOf,
  rowNamesOf,
  type Value,
  type Vector,
} from "../../values/value.ts";
import { frames, repeated } from "../combining.ts";
import { regrouped } from "../grouping.ts";
import { type Column, columnsIn, remade, rowsOfTable, tibbleOf, ungrouped } from "../tables.ts";

/** A table to be bound, with the name that it was given. */
interface Named {
  readonly name: string;
  readonly frame: Frame;
}

/** A vector with names, or a list, as rows. */
function asRows(x: Value, d: Argument): Frame {
  const names = isVector(x) ? namesOf(x) : null;
  if (!isVector(x) || !names || isAtomic(x) && names.some((n) => !n)) {
    return fail("wrong-argument", `bind_rows() binds tables, not ${describe(x)}`, {
      span: d.span,
      hint: "Data frames, lists of them, or rows such as c(a = 1, b = 2)",
    });
  }
  const values = asList(x).values;
  const n = values.reduce((m, v) => Math.max(m, heightOf(v)), values.length > 0 ? 1 : 0);
  return tibbleOf(names.map((name, k): Column => [name ?? "", repeated(values[k]!, n)]), n);
}

/** A list whose elements are tables, or rows. */
function isListOfRows(x: Value): x is ListVector {
  return x.type === "list" && !isFrame(x) &&
    x.values.every((v) => isFrame(v) || v.type === "NULL" || isVector(v) && namesOf(v) !== null) &&
    (namesOf(x) === null || x.values.some(isFrame));
}

function given(call: Call): Named[] {
  return call.dots.flatMap((d): Named[] => {
    const value = call.valueOf(d);
    if (value.type === "NULL") return [];
    if (isFrame(value)) return [{ name: d.name ?? "", frame: value }];
    if (!isListOfRows(value)) return [{ name: d.name ?? "", frame: asRows(value, d) }];
    const names = namesOf(value);
    return value.values.flatMap((v, i) =>
      v.type === "NULL" ? [] : [{ name: names?.[i] ?? "", frame: isFrame(v) ? v : asRows(v, d) }]
    );
  });
}

/** Names of rows, those that come twice told apart. */
function rowLabels(parts: readonly Named[]): string[] | null {
  const own = parts.map(({ frame }) =>
    frame.attributes.get("row.names")?.type === "character" ? rowNamesOf(frame) : null
  );
  if (own.every((names) => names === null)) return null;
  const all = own.flatMap((names, p) =>
    names ?? Array.from({ length: heightOf(parts[p]!.frame) }, () => "")
  );
  const seen = new Map<string, number>();
  for (const name of all) seen.set(name, (seen.get(name) ?? 0) + 1);
  return all.map((n, i) => n === "" ? `...${i + 1}` : seen.get(n)! > 1 ? `${n}...${i + 1}` : n);
}

function bindRows(call: Call): Value {
  const parts = given(call);
  const [first] = parts;
  if (!first) return tibbleOf([], 0);
  const plain = parts.map(({ frame }) => ungrouped(frame));
  const made = frames(plain, call.span);
  const labels = rowLabels(parts);
  if (labels && !headsTibble(first.frame)) made.attributes.set("row.names", characters(labels));
  const id = call.optional(".id");
  if (id === null || id.type === "NULL") return regrouped(made, first.frame, call.span);
  const named = parts.some((p) => p.name !== "");
  const texts = parts.flatMap(({ name, frame }, p) =>
    Array.from({ length: heightOf(frame) }, () => named ? name : String(p + 1))
  );
  const head = call.text(".id");
  const others = columnsIn(made).filter(([n]) => n !== head);
  const out = remade(made, [[head, characters(texts)], ...others]);
  return regrouped(out, first.frame, call.span);
}

function headsTibble(frame: Frame): boolean {
  return asCharacter(frame.attributes.get("class")!).values.includes("tbl_df");
}

/** The columns of a matrix that was given no name, `""` where one has none; null of a vector. */
function ofMatrix(value: Vector): Column[] | null {
  if (dimOf(value)?.length !== 2) return null;
  const heads = dimNamesOf(value)?.[1];
  return matrixColumns(value).map((column, j): Column => [heads?.[j] ?? "", column]);
}

function bindCols(call: Call): Value {
  const parts = call.dots.flatMap((d): { columns: Column[]; n: number; frame: Frame | null }[] => {
    const value = call.valueOf(d);
    if (value.type === "NULL") return [];
    if (!isVector(value)) {
      return fail("wrong-argument", `bind_cols() binds columns, not ${describe(value)}`, {
        span: d.span,
      });
    }
    if (isFrame(value)) {
      return [{ columns: columnsIn(value), n: heightOf(value), frame: value }];
    }
    if (value.type === "list" && namesOf(value)) {
      const inner = value.values.flatMap((v, k): Column[] =>
        isFrame(v) ? columnsIn(v) : [[namesOf(value)![k] ?? "", v]]
      );
      const n = inner.reduce((m, [, v]) => Math.max(m, heightOf(v)), 0);
      return [{ columns: inner, n, frame: null }];
    }
    const columns = d.name ? null : ofMatrix(value);
    return [{ columns: columns ?? [[d.name ?? "", value]], n: heightOf(value), frame: null }];
  });
  const n = parts.find((p) => p.n !== 1)?.n ?? (parts.length > 0 ? 1 : 0);
  const odd = parts.find((p) => p.n !== n && p.n !== 1);
  if (odd) {
    return call.fail(
      "wrong-length",
      `bind_cols() binds tables of ${n} and ${odd.n} rows`,
      "left_join() puts rows together that belong together",
    );
  }
  const columns = parts.flatMap((p) => p.columns);
  const names = repairedNames(call, columns.map(([name]) => name), "unique");
  const all = columns.map(([, v], k): Column => [names[k]!, repeated(v, n)]);
  const first = parts[0]?.frame ?? null;
  if (!first) return tibbleOf(all, n);
  const like = rowsOfTable(ungrouped(first), new Int32Array(0));
  return regrouped(remade(like, all, n), first, call.span);
}

export const BINDING_TABLES: readonly Builtin[] = [
  word("bind_rows", "..., .id", bindRows),
  word("bind_cols", "..., .name_repair", bindCols),
];
