/**
 * `cbind` and `rbind` where data frames are among what is bound.
 *
 * @module
 */
import { likeAnnotated } from "../print/annotated.ts";
import type { Call } from "../evaluation/builtin.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { asCharacter, commonKind, describe, type Kind } from "../values/coerce.ts";
import { join } from "../values/combine.ts";
import { factorOf } from "../values/factor.ts";
import { memberRows } from "../values/rows.ts";
import {
  characters,
  countedRows,
  type Frame,
  frameOf,
  givenClass,
  inherits,
  isFactor,
  isFrame,
  isVector,
  levelsOf,
  listOf,
  NA_INTEGER,
  namesOf,
  rowNamesOf,
  rowsOf,
  type Value,
  type Vector,
  withAttribute,
} from "../values/value.ts";
import { bare, columnsOf } from "./columns.ts";
import { argumentName, assembled } from "./making.ts";
import { distinct } from "./naming.ts";

/** What comes of a table of data.table is one. */
export function likeTable(x: Value, made: Value): Value {
  return inherits(x, "data.table") && isFrame(made)
    ? withAttribute(made, "class", characters([...givenClass(x)]))
    : made;
}

export function bindColumns(call: Call): Value {
  const parts = call.dots.flatMap((d) => {
    const value = call.valueOf(d);
    return value.type === "NULL"
      ? []
      : [columnsOf(value, argumentName(d), d.name !== null, d.span)];
  });
  return assembled(call, parts, {
    checkNames: false,
    factors: call.flag("stringsAsFactors", false),
  });
}

/** Some rows that are bound below others. */
interface Rows {
  readonly columns: readonly Vector[];
  readonly n: number;
  readonly names: readonly string[] | null;
  /** A single row, not one of a data frame. */
  readonly single: boolean;
}

/** Columns of a part in the order of the first data frame. */
function inOrder(call: Call, frame: Frame, heads: readonly string[]): Vector[] {
  const own = (namesOf(frame) ?? []).map((v) => v ?? "");
  if (own.length !== heads.length) {
    return call.fail(
      "wrong-length",
      `rbind() binds data with ${heads.length} and ${own.length} columns`,
      "Choose the columns that both have: rbind(a[names(b)], b)",
    );
  }
  const taken = new Set<number>();
  return heads.map((head) => {
    const k = own.findIndex((n, i) => n === head && !taken.has(i));
    if (k < 0) {
      return call.fail(
        "unknown-column",
        `Data to be bound have no column "${head}"`,
        suggestion(head, own) ?? `They have ${own.slice(0, 8).join(", ")}`,
      );
    }
    taken.add(k);
    return frame.values[k] as Vector;
  });
}

function rowsFrom(call: Call, x: Value, name: string | null, heads: readonly string[]): Rows {
  if (isFrame(x)) {
    const n = rowsOf(x);
    const own = rowNamesOf(x);
    const names = !name
      ? own
      : n === 1 && x.attributes.get("row.names")?.type !== "character"
      ? [name]
      : Array.from({ length: n }, (_, i) => `${name}.${own?.[i] ?? i + 1}`);
    return { columns: inOrder(call, x, heads), n, names, single: false };
  }
  if (!isVector(x)) return call.fail("wrong-argument", `rbind() binds rows, not ${describe(x)}`);
  // R would make a row of it: who writes adjust = "none" means an argument.
  if (name && x.type !== "list" && x.values.length === 1 && heads.length > 1) {
    return call.fail(
      "unknown-argument",
      `${call.word.name}() of data has no argument ${name}`,
      "A row is a data frame, or a list of one value for each column",
    );
  }
  const own = x.type === "list" ? namesOf(x) : null;
  const named = own && own.every((v) => v) && own.length === heads.length;
  const columns = heads.map((head, k): Vector => {
    const at = named ? own.indexOf(head) : k % Math.max(1, x.values.length);
    if (at < 0) {
      return call.fail("unknown-column", `The row has no "${head}"`, `It has ${own!.join(", ")}`);
    }
    const cell = x.type === "list" ? x.values[at]! : memberRows(bare(x), [at]);
    return isVector(cell)
      ? cell
      : call.fail("wrong-argument", "A row holds one value for each column");
  });
  const n = columns.reduce((m, c) => Math.max(m, c.values.length), 0);
  return { columns, n, names: name ? [name] : null, single: true };
}

