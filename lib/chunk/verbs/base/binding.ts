/**
 * The verb that puts tables together: `rbind`.
 *
 * @module
 */
import { addAll, greatest } from "../../../lists.ts";
import { fail } from "../../../diagnostic.ts";
import type { Column } from "../../../data/column.ts";
import { distinctNames } from "../../../data/column_names.ts";
import { asFactor } from "../../../data/factor.ts";
import { columnFrom, textColumn } from "../../../data/table_from.ts";
import { type Cell, cell, Table } from "../../../data/table.ts";
import type { Call } from "../../evaluation/call.ts";
import { boundEstimates, isEstimates } from "../../values/estimates.ts";
import { adjustOf } from "../emmeans/views.ts";
import { asFrame } from "../../values/frame.ts";
import {
  describe,
  frame,
  type FrameValue,
  isVector,
  type MatrixValue,
  type Value,
} from "../../values/value.ts";
import { namesOf, numbersOf } from "../../values/vector.ts";
import type { Supplied } from "../../evaluation/signature.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";

/** A table among those to be put together. */
export interface Bound {
  arg: Supplied;
  frame: FrameValue;
}

/** The tables that one argument is, if the verb takes a list of them, all of its parts. */
export function framesOf(call: Call, arg: Supplied, value: Value, lists: boolean): Bound[] {
  if (value.kind === "null") return [];
  if (isVector(value) || value.kind === "means") {
    fail("wrong-argument", `${call.verb.name}() takes tables, not ${describe(value)}`, {
      span: arg.span,
      hint: value.kind === "means"
        ? "as.data.frame(x) makes a table of means"
        : "data.frame(a, b) puts vectors together as columns",
    });
  }
  const many = value.kind === "list" && value.class === "list" && lists;
  const parts = many ? value.items.map((i) => i.value) : [value];
  return parts.map((p) => {
    const whole = p.kind === "list" && p.class === "list" ? null : asFrame(p);
    return {
      arg,
      frame: whole ??
        fail("wrong-argument", `${call.verb.name}() takes tables, not ${describe(p)}`, {
          span: arg.span,
          hint: "data.frame(…) makes one",
        }),
    };
  });
}

/** As `bind_rows`: columns by name, missing where a table has none. */
export function stackedFrames(
  whole: readonly Bound[],
  rowNames: string[] | null = null,
  firstDecides = false,
): FrameValue {
  const tables = whole.map((w) => w.frame.table);
  const names = [...new Set(tables.flatMap((t) => [...t.names]))];
  const nrow = tables.reduce((n, t) => n + t.nrow, 0);
  const columns = names.map((name) => stacked(name, tables, firstDecides));
  const notes = tables.flatMap((t) => [...t.notes]);
  const table = new Table(columns, { nrow, notes, metadata: tables[0]?.metadata ?? {} });
  return frame(table, rowNames);
}

/** As `rbind`: all tables have the same columns, and rows keep their names. */
function rowsBound(all: readonly Bound[]): FrameValue {
  const whole = all.filter((w) => w.frame.table.columns.length > 0);
  const [first, ...others] = whole;
  if (!first) return frame(new Table([]));
  for (const { arg, frame: { table } } of others) {
    const odd = table.names.find((n) => !first.frame.table.column(n)) ??
      first.frame.table.names.find((n) => !table.column(n));
    if (odd === undefined) continue;
    fail("unlike-columns", `Only some of the tables have a column ${odd}`, {
      span: arg.span,
      hint: "bind_rows() leaves missing what a table does not have",
    });
  }
  return stackedFrames(whole, boundNames(whole), true);
}

/** Names of bound rows: 1, 2, … unless an argument or its rows have names of their own. */
function boundNames(whole: readonly Bound[]): string[] | null {
  const made: string[] = [];
  let numbered = true;
  for (const { arg, frame: { table, rowNames } } of whole) {
    const counted = Array.from({ length: table.nrow }, (_, i) => String(i + 1));
    const own = rowNames ?? counted;
    const plain = own.every((name, i) => name === counted[i]);
    if (arg.name !== null && arg.name !== "") {
      numbered = false;
      addAll(made, own.length > 1 ? own.map((name) => `${arg.name}.${name}`) : [arg.name]);
    } else if (numbered && plain) {
      addAll(made, counted.map((_, i) => String(made.length + i + 1)));
    } else {
      numbered = false;
      addAll(made, own);
    }
  }
  return numbered ? null : distinctNames(made, "");
}

