/**
 * What data.table does of vectors: `fifelse shift tstrsplit rleid uniqueN %like% %between% %chin%`.
 *
 * @module
 */
import { greatest } from "../../lists.ts";
import { type Builtin, word } from "../evaluation/builtin.ts";
import { heightOf } from "../frames/columns.ts";
import { asCharacter } from "../values/coerce.ts";
import {
  characters,
  integers,
  listOf,
  logical,
  NA_INTEGER,
  type Value,
  withAttribute,
} from "../values/value.ts";
import { bareRows } from "./tables.ts";

export const VECTORS: readonly Builtin[] = [
  word("uniqueN", "x, by!seq_along(x), na.rm", (call) => {
    const x = call.value("x");
    const kept = call.flag("na.rm", false) ? call.interpreter.call("na.omit", [x], call.span) : x;
    const distinct = call.interpreter.call("unique", [kept], call.span);
    return integers([heightOf(distinct)]);
  }),
  word(
    "%like%",
    "vector, pattern",
    (call) =>
      call.interpreter.call("grepl", [call.value("pattern"), call.value("vector")], call.span),
  ),
  word(
    "%chin%",
    "x, table",
    (call) => call.interpreter.call("%in%", [call.value("x"), call.value("table")], call.span),
  ),
  word("%between%", "x, y", (call) => {
    const { interpreter, span } = call;
    const y = call.value("y");
    const [low, high] = [0, 1].map((k) => y.type === "list" ? y.values[k]! : bareRows(y, [k]));
    const x = call.value("x");
    return interpreter.operate(
      "&",
      interpreter.operate(">=", x, low!, span),
      interpreter.operate("<=", x, high!, span),
      span,
    );
  }),
  word("fifelse", "test, yes, no, na", (call) => {
    const { interpreter, span } = call;
    const test = call.value("test");
    const n = heightOf(test);
    const full = (v: Value): Value =>
      heightOf(v) === n
        ? v
        : interpreter.call("rep", [v, integers([n])], span, [null, "length.out"]);
    const [yes, no] = [call.value("yes"), call.value("no")].map(full);
    const [yesAt, missing] = [
      interpreter.call("which", [test], span),
      interpreter.call("which", [interpreter.call("is.na", [test], span)], span),
    ];
    let out = interpreter.call(
      "[<-",
      [no!, yesAt, interpreter.call("[", [yes!, yesAt], span)],
      span,
      [null, null, "value"],
    );
    const na = call.has("na") ? call.value("na") : logical(null);
    if (heightOf(missing) > 0) {
      out = interpreter.call("[<-", [out, missing, na], span, [null, null, "value"]);
    }
    return out;
  }),
  word("shift", "x, n, fill, type", (call) => {
    const { interpreter, span } = call;
    const x = call.value("x");
    const type = call.choice("type", ["lag", "lead", "shift"]);
    const by = Math.trunc(call.number("n", 1)) * (type === "lead" ? -1 : 1);
    const one = (v: Value): Value => {
      const n = heightOf(v);
      const at = integers(
        Int32Array.from(
          { length: n },
          (_, k) => k - by >= 0 && k - by < n ? k - by + 1 : NA_INTEGER,
        ),
      );
      const moved = interpreter.call("[", [v, at], span);
      if (!call.has("fill")) return moved;
      const gaps = integers(
        Array.from(at.values).flatMap((k, i) => k === NA_INTEGER ? [i + 1] : []),
      );
      return heightOf(gaps) === 0
        ? moved
        : interpreter.call("[<-", [moved, gaps, call.value("fill")], span, [null, null, "value"]);
    };
    return x.type === "list" ? listOf(x.values.map(one), x.attributes) : one(x);
  }),
  word("tstrsplit", "x, split, fixed, perl?, fill!NA, type.convert, keep, names", (call) => {
    const { interpreter, span } = call;
    const parts = interpreter.call(
      "strsplit",
      [call.value("x"), call.value("split"), logical(call.flag("fixed", false))],
      span,
      [null, null, "fixed"],
    );
    const rows = parts.type === "list"
      ? parts.values.map((v) => asCharacter(v as never).values)
      : [];
    const width = greatest(rows.map((r) => r.length), 0);
    const wanted = call.has("keep")
      ? Array.from(call.doubles("keep"), (k) => k - 1)
      : Array.from({ length: width }, (_, k) => k);
    const columns = wanted.map((k): Value => {
      const made = characters(rows.map((r) => r[k] ?? null));
      return call.flag("type.convert", false)
        ? interpreter.call("type.convert", [made, logical(true)], span, [null, "as.is"])
        : made;
    });
    const list = listOf(columns);
    return call.has("names") ? withAttribute(list, "names", call.value("names")) : list;
  }),
  word("rleid", "...", (call) => {
    const texts = call.rest.map((v) => asCharacter(v as never).values);
    let id = 0;
    return integers(
      Int32Array.from(
        texts[0] ?? [],
        (_, i) => i > 0 && texts.every((t) => t[i] === t[i - 1]) ? id : ++id,
      ),
    );
  }),
];
