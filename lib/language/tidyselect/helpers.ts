/**
 * Words that choose columns by their names: `starts_with ends_with contains matches num_range
 * everything last_col all_of any_of one_of where group_cols`.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asCharacter, asDouble, asLogical, describe } from "../values/coerce.ts";
import {
  characters,
  type FunctionValue,
  integers,
  isFunction,
  isVector,
  logical,
  namesOf,
  type Value,
  withNames,
} from "../values/value.ts";
import { choiceOf } from "./context.ts";
import { columnsWhere, unknownColumn } from "./selection.ts";

function places(at: readonly number[]): Value {
  return integers(Int32Array.from(new Set(at), (k) => k + 1));
}

/** Names to choose from: those of the data, or those that were given. */
function names(call: Call): readonly string[] {
  return call.has("vars") ? call.texts("vars").map((v) => v ?? "NA") : choiceOf(call).names;
}

/** Columns whose name has each of some texts in a place. */
function byText(name: string, holds: (name: string, text: string) => boolean): Builtin {
  return word(name, "match, ignore.case, vars", (call) => {
    const fold = call.flag("ignore.case", true);
    const folded = (t: string): string => fold ? t.toLowerCase() : t;
    const heads = names(call).map(folded);
    return places(
      call.texts("match").flatMap((text) =>
        heads.flatMap((head, k) => holds(head, folded(text ?? "NA")) ? [k] : [])
      ),
    );
  });
}

function matching(call: Call): Value {
  const heads = names(call);
  const fold = logical(call.flag("ignore.case", true));
  const perl = logical(call.flag("perl", false));
  return places(
    call.texts("match").flatMap((pattern) => {
      const found = call.interpreter.call(
        "grepl",
        [characters([pattern]), characters([...heads]), fold, perl],
        call.span,
        [null, null, "ignore.case", "perl"],
      );
      return Array.from(asLogical(found).values).flatMap((hit, k) => hit === 1 ? [k] : []);
    }),
  );
}

function numRange(call: Call): Value {
  const heads = names(call);
  const width = call.optional("width");
  const digits = width && width.type !== "NULL" ? call.number("width") : 0;
  const wanted = call.texts("prefix").flatMap((prefix) =>
    Array.from(call.doubles("range"), (v) => `${prefix}${String(v).padStart(digits, "0")}`)
  );
  return places(wanted.map((w) => heads.indexOf(w)).filter((k) => k >= 0));
}

/** Names or numbers of columns; those that there are not are faults, or are left out. */
function listed(call: Call, x: Value, lenient: boolean): Value {
  const heads = names(call);
  if (!isVector(x) || x.type === "list" || x.type === "logical") {
    return call.wrong("x", "names or numbers of columns", x);
  }
  const own = namesOf(x);
  const at = x.type === "character" || x.attributes?.has("levels")
    ? asCharacter(x).values.map((t) => heads.indexOf(t ?? "NA"))
    : Array.from(asDouble(x).values, (v) => v >= 1 && v <= heads.length ? v - 1 : -1);
  at.forEach((k, i) => {
    if (k < 0 && !lenient) unknownColumn(asCharacter(x).values[i] ?? "NA", heads, call.span);
  });
  const kept = at.map((_, i) => i).filter((i) => at[i]! >= 0);
  const out = integers(Int32Array.from(kept, (i) => at[i]! + 1));
  return own ? withNames(out, kept.map((i) => own[i] ?? "")) : out;
}

function predicate(call: Call): FunctionValue {
  const value = call.value("fn");
  if (isFunction(value)) return value;
  return call.interpreter.lambdaOf(value) ??
    call.fail(
      "wrong-argument",
      `where() takes a function, not ${describe(value)}`,
      "For example where(is.numeric) or where(~ mean(.x) > 1)",
    );
}

export const TIDYSELECT: readonly Builtin[] = [
  byText("starts_with", (name, text) => text !== "" && name.startsWith(text)),
  byText("ends_with", (name, text) => text !== "" && name.endsWith(text)),
  byText("contains", (name, text) => text !== "" && name.includes(text)),
  word("matches", "match, ignore.case, perl, vars", matching),
  word("num_range", "prefix, range, width, vars", numRange),
  word("everything", "vars", (call) => places(names(call).map((_, k) => k))),
  word("last_col", "offset, vars", (call) => {
    const n = names(call).length;
    const k = n - 1 - call.number("offset", 0);
    return k >= 0
      ? places([k])
      : call.fail("wrong-argument", `offset is less than the number of columns, ${n}`);
  }),
  word("all_of", "x", (call) => listed(call, call.value("x"), false)),
  word("any_of", "x, ..., vars", (call) => listed(call, call.value("x"), true)),
  word("one_of", "..., .vars!NULL", (call) => {
    const texts = call.rest.flatMap((v) => asCharacter(v).values);
    const heads = choiceOf(call).names;
    const unknown = texts.filter((t) => t === null || !heads.includes(t));
    if (unknown.length > 0) call.warn(`Unknown columns: ${unknown.join(", ")}`);
    return listed(call, characters(texts), true);
  }),
  word("where", "fn", (call) => {
    const { frame } = choiceOf(call);
    return places(columnsWhere(call, predicate(call), frame, call.span));
  }),
  word("group_cols", "vars", (call) => {
    const { names, groups } = choiceOf(call);
    return places(groups.map((g) => names.indexOf(g)).filter((k) => k >= 0));
  }),
];
