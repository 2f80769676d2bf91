/**
 * Tables that packages of their own present: here each is a table of the page, with its caption.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import type { Column } from "../../../data/column.ts";
import { Table } from "../../../data/table.ts";
import { round } from "../../../render/number/number_format.ts";
import { suggestion } from "../../../syntax/nearest.ts";
import type { Call } from "../../evaluation/call.ts";
import { asFrame } from "../../values/frame.ts";
import { frame, type FrameValue, type Value } from "../../values/value.ts";
import { namesOf } from "../../values/vector.ts";
import { columnsChosen } from "../base/columns_chosen.ts";

/** A table and what stands above it. */
export interface Presented {
  readonly whole: FrameValue;
  readonly caption: string | null;
}

/** The table that a word is given. */
export function presentedIn(call: Call, name: string): Presented {
  const value = call.value(name);
  const inner = value.kind === "captioned" ? value.value : value;
  const whole = inner.kind === "null" ? null : asFrame(inner);
  if (!whole) return call.wrong(name, "a table", value);
  return { whole, caption: value.kind === "captioned" ? value.caption : null };
}

/** The table as a value of the page. */
export function presented({ whole, caption }: Presented): Value {
  return caption === null ? whole : { kind: "captioned", value: whole, caption };
}

/** The same with an argument `caption`, if it has one. */
export function captioned(call: Call, made: Presented, name = "caption"): Presented {
  return call.has(name) && call.value(name).kind !== "null"
    ? { ...made, caption: call.text(name) }
    : made;
}

/** Numbers of some columns, of all where none are named, rounded to decimals. */
export function rounded(
  call: Call,
  made: Presented,
  columns: string | null,
  digits: string,
  usual?: number,
): Presented {
  const chosen = columns === null
    ? null
    : columnsChosen(call, columns, "table")?.(made.whole.table.names) ?? null;
  const decimals = call.number(digits, usual);
  return withColumns(
    made,
    (column) =>
      column.kind !== "numeric" || chosen !== null && !chosen.includes(column.name) ? column : {
        kind: "numeric",
        name: column.name,
        values: column.values.map((v) => round(v, decimals)),
      },
  );
}

/** Names for columns by their old names, as arguments: `y = "Yield"`. */
export function labelled(call: Call, made: Presented): Presented {
  const names = new Map<string, string>();
  for (const arg of call.rest) {
    const value = call.evaluate(arg);
    if (arg.name === null || value.kind !== "character" || value.values.length !== 1) {
      return fail("wrong-argument", `${call.verb.name}() takes names of columns with their words`, {
        span: arg.span,
        hint: 'yield = "Yield (t/ha)"',
      });
    }
    names.set(arg.name, value.values[0] ?? "NA");
  }
  return renamed(made, names);
}

/** Other names for some columns. */
export function renamed(made: Presented, names: ReadonlyMap<string, string>): Presented {
  const known = made.whole.table.names;
  for (const name of names.keys()) {
    if (known.includes(name)) continue;
    const hint = suggestion(name, known, "Its columns are");
    fail("unknown-column", `The table has no column "${name}"`, hint ? { hint } : {});
  }
  return withColumns(made, (column) => ({
    ...column,
    name: names.get(column.name) ?? column.name,
  }));
}

/** Names for all columns, or for some by their old names: `c(y = "Yield")`. */
export function namesGiven(call: Call, argument: string, made: Presented): Presented {
  const value = call.vector(argument);
  const own = namesOf(value);
  const texts = call.texts(argument);
  if (own) {
    return renamed(made, new Map(texts.map((text, k) => [own[k] ?? "", text] as const)));
  }
  const { names } = made.whole.table;
  if (texts.length !== names.length) {
    fail("bad-length", `There are ${names.length} columns but ${texts.length} names`, {
      span: call.spanOf(argument),
    });
  }
  return renamed(made, new Map(names.map((name, k) => [name, texts[k]!] as const)));
}

function withColumns({ whole, caption }: Presented, of: (column: Column) => Column): Presented {
  const { table, rowNames } = whole;
  const columns = table.columns.map(of);
  return {
    whole: frame(new Table(columns, { nrow: table.nrow, notes: table.notes }), rowNames),
    caption,
  };
}

/** A word that hands its table on: the page decides how tables look. */
export function handsOn(name: string): (call: Call) => Value {
  return (call) => presented(presentedIn(call, name));
}
