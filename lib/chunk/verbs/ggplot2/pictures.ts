/**
 * Pictures and what they are made of besides layers: `ggplot aes facet_wrap coord_flip labs annotate …`
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { asDouble } from "../../../language/values/coerce.ts";
import { doubles, isFrame, type Value as LanguageValue } from "../../../language/values/value.ts";
import type { FacetSpec } from "../../../render/figure/grammar/spec.ts";
import { deparse } from "../../../syntax/deparse.ts";
import type { Expr } from "../../../syntax/expr.ts";
import { suggestion } from "../../../syntax/nearest.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { Call } from "../../evaluation/call.ts";
import { silent, type Verb, verbOf } from "../../evaluation/verb.ts";
import type { LayerPiece, Mapped, Mapping, Piece } from "../../values/plot.ts";
import { isVector, NULL, numeric, type Value } from "../../values/value.ts";
import { textsOf } from "../../values/vector.ts";
import { plotOf } from "./adding.ts";
import { asFrameOf } from "./layers.ts";
import { AESTHETICS, aesthetic, mappingOf } from "./mapping.ts";
import { wordsOf } from "./scaling.ts";

const verb = verbOf("ggplot2");
const pieces = (...list: Piece[]): Value => ({ kind: "pieces", pieces: list });

function ggplot(call: Call): Value {
  let [data, mapping] = [call.optional("data"), call.optional("mapping")];
  if (data?.kind === "pieces") [data, mapping] = [mapping, data];
  const aes: Mapping = mapping?.kind === "pieces" && mapping.pieces[0]?.piece === "aes" ? mapping.pieces[0].mapping : new Map();
  if (mapping && mapping.kind !== "pieces" && mapping.kind !== "null") call.wrong("mapping", "aes(…)", mapping);
  let frame = null;
  if (data && data.kind !== "null") {
    const own = toLanguage(data);
    frame = isFrame(own) ? own : asFrameOf(call, data) ?? call.wrong("data", "a table", data);
  }
  return plotOf({ data: frame, mapping: aes, pieces: [], context: call.context, span: call.span });
}

// ---- panels --------------------------------------------------------------------------------------

type By = Mapped & { name: string };

/** Variables of a side of a formula. */
function namesIn(expr: Expr, call: Call, at: Mapped["span"]): By[] {
  if (expr.kind === "name" && expr.name === ".") return [];
  if (expr.kind === "number") return [];
  if (expr.kind === "call" && expr.callee.kind === "name" && (expr.callee.name === "+" || expr.callee.name === "*")) {
    return expr.args.flatMap((a) => namesIn(a.value!, call, at));
  }
  return [{ expr, value: null, names: call.scope, context: call.context, source: call.context.source, span: at, name: deparse(expr) }];
}

function named(name: string, call: Call, at: Mapped["span"]): By {
  return { expr: { kind: "name", name, ...at }, value: null, names: call.scope, context: call.context, source: call.context.source, span: at, name };
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
  if (value.kind === "pieces" && value.pieces[0]?.piece === "aes") {
    const right = [...value.pieces[0].mapping].map(([n, m]): By => ({ ...m, name: m.expr ? deparse(m.expr) : n }));
    return { left: [], right };
  }
  if (isVector(value)) return { left: [], right: textsOf(value).map((t) => named(t ?? "NA", call, span)) };
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
    if (item.kind === "character" && item.names) item.names.forEach((n, i) => labels.set(n, item.values[i] ?? "NA"));
  }
  return { both: false, labels };
}

function facet(call: Call, kind: "wrap" | "grid", rows: By[], columns: By[]): Value {
  const scales = call.choice("scales", ["fixed", "free", "free_x", "free_y"], "fixed");
  const count = (name: string): number | null => call.has(name) && call.value(name).kind !== "null" ? call.number(name) : null;
  const { both, labels } = labeller(call);
  return pieces({
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
  });
}

function facetWrap(call: Call): Value {
  const { left, right } = variables(call, "facets");
  return facet(call, "wrap", [], [...left, ...right]);
}

function facetGrid(call: Call): Value {
  const { left, right } = variables(call, "rows");
  const columns = variables(call, "cols").right;
  const formula = call.has("rows") && call.value("rows").kind === "formula";
  return formula ? facet(call, "grid", left, right) : facet(call, "grid", right, columns);
}

