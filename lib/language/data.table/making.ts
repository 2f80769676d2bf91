/**
 * Words that make tables of data.table and change them where they are: `data.table as.data.table setDT
 * setnames setorder setcolorder setkey rbindlist copy`.
 *
 * @module
 */
import type { Expr } from "../../syntax/expr.ts";
import { type Builtin, type Call, special, word } from "../evaluation/builtin.ts";
import type { Machine } from "../evaluation/machine.ts";
import { columnsOf as columnsGiven, heightOf } from "../frames/columns.ts";
import { headsOf } from "../frames/naming.ts";
import { asDouble } from "../values/coerce.ts";
import { Scope } from "../values/scope.ts";
import {
  characters,
  dimNamesOf,
  dimOf,
  type Frame,
  inherits,
  integers,
  isFrame,
  isVector,
  listOf,
  logical,
  NA_INTEGER,
  namesOf,
  NULL,
  rowNamesOf,
  rowsOf as heightOfFrame,
  share,
  text,
  type Value,
  withAttribute,
} from "../values/value.ts";
import { bound, placesOf, textsOf } from "./brackets.ts";
import { assembled, type Column, columnsOf, replaced, rowsOf, tableOf } from "./tables.ts";

/** Names of rows as a first column; null where they are not asked for. */
function keptNames(call: Call, x: Value): Column | null {
  const asked = call.optional("keep.rownames");
  if (!asked || asked.type === "logical" && asked.values[0] !== 1) return null;
  const name = asked.type === "character" ? asked.values[0] ?? "rn" : "rn";
  const names = isFrame(x) || dimOf(x)
    ? rowNamesOf(x as Frame) ?? dimNamesOf(x)?.[0]
    : isVector(x)
    ? namesOf(x)
    : null;
  const n = isFrame(x) ? heightOfFrame(x) : heightOf(x);
  return [
    name,
    characters(names ? [...names] : Array.from({ length: n }, (_, i) => String(i + 1))),
  ];
}

/** Columns of one argument. */
function given(
  call: Call,
  value: Value,
  name: string | null,
  written: Expr | null,
  k: number,
): Column[] {
  const [kept] = [keptNames(call, value)];
  const front = kept ? [kept] : [];
  if (
    isFrame(value) || dimOf(value)?.length === 2 ||
    (value.type === "list" && !value.attributes?.has("class"))
  ) {
    const { columns } = columnsGiven(value as never, name ?? "V", name !== null, call.span);
    return [...front, ...columns.map(([n, v]): Column => [n.replace(/^[VX]\.?(\d+)$/, "V$1"), v])];
  }
  const own = name ?? (written?.kind === "name" ? written.name : `V${k + 1}`);
  return [...front, [own, withAttribute(value, "names", NULL)]];
}

const machineOf = (call: Call): Machine => call.interpreter as Machine;

function dataTable(call: Call): Value {
  const columns = call.dots.flatMap((d, k) => {
    const value = call.valueOf(d);
    return value.type === "NULL" ? [] : given(call, value, d.name, d.expr, k);
  });
  const made = tableOf(unrepeated(columns), call.interpreter, call.span);
  const factors = call.flag("stringsAsFactors", false);
  const whole = factors
    ? assembled(
      columnsOf(made).map((
        [n, v],
      ): Column => [
        n,
        v.type === "character" ? call.interpreter.call("factor", [v], call.span) : v,
      ]),
      heightOfFrame(made),
    )
    : made;
  return call.has("key")
    ? sortedBy(
      call,
      whole,
      textsOf(call.value("key")).flatMap((t) => t.split(",")).map((t) => t.trim()),
    )
    : whole;
}

/** Columns that have no name of their own are numbered. */
function unrepeated(columns: readonly Column[]): Column[] {
  return columns.map(([name, v], k): Column => [name === "" ? `V${k + 1}` : name, v]);
}

