/**
 * Assignment: to names, and to parts of what names hold.
 *
 * @module
 */
import { fail, spanOf } from "../../diagnostic.ts";
import { deparse } from "../../syntax/deparse.ts";
import type { Argument as Written, CallExpr, Expr } from "../../syntax/expr.ts";
import { memberName, nameAt, nameOfCall, placed } from "./expressions.ts";
import type { Machine } from "./machine.ts";
import type { Scope } from "../values/scope.ts";
import { assignElement, assignMember, assignSubset } from "../parts/subassign.ts";
import { elementOf, memberOf, subset } from "../parts/subset.ts";
import { refuseHuge } from "../values/size.ts";
import { mayBeOwn, ofValues } from "./dispatch.ts";
import { partByMethod } from "./indexing.ts";
import { share, text, type Value } from "../values/value.ts";

export function assignment(
  machine: Machine,
  target: Expr,
  source: Expr,
  outer: boolean,
  scope: Scope,
): Value {
  const value = machine.evaluate(source, scope);
  const where = outer ? surroundings(machine, target, scope) : scope;
  place(machine, target, value, where, scope);
  machine.invisible = true;
  return value;
}

/** Where `<<-` finds the name: round about the function, or on the page. */
function surroundings(machine: Machine, target: Expr, scope: Scope): Scope {
  let place = target;
  while (place.kind === "call" && place.args[0]?.value) place = place.args[0].value;
  const name = place.kind === "name" ? place.name : "";
  return scope.parent?.holder(name) ?? machine.page;
}

function place(machine: Machine, target: Expr, value: Value, where: Scope, scope: Scope): void {
  if (target.kind === "name" || target.kind === "string") {
    machine.assign(target.kind === "name" ? target.name : target.value, value, where);
    return;
  }
  if (target.kind !== "call" || !target.args[0]?.value) {
    fail("bad-assignment", `Nothing can be assigned to ${deparse(target)}`, {
      span: spanOf(target),
    });
  }
  const object = target.args[0].value;
  const current = held(machine, object, where, scope);
  if (value.held) share(value);
  const made = replaced(machine, target, current, value, scope);
  // a list that is put into itself doubles
  if (value.type === "list") refuseHuge(made, spanOf(target));
  place(machine, object, made, where, scope);
}

/** What stands at a place that is about to be changed, storage and all. */
function held(machine: Machine, expr: Expr, where: Scope, scope: Scope): Value {
  if (expr.kind === "name" || expr.kind === "string") {
    const name = expr.kind === "name" ? expr.name : expr.value;
    const own = where.own(name);
    if (own !== undefined) return machine.force(own, nameAt(name, expr));
    const found = where.find(name);
    if (found === undefined) return share(machine.unknownName(nameAt(name, expr), where));
    return share(machine.force(found, nameAt(name, expr)));
  }
  if (expr.kind !== "call" || !expr.args[0]?.value) {
    return fail("bad-assignment", `Nothing can be assigned to ${deparse(expr)}`, {
      span: spanOf(expr),
    });
  }
  const object = held(machine, expr.args[0].value, where, scope);
  try {
    if (expr.form === "dollar") {
      return memberOf(object, memberName(expr.args[1]!.value!), machine, expr);
    }
    if (expr.form === "index2") {
      return elementOf(
        object,
        machine.subscripts(expr.args.slice(1), scope).at,
        machine,
        spanOf(expr),
        true,
      );
    }
    if (expr.form === "index") {
      const { at, drop } = machine.subscripts(expr.args.slice(1), scope);
      return subset(object, at, drop, machine, spanOf(expr));
    }
    const called = machine.functionNamed(nameOfCall(expr), scope, spanOf(expr.callee));
    return machine.apply(
      called,
      [object, ...values(machine, expr.args.slice(1), scope)],
      [null, ...expr.args.slice(1).map((a) => a.name)],
      spanOf(expr),
      scope,
    );
  } catch (error) {
    throw placed(error, expr);
  }
}

function values(machine: Machine, args: readonly Written[], scope: Scope): Value[] {
  return args.map((a) => machine.evaluate(a.value!, scope));
}

/** An object with a part replaced by an author's method for its class; null where there is none. */
function partAssigned(
  machine: Machine,
  target: CallExpr,
  object: Value,
  value: Value,
  scope: Scope,
): Value | null {
  const rest = target.args.slice(1);
  switch (target.form) {
    case "dollar": {
      if (!mayBeOwn(machine, "$<-")) return null;
      const name = text(memberName(rest[0]!.value!));
      return ofValues(
        machine,
        "$<-",
        [object, name, value],
        [null, null, "value"],
        spanOf(target),
        scope,
      );
    }
    case "index":
      return partByMethod(machine, "[<-", object, rest, value, target, scope);
    case "index2":
      return partByMethod(machine, "[[<-", object, rest, value, target, scope);
    default:
      return null;
  }
}

/** An object with one of its parts replaced. */
function replaced(
  machine: Machine,
  target: CallExpr,
  object: Value,
  value: Value,
  scope: Scope,
): Value {
  const span = spanOf(target);
  try {
    if (object.attributes?.has("class")) {
      const own = partAssigned(machine, target, object, value, scope);
      if (own) return own;
    }
    switch (target.form) {
      case "dollar":
        return assignMember(object, memberName(target.args[1]!.value!), value, machine, span);
      case "index2":
        return assignElement(
          object,
          machine.subscripts(target.args.slice(1), scope).at,
          value,
          machine,
          span,
        );
      case "index":
        return assignSubset(
          object,
          machine.subscripts(target.args.slice(1), scope).at,
          value,
          machine,
          span,
        );
      case "prefix": {
        const name = `${nameOfCall(target)}<-`;
        const called = machine.functionNamed(name, scope, spanOf(target.callee));
        const rest = target.args.slice(1);
        return machine.apply(
          called,
          [object, ...values(machine, rest, scope), value],
          [null, ...rest.map((a) => a.name), "value"],
          span,
          scope,
        );
      }
      default:
        return fail("bad-assignment", `Nothing can be assigned to ${deparse(target)}`, { span });
    }
  } catch (error) {
    throw placed(error, target);
  }
}