// ---- coordinates, words --------------------------------------------------------------------------

function zoom(call: Call): Extract<Piece, { piece: "coord" }> {
  const range = (name: string): [number, number] | null => {
    if (!call.has(name) || call.value(name).kind === "null") return null;
    const v = call.numbers(name);
    return v.length === 2 ? [v[0]!, v[1]!] : fail("wrong-argument", `${name} takes two limits`, { span: call.spanOf(name) });
  };
  return { piece: "coord", zoom: { x: range("xlim"), y: range("ylim"), expand: call.flag("expand", true) } };
}

const COORD = "xlim?, ylim?, expand?, clip~, default~";

function labs(call: Call): Value {
  const labels = new Map<string, string | null>();
  const known = [...AESTHETICS, "title", "subtitle", "caption", "tag", "alt", "dictionary"];
  for (const arg of call.rest) {
    if (arg.name === null) {
      if (call.evaluate(arg).kind === "pieces") continue;
      fail("too-many-arguments", "labs() takes named words", { span: arg.span, hint: 'labs(x = "Dose", y = "Weight")' });
    }
    const name = aesthetic(arg.name);
    if (!known.includes(name)) {
      const hint = suggestion(name, known);
      fail("unknown-argument", `labs() has no argument ${arg.name}`, { span: arg.nameSpan ?? arg.span, ...(hint ? { hint } : {}) });
    }
    const value = call.evaluate(arg);
    labels.set(name, value.kind === "null" || value.kind === "pieces" ? null : isVector(value) ? textsOf(value)[0] ?? "" : arg.expr ? deparse(arg.expr).replace(/^(?:expression|bquote)\((.*)\)$/, "$1") : "");
  }
  return pieces({ piece: "labels", labels });
}

function oneLabel(call: Call, name: string): Value {
  const text = call.has("label") ? wordsOf(call, "label") : null;
  const more: [string, string | null][] = call.has("subtitle") ? [["subtitle", wordsOf(call, "subtitle")]] : [];
  return pieces({ piece: "labels", labels: new Map([[name, text], ...more]) });
}

function guides(call: Call): Value {
  const hidden: string[] = [];
  const labels = new Map<string, string | null>();
  for (const arg of call.rest) {
    if (arg.name === null) fail("too-many-arguments", "guides() takes named guides", { span: arg.span, hint: 'guides(fill = "none")' });
    const name = aesthetic(arg.name);
    const value = call.evaluate(arg);
    if (value.kind === "character" && value.values[0] === "none" || value.kind === "logical" && value.values[0] === 0) hidden.push(name);
    if (value.kind === "pieces" && value.pieces[0]?.piece === "labels") {
      const title = value.pieces[0].labels.get("title");
      if (title !== undefined) labels.set(name, title);
    }
  }
  return pieces({ piece: "hidden", aes: hidden }, { piece: "labels", labels });
}

function guide(call: Call): Value {
  const arg = call.rest.find((a) => a.name === "title");
  const value = arg ? call.evaluate(arg) : null;
  const title: [string, string | null][] = value ? [["title", isVector(value) ? textsOf(value)[0] ?? "" : null]] : [];
  return pieces({ piece: "labels", labels: new Map(title) });
}

function annotate(call: Call): Value {
  const geom = call.text("geom");
  const known = ["text", "label", "point", "segment", "rect", "pointrange", "path", "line", "tile", "linerange", "errorbar"];
  if (!known.includes(geom)) {
    const hint = suggestion(geom, known);
    fail("wrong-argument", `annotate() has no geom "${geom}"`, { span: call.spanOf("geom"), ...(hint ? { hint } : {}) });
  }
  const fixed = new Map<string, LanguageValue>();
  const params: Record<string, number> = {};
  for (const arg of call.rest) {
    const name = arg.name === null ? "" : aesthetic(arg.name);
    if (["arrow", "parse", "family", "fontface", "lineheight", "na.rm", "curvature"].includes(name)) continue;
    if (!AESTHETICS.has(name)) {
      const hint = suggestion(name, [...AESTHETICS]);
      fail("unknown-argument", `annotate() has no argument ${arg.name ?? "without a name"}`, { span: arg.nameSpan ?? arg.span, ...(hint ? { hint } : {}) });
    }
    const value = toLanguage(call.evaluate(arg));
    if ((name === "hjust" || name === "vjust" || name === "angle") && value.type === "double") params[name] = value.values[0]!;
    else fixed.set(name, value.type === "integer" ? doubles(asDouble(value).values) : value);
  }
  const layer: LayerPiece = {
    piece: "layer", geom, stat: "identity",
    position: { name: "identity", width: null, height: null, x: 0, y: 0, reverse: false },
    mapping: new Map(), data: null, inherit: false, fixed, params, summary: null, curve: null, key: false,
    span: call.span, context: call.context,
  };
  return pieces(layer);
}