/** Vectors as the rows of a matrix; a shorter one begins again. */
function stackedRows(
  vectors: readonly { arg: Supplied; value: Value; numbers: Float64Array }[],
): MatrixValue {
  const width = greatest(vectors.map((v) => v.numbers.length));
  const odd = vectors.find((v) => v.numbers.length === 0 || width % v.numbers.length !== 0);
  if (odd) {
    fail("bad-length", `The rows differ in length: ${odd.numbers.length} and ${width}`, {
      span: odd.arg.span,
      hint: "Give each row as many numbers",
    });
  }
  const names = vectors.map(({ arg }) =>
    arg.name ?? (arg.expr?.kind === "name" ? arg.expr.name : "")
  );
  const heads = vectors.flatMap(({ value }) => {
    const own = isVector(value) ? namesOf(value) : null;
    return own && own.length === width ? [own] : [];
  })[0];
  return {
    kind: "matrix",
    rowNames: names.some((n) => n !== "") ? names : [],
    columnNames: heads ?? [],
    values: vectors.map(({ numbers }) =>
      Float64Array.from({ length: width }, (_, j) => numbers[j % numbers.length]!)
    ),
  };
}

/** One column under another; where a table has none, missing. */
function stacked(name: string, tables: readonly Table[], firstDecides: boolean): Column {
  const present = tables.map((t) => t.column(name));
  const kinds = new Set(present.filter((c) => c !== undefined).map((c) => c.kind));
  const values: Cell[] = tables.flatMap((t, k) => {
    const column = present[k];
    return Array.from({ length: t.nrow }, (_, i) => column ? cell(column, i) : null);
  });
  const texts = [...kinds].every((k) => k === "factor" || k === "text");
  if (texts && (kinds.size === 1 || firstDecides) && present[0]?.kind === "factor") {
    const levels = [
      ...new Set(
        present.flatMap((c) =>
          c?.kind === "factor" ? [...c.levels] : c?.kind === "text" ? [...c.dictionary] : []
        ),
      ),
    ];
    return asFactor(textColumn(name, values as (string | null)[]), { levels });
  }
  const numbers = [...kinds].every((k) => k === "numeric" || k === "logical");
  if (numbers || kinds.size === 1) {
    const made = columnFrom(name, values);
    const whole = present.every((c) =>
      !c || c.kind === "logical" || c.kind === "numeric" && c.integer
    );
    return made.kind === "numeric" && whole ? { ...made, integer: true } : made;
  }
  if (kinds.has("numeric") || kinds.has("logical")) {
    return fail(
      "unlike-columns",
      `The column ${name} is text in one table and numbers in another`,
      {
        hint: "Make them alike with mutate()",
      },
    );
  }
  return textColumn(name, values as (string | null)[]);
}

/** Tables one below the other; estimates of a model as one family; numbers as the rows of a matrix. */
function bindRows(call: Call): Value {
  const values = call.rest.map((arg) => ({ arg, value: call.evaluate(arg) }));
  const estimates = values.flatMap(({ arg, value }) =>
    isEstimates(value) ? [{ value, span: arg.span }] : []
  );
  if (estimates.length > 0 && estimates.length === values.length) {
    return boundEstimates(estimates, call.has("adjust") ? adjustOf(call) : undefined);
  }
  if (call.has("adjust")) {
    fail("unknown-argument", `${call.verb.name}() of tables has no argument adjust`, {
      span: call.spanOf("adjust"),
      hint: "It belongs to contrasts: rbind(pairs(a), pairs(b))",
    });
  }
  const vectors = values.flatMap(({ arg, value }) => {
    const numbers = numbersOf(value);
    return numbers ? [{ arg, value, numbers }] : [];
  });
  if (vectors.length > 0 && vectors.length === values.length) return stackedRows(vectors);
  return rowsBound(values.flatMap(({ arg, value }) => framesOf(call, arg, value, false)));
}

/** Tables one below the other, as R puts them. */
export const RBIND: Verb = verb(
  "rbind",
  "..., adjust?, deparse.level!1, make.row.names!TRUE, stringsAsFactors!FALSE, factor.exclude!TRUE",
  "tables one below the other, or means or contrasts of a model as one family",
  bindRows,
);
