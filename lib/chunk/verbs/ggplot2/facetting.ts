/**
 * Panels: `facet_wrap()` and `facet_grid()`.
 *
 * @module
 */
import type { FacetSpec } from "../../../render/figure/grammar/spec.ts";
import { deparse } from "../../../syntax/deparse.ts";
import type { Expr } from "../../../syntax/expr.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import { around } from "./mapping.ts";
import type { Call } from "../../evaluation/call.ts";
import type { Mapped, Piece } from "../../values/plot.ts";
import { isVector, type ListValue, type Value } from "../../values/value.ts";
import { textsOf } from "../../values/vector.ts";

type By = Mapped & { name: string };

/** Variables of a side of a formula. */
function namesIn(expr: Expr, call: Call, at: Mapped["span"]): By[] {
  if (expr.kind === "name" && expr.name === ".") return [];
  if (expr.kind === "number") return [];
  if (
    expr.kind === "call" && expr.callee.kind === "name" &&
    (expr.callee.name === "+" || expr.callee.name === "*")
  ) {
    return expr.args.flatMap((a) => namesIn(a.value!, call, at));
  }
  return [{
    expr,
    value: null,
    names: call.scope.inner,
    context: around(call),
    source: call.context.source,
    span: at,
    name: deparse(expr),
  }];
}

function named(name: string, call: Call, at: Mapped["span"]): By {
  return {
    expr: { kind: "name", name, ...at },
    value: null,
    names: call.scope.inner,
    context: around(call),
    source: call.context.source,
    span: at,
    name,
  };
}

/** The expressions that `vars(…)` holds. */
function quoted(call: Call, name: string, value: ListValue, span: Mapped["span"]): By[] {
  return value.items.map(({ name: own, value: item }): By => {
    const made = toLanguage(item);
    if (made.type !== "language") {
      return call.wrong(name, "a formula or vars(…)", value, `${call.verb.name}(~ g)`);
    }
    const { expr } = made;
    return {
      expr,
      value: null,
      names: call.scope.inner,
      context: around(call),
      source: made.source ?? call.context.source,
      span,
      name: own ?? deparse(expr),
    };
  });
}

/** Variables that an argument names: a formula, `vars(…)` or texts. */
function variables(call: Call, name: string): { left: By[]; right: By[] } {
  const nothing = { left: [], right: [] };
  if (!call.has(name)) return nothing;
  const value = call.value(name), span = call.spanOf(name);
  if (value.kind === "null") return nothing;
  if (value.kind === "formula") {
    const sides = value.expr.args.map((a) => a.value!);
    return sides.length === 1
      ? { left: [], right: namesIn(sides[0]!, call, span) }
      : { left: namesIn(sides[0]!, call, span), right: namesIn(sides[1]!, call, span) };
  }
  if (value.kind === "list") return { left: [], right: quoted(call, name, value, span) };
  if (value.kind === "pieces" && value.pieces[0]?.piece === "aes") {
    const right = [...value.pieces[0].mapping].map(([n, m]): By => ({
      ...m,
      name: m.expr ? deparse(m.expr) : n,
    }));
    return { left: [], right };
  }
  if (isVector(value)) {
    return {
      left: [],
      right: textsOf(value).map((t) => named(t ?? "NA", call, span)),
    };
  }
  return call.wrong(name, "a formula or vars(…)", value, `${call.verb.name}(~ g)`);
}

function labeller(call: Call): Pick<FacetSpec, "both" | "labels"> {
  if (!call.has("labeller")) return { both: false, labels: null };
  const expr = call.quoted("labeller");
  const name = expr?.kind === "name" ? expr.name : expr?.kind === "string" ? expr.value : "";
  if (name === "label_both") return { both: true, labels: null };
  if (name === "label_value") return { both: false, labels: null };
  const value = call.value("labeller");
  const items = value.kind === "list" ? value.items.map((i) => i.value) : [value];
  const labels = new Map<string, string>();
  for (const item of items) {
    if (item.kind === "character" && item.names) {
      item.names.forEach((n, i) => labels.set(n, item.values[i] ?? "NA"));
    }
  }
  return { both: false, labels };
}

function facet(call: Call, kind: "wrap" | "grid", rows: By[], columns: By[]): Value {
  const scales = call.choice("scales", ["fixed", "free", "free_x", "free_y"], "fixed");
  const count = (name: string): number | null =>
    call.has(name) && call.value(name).kind !== "null" ? call.number(name) : null;
  const { both, labels } = labeller(call);
  const piece: Piece = {
    piece: "facet",
    by: [...rows, ...columns],
    spec: {
      kind: rows.length + columns.length === 0 ? "none" : kind,
      rows: rows.length,
      freeX: scales === "free" || scales === "free_x",
      freeY: scales === "free" || scales === "free_y",
      columns: kind === "wrap" ? count("ncol") : null,
      rowsAsked: kind === "wrap" ? count("nrow") : null,
      both,
      labels,
    },
  };
  return { kind: "pieces", pieces: [piece] };
}

export function facetWrap(call: Call): Value {
  const { left, right } = variables(call, "facets");
  return facet(call, "wrap", [], [...left, ...right]);
}

export function facetGrid(call: Call): Value {
  const { left, right } = variables(call, "rows");
  const columns = variables(call, "cols").right;
  const formula = call.has("rows") && call.value("rows").kind === "formula";
  return formula ? facet(call, "grid", left, right) : facet(call, "grid", right, columns);
}