function asDataTable(call: Call): Value {
  const x = call.value("x");
  if (isFrame(x)) {
    const kept = keptNames(call, x);
    return assembled([...(kept ? [kept] : []), ...columnsOf(x)], heightOfFrame(x));
  }
  if (inherits(x, "table")) {
    return asDataTableOf(
      call.interpreter.call("as.data.frame", [x, text("N"), logical(false)], call.span, [
        null,
        "responseName",
        "stringsAsFactors",
      ]),
    );
  }
  const columns = given(call, x, null, null, 0).map((
    [n, v],
    k,
  ): Column => [n === "V" || n === "" ? `V${k + 1}` : n, v]);
  return tableOf(
    columns.length === 1 && dimOf(x)?.length !== 2 && x.type !== "list"
      ? [["V1", columns[0]![1]]]
      : columns,
    call.interpreter,
    call.span,
  );
}

function asDataTableOf(x: Value): Value {
  return isFrame(x) ? assembled(columnsOf(x), heightOfFrame(x)) : x;
}

/** The table of an argument that is changed where it is. */
function tableAt(call: Call, name = "x"): Frame {
  const x = call.value(name);
  return isFrame(x) ? x : call.wrong(name, "a data frame", x);
}

/** Puts a changed table in the place of the old one. */
function put(call: Call, old: Value, made: Value): Value {
  replaced(call.interpreter, call.scope, old, made);
  call.hidden = true;
  return made;
}

function setNames(call: Call): Value {
  const x = tableAt(call);
  const heads = [...headsOf(x)];
  const old = call.value("old");
  const fresh = call.has("new") ? textsOf(call.value("new")) : textsOf(old);
  const places = call.has("new")
    ? placesOf(old, heads, call.spanOf("old"))
    : heads.map((_, k) => k);
  if (fresh.length !== places.length) {
    return call.fail(
      "wrong-length",
      `There are ${fresh.length} new names for ${places.length} columns`,
    );
  }
  places.forEach((k, i) => heads[k] = fresh[i]!);
  return put(call, x, withAttribute(x, "names", characters(heads)));
}

function setColumnOrder(call: Call): Value {
  const x = tableAt(call);
  const columns = columnsOf(x);
  const first = placesOf(call.value("neworder"), columns.map(([n]) => n), call.spanOf("neworder"));
  const rest = columns.map((_, k) => k).filter((k) => !first.includes(k));
  return put(call, x, assembled([...first, ...rest].map((k) => columns[k]!), heightOfFrame(x)));
}

/** The order of rows by expressions of columns; a minus turns it round, of texts as well. */
function orderBy(call: Call, x: Frame, keys: readonly Expr[]): number[] {
  const inner = new Scope(call.scope);
  for (const [name, v] of columnsOf(x)) inner.set(name, share(v));
  const codes = keys.map((e) => {
    const negative = e.kind === "call" && e.callee.kind === "name" && e.callee.name === "-" &&
      e.args.length === 1;
    const v = call.interpreter.evaluate(negative ? e.args[0]!.value! : e, inner);
    const made = v.type === "character"
      ? call.interpreter.call(
        "as.integer",
        [call.interpreter.call("factor", [v], call.span)],
        call.span,
      )
      : v;
    if (!negative) return made;
    const numbers = asDouble(made as never).values;
    return {
      ...made,
      type: "double",
      attributes: null,
      values: Float64Array.from(numbers, (n) => -n),
      nan: null,
    } as Value;
  });
  return Array.from(
    asDouble(call.interpreter.call("order", codes, call.span) as never).values,
    (k) => k - 1,
  );
}

function sortedBy(call: Call, x: Frame, names: readonly string[]): Frame {
  if (names.length === 0) return x;
  const keys = names.map((name): Expr => ({ kind: "name", name, ...call.span }));
  return rowsOf(x, orderBy(call, x, keys));
}

function setOrder(call: Call): Value {
  const x = tableAt(call);
  const keys = call.dots.map((d) => d.expr!);
  return put(call, x, rowsOf(x, orderBy(call, x, keys)));
}

