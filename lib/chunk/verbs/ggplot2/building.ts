/**
 * Pictures built of their pieces: expressions become columns of each layer's data.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { greatest } from "../../../lists.ts";
import { Scope } from "../../../language/values/scope.ts";
import { asDouble } from "../../../language/values/coerce.ts";
import {
  doubles,
  type Frame,
  isVector,
  lengthOf,
  namesOf,
  type Value as LanguageValue,
} from "../../../language/values/value.ts";
import { buildLayers } from "../../../render/figure/grammar/build.ts";
import type {
  Column,
  FacetSpec,
  LayerSpec,
  PlotSpec,
  ScaleSpec,
} from "../../../render/figure/grammar/spec.ts";
import { altOf } from "../../../render/figure/grammar/words.ts";
import type { ShownFigure } from "../../../render/shown.ts";
import type { Expr } from "../../../syntax/expr.ts";
import type { LayerPiece, Mapped, Mapping, Piece, PlotValue } from "../../values/plot.ts";
import { pageTheme } from "./page_pictures.ts";
import { asMathematics, asNames, largest, withMissing } from "./columns.ts";
import { labelsOf, tableOf, USUAL_AFTER } from "./labelling.ts";
import { afterIn, afterStat, columnIn, columnOf, rowsIn, valueIn } from "./mapping.ts";

const NO_FACETS: FacetSpec = {
  kind: "none",
  rows: 0,
  names: [],
  freeX: false,
  freeY: false,
  columns: null,
  rowsAsked: null,
  both: false,
  labels: null,
};

/** How a picture looks unless its author says otherwise. */
const THEME: PlotSpec["theme"] = {
  keys: "top",
  angle: null,
  hideX: false,
  hideY: false,
  noTitleX: false,
  noTitleY: false,
  noKeyTitle: false,
  noStrips: false,
  grid: true,
};

function of<K extends Piece["piece"]>(
  pieces: readonly Piece[],
  kind: K,
): Extract<Piece, { piece: K }>[] {
  return pieces.filter((p): p is Extract<Piece, { piece: K }> => p.piece === kind);
}

/** Scales by aesthetic; what a later piece says of one replaces what an earlier said. */
function scalesOf(pieces: readonly Piece[]): Map<string, ScaleSpec> {
  const scales = new Map<string, ScaleSpec>();
  const said = of(pieces, "scale");
  for (const { aes, spec } of [...said.filter((s) => s.usual), ...said.filter((s) => !s.usual)]) {
    for (const a of aes) {
      const before = scales.get(a);
      // xlim() and ylim() are limits and nothing else
      scales.set(
        a,
        spec.kind === "either" && before ? { ...before, ...spec, kind: before.kind } : spec,
      );
    }
  }
  for (const { guides } of of(pieces, "guides")) {
    for (const [a, guide] of guides) {
      const before = scales.get(a) ?? { kind: "either" as const };
      scales.set(a, {
        ...before,
        guide: { ...before.guide, ...guide },
        ...(guide.across === undefined ? {} : { across: guide.across }),
      });
    }
  }
  for (const { aes } of of(pieces, "hidden")) {
    for (const a of aes) scales.set(a, { ...scales.get(a) ?? { kind: "either" }, hidden: true });
  }
  return scales;
}

/** What the author of a plot asks for. */
export function specOf(plot: PlotValue): PlotSpec {
  const { pieces } = plot;
  const layers = of(pieces, "layer");
  const data = of(pieces, "data").at(-1)?.data ?? plot.data;
  const mapping = new Map([...plot.mapping, ...of(pieces, "aes").flatMap((p) => [...p.mapping])]);
  if (layers.length === 0 && mapping.size === 0 && !data) {
    fail("wrong-argument", "This picture has no layers", {
      span: plot.span,
      hint: "ggplot(d, aes(x, y)) + geom_point()",
    });
  }
  const facetPiece = of(pieces, "facet").at(-1) ?? null;
  const facet: FacetSpec = facetPiece
    ? { ...facetPiece.spec, names: facetPiece.by.map((b) => b.name) }
    : NO_FACETS;
  const scales = scalesOf(pieces);
  const specs = layers.map((l) => layerSpec(l, plot, mapping, data, facetPiece, scales));
  const blank = layers.length === 0 ? [blankLayer(plot, mapping, data)] : [];
  const included = of(pieces, "include").map((p) => includedLayer(plot, p.aes));
  const coords = of(pieces, "coord");
  const theme = [...pageTheme(plot.context.scope()), ...of(pieces, "theme")].reduce(
    (t, p) => ({ ...(p.whole ? { ...THEME, keys: t.keys } : t), ...p.theme }),
    THEME,
  );
  const labels = labelsOf(pieces, layers, mapping, data, specs);
  const spec: PlotSpec = {
    layers: [...specs, ...blank, ...included],
    scales,
    facet,
    flip: coords.at(-1)?.flip === true,
    ratio: coords.at(-1)?.ratio ?? null,
    bent: coords.at(-1)?.bent ?? null,
    polar: coords.at(-1)?.polar ?? null,
    zoom: { x: null, y: null, expand: true, ...coords.at(-1)?.zoom },
    labels,
    theme,
    table: tableOf(specs, labels),
  };
  for (const [aes, { name, guide }] of spec.scales) {
    if (aes !== "x" && aes !== "y") continue;
    const said = guide?.title ?? name;
    if (said !== undefined && !of(pieces, "labels").some((l) => l.labels.has(aes))) {
      labels.set(aes, said);
    }
  }
  return spec;
}

