/**
 * Whose word of a name is meant, where several packages have one: the package that is written before it, else
 * the one that the page attached last.
 *
 * @module
 */
import type { Expr } from "../../syntax/expr.ts";
import type { Scope } from "../values/scope.ts";

/** The package in `package::name(…)`. */
function written(expr: Expr | null): string | null {
  const callee = expr?.kind === "call" ? expr.callee : null;
  if (callee?.kind !== "call" || callee.callee.kind !== "name") return null;
  const owner = callee.callee.name.startsWith("::") ? callee.args[0]?.value : null;
  return owner?.kind === "name" ? owner.name : null;
}

/** Which of some packages a call means; null where nothing says so. */
export function ownerOf(
  expr: Expr | null,
  page: Scope,
  among: readonly string[],
): string | null {
  const own = written(expr);
  if (own !== null) return own;
  return page.packages.find((name) => among.includes(name)) ?? null;
}