function setKey(call: Call): Value {
  const x = tableAt(call);
  const names = call.word.name === "setkeyv"
    ? textsOf(call.value("cols"))
    : call.dots.map((d) => d.expr?.kind === "name" ? d.expr.name : textsOf(call.valueOf(d))[0]!);
  placesOf(characters([...names]), headsOf(x), call.span);
  return put(call, x, sortedBy(call, x, names));
}

function rbindlist(call: Call): Value {
  const l = call.value("l");
  if (l.type !== "list") return call.wrong("l", "a list of tables", l);
  const names = namesOf(l);
  const parts = l.values.flatMap((v, k) =>
    isFrame(v) ? [{ v, id: names?.[k] || String(k + 1) }] : v.type === "list"
      ? [{
        v: tableOf(
          unrepeated(v.values.map((c, i): Column => [namesOf(v)?.[i] ?? "", c])),
          call.interpreter,
          call.span,
        ),
        id: names?.[k] || String(k + 1),
      }]
      : []
  );
  const fill = call.flag("fill", false);
  const heads = fill
    ? [...new Set(parts.flatMap(({ v }) => headsOf(v)))]
    : parts[0]
    ? headsOf(parts[0].v)
    : [];
  const idcol = call.optional("idcol");
  const idName = idcol?.type === "character"
    ? idcol.values[0]!
    : idcol?.type === "logical" && idcol.values[0] === 1
    ? ".id"
    : null;
  const whole = parts.map(({ v, id }) => {
    const n = heightOfFrame(v);
    const own = new Map(columnsOf(v));
    if (!fill && v.values.length !== heads.length) {
      call.fail(
        "wrong-length",
        `A table has ${v.values.length} columns, and the first ${heads.length}`,
        "fill = TRUE leaves empty what a table does not have",
      );
    }
    const byName = heads.every((h) => own.has(h));
    const columns = heads.map((h, k): Column => {
      const found = fill || byName ? own.get(h) : v.values[k];
      return [h, found ?? integers(new Int32Array(n).fill(NA_INTEGER))];
    });
    const number = names
      ? characters(Array.from({ length: n }, () => id))
      : integers(new Int32Array(n).fill(Number(id)));
    return assembled([...(idName ? [[idName, number] as Column] : []), ...columns], n);
  });
  return bound(machineOf(call), whole, call.span);
}

export const TABLES_MADE: readonly Builtin[] = [
  word("data.table", "..., keep.rownames, check.names?, key, stringsAsFactors", dataTable),
  word("as.data.table", "x, keep.rownames, ...", asDataTable),
  word("is.data.table", "x", (call) => logical(inherits(call.value("x"), "data.table"))),
  word("setDT", "x, keep.rownames, key, check.names?", (call) => {
    const x = call.value("x");
    const made = asDataTable(call);
    const sorted = call.has("key") && isFrame(made)
      ? sortedBy(call, made, textsOf(call.value("key")))
      : made;
    return put(call, x, sorted);
  }),
  word("setDF", "x, rownames!NULL", (call) => {
    const x = tableAt(call);
    return put(call, x, withAttribute(x, "class", characters(["data.frame"])));
  }),
  word("setnames", "x, old, new, skip_absent?", setNames),
  word("setcolorder", "x, neworder", setColumnOrder),
  special("setorder", "x, ..., na.last?", setOrder),
  word("setorderv", "x, cols, order!1L, na.last?", (call) => {
    const x = tableAt(call);
    return put(call, x, sortedBy(call, x, textsOf(call.value("cols"))));
  }),
  special("setkey", "x, ..., verbose?, physical?", setKey),
  word("setkeyv", "x, cols, verbose?, physical?", setKey),
  word("copy", "x", (call) => {
    const x = call.value("x");
    return isFrame(x) ? listOf([...x.values].map(share), new Map(x.attributes)) : x;
  }),
  word("rbindlist", "l, use.names?, fill, idcol", rbindlist),
];
