/**
 * Words that evaluate in a data frame: `subset transform`.
 *
 * @module
 */
import { withoutAnnotations } from "../print/annotated.ts";
import { fail } from "../../diagnostic.ts";
import { nearest } from "../../syntax/nearest.ts";
import type { Expr } from "../../syntax/expr.ts";
import { type Builtin, type Call, special } from "../evaluation/builtin.ts";
import { tellNoRows } from "./no_rows.ts";
import { scopeOf } from "../base/functions/scopes.ts";
import { asLogical } from "../values/coerce.ts";
import { Scope } from "../values/scope.ts";
import {
  dimNamesOf,
  dimOf,
  inherits,
  integer,
  integers,
  isFrame,
  isVector,
  logical,
  namesOf,
  NULL,
  text,
  type Value,
} from "../values/value.ts";

/** Columns that `select` names: by name, range `a:b`, without some (`-a`), or by number. */
function selected(call: Call, expr: Expr, names: readonly string[]): Value {
  const scope = new Scope(call.scope);
  names.forEach((name, k) => name && scope.set(name, integer(k + 1)));
  try {
    return call.interpreter.evaluate(expr, scope);
  } catch (error) {
    if (expr.kind !== "name") throw error;
    const near = nearest(expr.name, [...names]);
    return fail("unknown-column", `The data have no column "${expr.name}"`, {
      span: call.spanOf("select"),
      hint: near ? `Did you mean "${near}"?` : `They have ${names.slice(0, 8).join(", ")}`,
    });
  }
}

/** Places (from 1) where a condition holds; a missing one does not. */
function holding(call: Call, x: Value, scope: Scope): Value {
  const expr = call.quoted("subset");
  const truths = expr ? call.interpreter.evaluate(expr, scope) : call.value("subset");
  if (truths.type !== "logical") {
    return call.wrong("subset", "a condition", truths, "For example subset(data, dose > 1)");
  }
  const at: number[] = [];
  const { values } = asLogical(truths);
  const n = isFrame(x) || dimOf(x) ? null : isVector(x) ? x.values.length : 0;
  const length = n ?? values.length;
  for (let i = 0; i < length; i++) if (values[i % values.length] === 1) at.push(i + 1);
  return integers(Int32Array.from(at));
}

function subset(call: Call): Value {
  const x = call.value("x");
  if (!isVector(x)) return call.wrong("x", "a data frame or a vector", x);
  const scope = isFrame(x) ? scopeOf(x, call.scope) ?? call.scope : call.scope;
  const rows = call.has("subset") ? holding(call, x, scope) : null;
  const dim = dimOf(x);
  if (!isFrame(x) && dim?.length !== 2) {
    if (call.has("select")) return call.wrong("x", "a data frame with select", x);
    return call.interpreter.call("[", [x, rows ?? logical(true)], call.span);
  }
  const names = (isFrame(x) ? namesOf(x) : dimNamesOf(x)?.[1]) ?? [];
  const expr = call.quoted("select");
  const columns = call.has("select")
    ? expr ? selected(call, expr, names.map((n) => n ?? "")) : call.value("select")
    : NULL;
  const picked = call.interpreter.call(
    "[",
    [x, rows ?? NULL, columns, logical(call.flag("drop", false))],
    call.span,
    [null, null, null, "drop"],
  );
  if (rows && isFrame(x) && isFrame(picked)) {
    tellNoRows(call.interpreter, x, logical(true), picked, [call.quoted("subset")], call.span);
  }
  if (isFrame(picked)) return withoutAnnotations(picked);
  return picked;
}

function transform(call: Call): Value {
  const x = call.value("_data");
  if (!isFrame(x)) return call.wrong("_data", "a data frame", x);
  const scope = scopeOf(x, call.scope) ?? call.scope;
  const made = call.dots.map((d): [string, Value] => {
    if (d.name === null) {
      return fail("wrong-argument", "transform() takes name = value", {
        span: d.span,
        hint: "For example transform(data, log_dose = log(dose))",
      });
    }
    return [d.name, d.expr ? call.interpreter.evaluate(d.expr, scope) : call.valueOf(d)];
  });
  // A table that gets new columns is a data frame from then on.
  const own = namesOf(x) ?? [];
  const grows = inherits(x, "tbl_df") && made.some(([name]) => !own.includes(name));
  let out: Value = grows
    ? call.interpreter.call("as.data.frame", [x], call.span)
    : withoutAnnotations(x);
  for (const [name, value] of made) {
    out = call.interpreter.call("[[<-", [out, text(name), value], call.span, [null, null, "value"]);
  }
  return out;
}

export const MASKING: readonly Builtin[] = [
  special("subset", "x, subset, select, drop", subset),
  special("transform", "_data, ...", transform),
];
