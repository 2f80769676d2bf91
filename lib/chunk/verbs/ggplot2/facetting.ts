/**
 * Panels: `facet_wrap()` and `facet_grid()`.
 *
 * @module
 */
import { deparse } from "../../../syntax/deparse.ts";
import type { Expr } from "../../../syntax/expr.ts";
import { asCharacter } from "../../../language/values/coerce.ts";
import { characters, isVector as isLanguageVector } from "../../../language/values/value.ts";
import { fail } from "../../../diagnostic.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import { applied, around } from "./mapping.ts";
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

type Labelling = (value: string, variable: string) => string;

/** What a labeller makes of a value: a name of R's, a named vector or a function. */
function labelling(
  call: Call,
  arg: { expr: Expr | null; span: Mapped["span"] },
  value: () => Value,
): Labelling {
  const { expr } = arg;
  const name = expr?.kind === "name" ? expr.name : expr?.kind === "string" ? expr.value : "";
  if (name === "label_both") return (v, variable) => `${variable}: ${v}`;
  if (name === "label_value" || name === "label_context") return (v) => v;
  if (name === "label_parsed" || name === "label_bquote") {
    return fail("wrong-argument", "Words of panels are shown as they stand", {
      span: arg.span,
      hint: 'Name them: labeller = labeller(g = c(a = "α"))',
    });
  }
  const found = value();
  if (found.kind === "pieces" && found.pieces[0]?.piece === "labeller") return found.pieces[0].of;
  if (found.kind === "character" && found.names) {
    const texts = new Map(found.names.map((n, i) => [n, found.values[i] ?? "NA"]));
    return (v) => texts.get(v) ?? v;
  }
  const fn = toLanguage(found);
  if (fn.type !== "closure" && fn.type !== "builtin" && found.kind !== "formula") {
    return fail("wrong-argument", "A labeller is a named vector or a function", {
      span: arg.span,
      hint: 'labeller(g = c(a = "first", b = "second"))',
    });
  }
  return (v) => {
    const made = applied(call, fn, [characters([v])], arg.span);
    return isLanguageVector(made) && made.type !== "list" ? asCharacter(made).values[0] ?? v : v;
  };
}

/** `labeller(g = …, .default = label_both)`. */
export function labellerOf(call: Call): Value {
  const by = new Map<string, Labelling>();
  for (const arg of call.rest) {
    if (arg.name === null) {
      fail("too-many-arguments", "labeller() takes words by variable", {
        span: arg.span,
        hint: 'labeller(g = c(a = "first"))',
      });
    }
    if (arg.name === ".multi_line" || arg.name === "keep.as.numeric") continue;
    by.set(arg.name, labelling(call, arg, () => call.evaluate(arg)));
  }
  const otherwise = by.get(".default") ?? ((v: string) => v);
  const of: Labelling = (v, variable) => (by.get(variable) ?? otherwise)(v, variable);
  return { kind: "pieces", pieces: [{ piece: "labeller", of }] };
}

/** `as_labeller(x)` and `label_wrap_gen(width)`. */
export function asLabeller(call: Call): Value {
  const of = labelling(
    call,
    { expr: call.quoted("x"), span: call.spanOf("x") },
    () => call.value("x"),
  );
  return { kind: "pieces", pieces: [{ piece: "labeller", of }] };
}

/** Words of panels that the author asks for. */
function wordsOfPanels(call: Call): Labelling | null {
  if (!call.has("labeller")) return null;
  const arg = { expr: call.quoted("labeller"), span: call.spanOf("labeller") };
  return labelling(call, arg, () => call.value("labeller"));
}

function marginsOf(call: Call): boolean | string[] {
  if (!call.has("margins")) return false;
  const value = call.value("margins");
  return value.kind === "character" ? call.texts("margins") : call.flag("margins", false);
}

function facet(call: Call, kind: "wrap" | "grid", rows: By[], columns: By[]): Value {
  const scales = call.choice("scales", ["fixed", "free", "free_x", "free_y"], "fixed");
  const space = call.has("space")
    ? call.choice("space", ["fixed", "free", "free_x", "free_y"], "fixed")
    : "fixed";
  const side = call.has("switch") && call.value("switch").kind !== "null"
    ? call.choice("switch", ["x", "y", "both"], "x")
    : "";
  const strip = call.has("strip.position")
    ? call.choice("strip.position", ["top", "bottom", "left", "right"], "top")
    : null;
  const count = (name: string): number | null =>
    call.has(name) && call.value(name).kind !== "null" ? call.number(name) : null;
  const labelOf = wordsOfPanels(call);
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
      both: false,
      labels: null,
      ...(labelOf ? { labelOf } : {}),
      spaceX: space === "free" || space === "free_x",
      spaceY: space === "free" || space === "free_y",
      margins: marginsOf(call),
      undropped: call.has("drop") && !call.flag("drop", true),
      upwards: call.has("as.table") && !call.flag("as.table", true),
      down: call.has("dir") && call.choice("dir", ["h", "v"], "h") === "v",
      ...(side === "x" || side === "both" || strip === "bottom"
        ? { stripX: "bottom" as const }
        : {}),
      ...(side === "y" || side === "both" || strip === "left"
        ? { stripY: "left" as const }
        : strip === "right"
        ? { stripY: "right" as const }
        : {}),
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