/** The picture of a plot. */
export function built(plot: PlotValue): ShownFigure {
  const spec = specOf(plot), figure = buildLayers(spec);
  const said = spec.labels.get("alt");
  return {
    kind: "figure",
    figure: "layers",
    data: figure,
    alt: said || altOf(spec, figure),
    width: null,
    height: null,
  };
}

/** A layer that is not drawn and whose values axes and scales show. */
function includedLayer(plot: PlotValue, aes: ReadonlyMap<string, LanguageValue>): LayerSpec {
  const n = greatest([...aes.values()].map(lengthOf), 0);
  const columns = new Map(
    [...aes].map(([name, value]) => {
      const have = lengthOf(value);
      const column = columnOf(value, have, name, plot.span);
      const at = Array.from({ length: n }, (_, i) => i % Math.max(1, have));
      return [
        name,
        column.kind === "numbers"
          ? { ...column, values: at.map((i) => column.values[i]!) }
          : { ...column, codes: at.map((i) => column.codes[i]!) },
      ] as const;
    }),
  );
  return { ...blankLayer(plot, new Map(), null), n, mapped: columns };
}

function dataOf(layer: LayerPiece, plot: PlotValue, data: Frame | null): Frame | null {
  if (typeof layer.data !== "function") return layer.data ?? data;
  return data
    ? layer.data(data)
    : fail("wrong-argument", "There are no data to choose from", { span: plot.span });
}

const noteOf = (layer: LayerPiece) => (code: string, text: string): void => {
  layer.context.note({ code, text, span: layer.span });
};

/** A layer with its columns. */
function layerSpec(
  layer: LayerPiece,
  plot: PlotValue,
  whole: Mapping,
  data: Frame | null,
  facet: Extract<Piece, { piece: "facet" }> | null,
  scales: ReadonlyMap<string, ScaleSpec>,
): LayerSpec {
  const vectors = [...layer.fixed].filter(([, v]) => lengthOf(v) > 1);
  const own = layer.data === null && !layer.inherit && vectors.length + layer.fixed.size > 0 &&
    layer.mapping.size === 0;
  const frame = own ? null : dataOf(layer, plot, data);
  const mapping = own
    ? new Map<string, Mapped>()
    : new Map([...(layer.inherit ? whole : []), ...layer.mapping]);
  const n = frame
    ? rowsIn(frame)
    : Math.max(loneRows(mapping), own ? 1 : 0, ...[...layer.fixed.values()].map(lengthOf));
  const mapped = new Map<string, Column>();
  const after = new Map<string, (made: ReadonlyMap<string, number[]>) => ArrayLike<number>>();
  for (const [name, entry] of mapping) {
    if (layer.fixed.has(name) || isNull(entry)) continue;
    const later = entry.expr && afterStat(entry.expr);
    if (later) after.set(name, (made) => afterIn(entry, later, made));
    else if (n > 0 || frame) {
      const column = columnIn(entry, frame, n, name);
      const place = (name === "x" || name === "y") && !scales.get(name)?.untranslated;
      mapped.set(name, place ? withMissing(column) : column);
    }
  }
  const fixed = new Map<string, number | string>();
  for (const [name, value] of layer.fixed) {
    if (lengthOf(value) > 1) mapped.set(name, columnOf(value, n, name, layer.span));
    else {
      const one = single(value);
      if (one !== null) fixed.set(name, one);
    }
  }
  const facets = (facet?.by ?? []).map((entry): Column | null => {
    if (frame === null) return null;
    if (
      frame !== data && entry.expr?.kind === "name" &&
      !(namesOf(frame) ?? []).includes(entry.expr.name)
    ) return null;
    return withMissing(asNames(columnIn(entry, frame, n, entry.name)));
  });
  const rows = layer.remade?.({ n, mapped, facets }) ?? { n, mapped, facets };
  const usual = USUAL_AFTER[layer.stat];
  if (usual && !fixed.has(usual.aes) && !rows.mapped.has(usual.aes) && !after.has(usual.aes)) {
    after.set(usual.aes, (made) => made.get(usual.made) ?? []);
  }
  required(layer, rows.mapped, fixed, after);
  const { smooth } = layer;
  if (layer.params.parse === true) asMathematics(layer, rows.mapped, fixed);
  return {
    geom: layer.geom,
    stat: layer.stat,
    position: layer.position,
    ...rows,
    fixed,
    after,
    params: layer.params,
    summary: layer.summary,
    curve: layer.curve,
    smooth: smooth ? (typeof smooth === "function" ? smooth(largest(mapped, n)) : smooth) : null,
    seed: () => seedOf(layer),
    key: layer.key,
    note: noteOf(layer),
  };
}