/** Parts of a column below each other: levels of factors united, kinds made alike. */
export function stacked(parts: readonly Vector[]): Value {
  const [first] = parts as [Vector];
  if (isFactor(first)) {
    const levels = [...levelsOf(first)];
    const known = new Set(levels);
    for (const part of parts.slice(1)) {
      const more = isFactor(part) ? levelsOf(part) : asCharacter(part).values;
      for (const l of more) {
        if (l === null || known.has(l)) continue;
        known.add(l);
        levels.push(l);
      }
    }
    const at = new Map(levels.map((l, k) => [l, k + 1]));
    const codes = parts.flatMap((p) =>
      asCharacter(p).values.map((t) => t === null ? NA_INTEGER : at.get(t)!)
    );
    return factorOf(codes, levels, inherits(first, "ordered"));
  }
  const plain = parts.map((p) => isFactor(p) ? asCharacter(p) : p);
  const kind = plain.reduce<Kind>((k, p) => commonKind(k, p.type), "logical");
  const out = join(plain, kind);
  const given = first.attributes?.get("class");
  return given && kind === first.type ? withAttribute(out, "class", given) : out;
}

export function bindRows(call: Call): Value {
  const given = call.dots.map((d) => ({ name: d.name, value: call.valueOf(d) }))
    .filter(({ value }) => value.type !== "NULL" && !(isFrame(value) && value.values.length === 0));
  const model = given.find(({ value }) => isFrame(value))?.value as Frame | undefined;
  if (!model) return frameOf([], 0);
  const heads = (namesOf(model) ?? []).map((v) => v ?? "");
  const parts = given.map(({ name, value }) => rowsFrom(call, value, name, heads));
  const n = parts.reduce((sum, p) => sum + p.n, 0);
  const columns = heads.map((head, k): [string, Value] => [
    head,
    stacked(parts.map((p) => repeated(p.columns[k]!, p.n))),
  ]);
  const factors = call.flag("stringsAsFactors", false);
  const made = frameOf(
    factors
      ? columns.map((
        [h, v],
      ) => [h, v.type === "character" ? call.interpreter.call("factor", [v], call.span) : v])
      : columns,
    n,
    call.flag("make.row.names", true) ? rowNames(parts) : null,
  );
  if (!inherits(model, "tbl_df")) return likeAnnotated(made, model);
  // A tibble stays one, with rows that are counted.
  const classes = givenClass(model).filter((c) => c !== "grouped_df" && c !== "rowwise_df");
  return withAttribute(
    withAttribute(made, "class", characters(classes)),
    "row.names",
    countedRows(n),
  );
}

function repeated(x: Vector, n: number): Vector {
  if (x.values.length === n) return x;
  const out = memberRows(x, Array.from({ length: n }, (_, i) => i % x.values.length));
  return isVector(out) ? out : listOf([out]);
}

/** Names of all rows: counted on where a part has none and those before are counted. */
function rowNames(parts: readonly Rows[]): string[] | null {
  if (parts.every((p) => p.names === null)) return null;
  const names: string[] = [];
  let counted = true;
  for (const p of parts) {
    const from = counted || p.single ? names.length : 0;
    for (let i = 0; i < p.n; i++) names.push(p.names?.[i] ?? String(from + i + 1));
    if (p.names) counted = false;
  }
  const made = distinct(names, "");
  return made.every((name, i) => name === String(i + 1)) ? null : made;
}
