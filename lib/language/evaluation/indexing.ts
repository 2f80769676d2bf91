/**
 * Parts as they are written: `x$name`, `x[…]`, `x[[…]]`.
 *
 * @module
 */
import { fail, spanOf } from "../../diagnostic.ts";
import type { Argument as Written, CallExpr, Expr, NameExpr } from "../../syntax/expr.ts";
import { tellNoRows } from "../frames/no_rows.ts";
import type { Subscript } from "../parts/places.ts";
import { elementOf, memberOf, subset } from "../parts/subset.ts";
import { asLogical } from "../values/coerce.ts";
import type { Dot, Scope } from "../values/scope.ts";
import { inherits, isFrame, share, text, type Value } from "../values/value.ts";
import { DATA_TABLE_BRACKETS } from "./data_tables.ts";
import { mayBeOwn, ofClass, ofValues } from "./dispatch.ts";
import { memberName } from "./expressions.ts";
import type { Machine, Subscripts } from "./machine.ts";

export function member(machine: Machine, expr: CallExpr, scope: Scope): Value {
  const [object, name] = expr.args.map((a) => a.value!) as [Expr, Expr];
  if ((expr.callee as NameExpr).name === "@") {
    fail("not-in-language", "Slots (@) are not part of the block language", {
      span: spanOf(expr.callee),
    });
  }
  const value = machine.evaluate(object, scope);
  if (mayBeOwn(machine, "$")) {
    const own = ofValues(machine, "$", [value, text(memberName(name))], [], spanOf(expr), scope);
    if (own) return own;
  }
  // a part of what is not shown is shown
  machine.invisible = false;
  return memberOf(value, memberName(name), machine, expr);
}

/** A part by an author's method for the class of the whole; null where there is none. */
export function partByMethod(
  machine: Machine,
  generic: string,
  object: Value,
  args: readonly Written[],
  value: Value | null,
  expr: CallExpr,
  scope: Scope,
): Value | null {
  if (!mayBeOwn(machine, generic)) return null;
  const dots = args.map((a): Dot => ({
    name: a.name,
    binding: a.value ? machine.evaluate(a.value, scope) : "missing",
    expr: a.value,
  }));
  const whole: Dot = { name: null, binding: object, expr: null };
  const last: Dot[] = value ? [{ name: "value", binding: value, expr: null }] : [];
  return ofClass(machine, generic, [whole, ...dots, ...last], expr, scope);
}

export function subscripts(
  machine: Machine,
  args: readonly Written[],
  scope: Scope,
): Subscripts {
  let drop: boolean | null = null;
  const at: Subscript[] = [];
  for (const arg of args) {
    if (arg.name === "drop" || arg.name === "exact") {
      const value = machine.evaluate(arg.value!, scope);
      if (arg.name === "drop") drop = asLogical(value).values[0] === 1;
    } else if (arg.name !== null) {
      fail("unknown-argument", `An index has no argument ${arg.name}`, {
        span: arg.nameSpan ?? spanOf(arg),
        hint: "Write x[rows, columns, drop = FALSE]",
      });
    } else {
      at.push({ value: arg.value ? machine.evaluate(arg.value, scope) : null, span: spanOf(arg) });
    }
  }
  return { at, drop };
}

export function index(machine: Machine, expr: CallExpr, scope: Scope): Value {
  const object = machine.evaluate(expr.args[0]!.value!, scope);
  if (object.attributes?.has("class")) {
    if (expr.form === "index" && isFrame(object) && inherits(object, "data.table")) {
      return DATA_TABLE_BRACKETS.now()(machine, object, expr, scope);
    }
    const generic = expr.form === "index" ? "[" : "[[";
    const own = partByMethod(machine, generic, object, expr.args.slice(1), null, expr, scope);
    if (own) return own;
  }
  const { at, drop } = machine.subscripts(expr.args.slice(1), scope);
  machine.invisible = false;
  if (expr.form !== "index") return share(elementOf(object, at, machine, spanOf(expr)));
  const picked = subset(object, at, drop, machine, spanOf(expr));
  if (at.length === 2 && isFrame(object) && isFrame(picked)) {
    const [rows] = expr.args.slice(1);
    tellNoRows(machine, object, at[0]!.value, picked, [rows?.value ?? null], spanOf(expr));
  }
  return picked;
}
