/**
 * Tables whose columns are found by their names alone: `attach detach`.
 *
 * @module
 */
import type { Expr } from "../../syntax/expr.ts";
import { deparse } from "../../syntax/deparse.ts";
import { type Builtin, type Call, special, word } from "../evaluation/builtin.ts";
import { Scope } from "../values/scope.ts";
import { isFrame, namesOf, NULL, type Value } from "../values/value.ts";

/** The names of the page, behind which tables are attached. */
function outermost(call: Call): Scope {
  let scope = call.scope;
  while (scope.parent) scope = scope.parent;
  return scope;
}

function attach(call: Call): Value {
  const what = call.value("what");
  call.hidden = true;
  if (what.type !== "list") return call.wrong("what", "a data frame or a list", what);
  const expr = call.quoted("what");
  const label = call.has("name") ? call.text("name") : expr ? deparse(expr) : "";
  const page = outermost(call);
  const columns = new Scope(null);
  const hidden: string[] = [];
  namesOf(what)?.forEach((name, k) => {
    if (!name) return;
    columns.set(name, what.values[k]!);
    if (page.own(name) !== undefined) hidden.push(name);
  });
  page.attach(label, columns);
  if (hidden.length > 0) {
    const [are, names] = hidden.length > 1 ? ["are", "names of"] : ["is", "a name of"];
    call.warn(
      `${hidden.join(", ")} ${are} ${names} the page already, which stands before the column`,
    );
  }
  return NULL;
}

/** What is detached: `d`, `"d"`; null for a package, which is here or is not. */
function labelOf(expr: Expr | null): string | null {
  if (expr?.kind === "name") return expr.name;
  if (expr?.kind === "string") return expr.value;
  return null;
}

function detach(call: Call): Value {
  const label = labelOf(call.quoted("name"));
  call.hidden = true;
  if (label === null || outermost(call).detach(label)) return NULL;
  const held = call.scope.find(label);
  const frame = held !== undefined && held !== "missing" && "type" in held && isFrame(held);
  return frame
    ? call.fail("not-attached", `${label} is not attached`, `attach(${label}) attaches it`)
    : NULL;
}

/** Tables among the names. */
export const ATTACHING: readonly Builtin[] = [
  word("attach", "what, pos!2, name, warn.conflicts?", attach),
  special("detach", "name, pos?, unload?, character.only?, force?", detach),
];