function expansion(call: Call): Value {
  const pair = (name: string): [number, number] => {
    if (!call.has(name)) return [0, 0];
    const v = call.numbers(name);
    return [v[0] ?? 0, v[1] ?? v[0] ?? 0];
  };
  const [mult, add] = [pair("mult"), pair("add")];
  return numeric([mult[0], add[0], mult[1], add[1]]);
}

/** Words of pictures. */
export const PICTURES: readonly Verb[] = [
  verb("ggplot", "data?, mapping?, environment~, ...", "a picture of data, to which layers are added", ggplot),
  verb("aes", "x?, y?, ...", "which columns say where things lie and what they look like", (call) => pieces({ piece: "aes", mapping: mappingOf(call) })),
  verb("vars", "...", "variables of panels", (call) => {
    const entries = call.rest.map((arg, i): [string, Mapped] => [
      arg.name ?? String(i),
      { expr: arg.expr, value: null, names: call.scope, context: call.context, source: call.context.source, span: arg.span },
    ]);
    return pieces({ piece: "aes", mapping: new Map(entries) });
  }),
  verb("facet_wrap", "facets, nrow?, ncol?, scales?, shrink~, labeller?, as.table~, switch~, drop~, dir~, strip.position~", "a panel for each value", facetWrap),
  verb("facet_grid", "rows?, cols?, scales?, space~, shrink~, labeller?, as.table~, switch~, drop~, margins~", "panels in rows and columns", facetGrid),
  verb("labeller", "...", "words of panels", (call) => ({
    kind: "list",
    class: "list",
    items: call.rest.map((a) => ({ name: a.name, value: call.evaluate(a) })),
  })),
  verb("coord_flip", COORD, "x goes up and y across", (call) => pieces({ ...zoom(call), flip: true })),
  verb("coord_cartesian", COORD, "the part of the axes that is shown", (call) => pieces(zoom(call))),
  verb("coord_fixed", `ratio?, ${COORD}`, "a unit of y as long as one of x", (call) => pieces({ ...zoom(call), ratio: call.number("ratio", 1) })),
  verb("coord_equal", `ratio?, ${COORD}`, "a unit of y as long as one of x", (call) => pieces({ ...zoom(call), ratio: call.number("ratio", 1) })),
  verb("labs", "...", "words of axes, keys and above the picture", labs),
  verb("ggtitle", "label, subtitle?", "words above the picture", (call) => oneLabel(call, "title")),
  verb("xlab", "label", "words of the x axis", (call) => oneLabel(call, "x")),
  verb("ylab", "label", "words of the y axis", (call) => oneLabel(call, "y")),
  verb("guides", "...", "which keys there are", guides),
  verb("guide_legend", "...", "a key", guide),
  verb("guide_colourbar", "...", "a key", guide),
  verb("guide_colorbar", "...", "a key", guide),
  verb("guide_axis", "...", "an axis", guide),
  verb("waiver", "", "as it would be", () => pieces({ piece: "none" })),
  verb("annotate", "geom, ...", "a thing that is not in the data", annotate),
  verb("expansion", "mult?, add?", "room at the ends of an axis", expansion),
  silent(verb("ggsave", "...", "passed over: the page offers its pictures as files", (call) => {
    call.note("passed-over", "ggsave() is passed over: the page offers its pictures as files");
    return NULL;
  })),
  silent(verb("theme_set", "...", "passed over: pages have one look", () => NULL)),
  silent(verb("theme_update", "...", "passed over: pages have one look", () => NULL)),
];