/** The next number of the page's draws, which begins those of a layer. */
function seedOf({ context, span }: LayerPiece): number {
  const name = (n: string): Expr => ({ kind: "name", name: n, ...span });
  const scope = new Scope(context.scope());
  scope.set(".most", doubles([2147483647]));
  scope.set(".one", doubles([1]));
  const made = context.valueOf({
    kind: "call",
    form: "prefix",
    callee: name("sample.int"),
    args: [".most", ".one"].map((n) => ({ name: null, nameSpan: null, value: name(n), ...span })),
    ...span,
  } as Expr, scope);
  return isVector(made) && made.type !== "list" ? asDouble(made).values[0] ?? 1 : 1;
}

const isNull = (entry: Mapped): boolean =>
  entry.expr?.kind === "null" || entry.value?.type === "NULL";

/** Rows of aesthetics that name no table. */
function loneRows(mapping: Mapping): number {
  let n = 0;
  for (const entry of mapping.values()) {
    if (entry.expr && afterStat(entry.expr)) continue;
    n = Math.max(n, lengthOf(valueIn(entry, null)));
  }
  return n;
}

function single(value: LanguageValue): number | string | null {
  if (!isVector(value) || value.type === "list") return null;
  if (value.type === "character") return value.values[0] ?? "NA";
  if (value.type === "logical" && Number.isNaN(asDouble(value).values[0])) return "NA";
  return asDouble(value).values[0] ?? null;
}

const NEEDED: Readonly<Record<string, string>> = {
  point: "x y",
  path: "x y",
  line: "x y",
  step: "x y",
  text: "x y label",
  label: "x y label",
  tile: "x y",
  rect: "xmin xmax ymin ymax",
  segment: "x y",
  polygon: "x y",
  pointrange: "y",
  hline: "yintercept",
  vline: "xintercept",
};

function required(
  layer: LayerPiece,
  mapped: ReadonlyMap<string, Column>,
  fixed: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
): void {
  if (layer.stat !== "identity") {
    const own = layer.params.binaxis === "y" ? "y" : null;
    if (own && !mapped.has(own)) lacks(layer, own);
    if (
      layer.stat === "function" || mapped.has("sample") || mapped.has("x") || mapped.has("y") ||
      fixed.has("x") ||
      fixed.has("y")
    ) return;
    fail("missing-argument", `geom_${layer.geom}() needs x or y`, {
      span: layer.span,
      hint: "aes(x = …) says which column",
    });
  }
  for (const name of (NEEDED[layer.geom] ?? "").split(" ")) {
    if (name === "" || mapped.has(name) || fixed.has(name) || after.has(name)) continue;
    lacks(layer, name);
  }
}

function lacks(layer: LayerPiece, name: string): never {
  return fail("missing-argument", `geom_${layer.geom}() needs ${name}`, {
    span: layer.span,
    hint: `aes(${name} = …) says which column`,
  });
}

function blankLayer(plot: PlotValue, mapping: Mapping, data: Frame | null): LayerSpec {
  const n = rowsIn(data);
  return {
    geom: "blank",
    stat: "identity",
    position: { name: "identity", width: null, height: null, x: 0, y: 0, reverse: false },
    n,
    mapped: new Map([...mapping].map(([a, m]) => [a, columnIn(m, data, n, a)])),
    fixed: new Map(),
    after: new Map(),
    facets: [],
    params: {},
    summary: null,
    curve: null,
    key: false,
    note: (code, text) => plot.context.note({ code, text, span: plot.span }),
  };
}
