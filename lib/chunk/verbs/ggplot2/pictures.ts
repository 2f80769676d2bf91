/**
 * Pictures and what they are made of besides layers: `ggplot aes facet_wrap coord_flip labs annotate …`
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { asDouble } from "../../../language/values/coerce.ts";
import { doubles, isFrame, type Value as LanguageValue } from "../../../language/values/value.ts";
import { suggestion } from "../../../syntax/nearest.ts";
import { labelWords } from "../../bridge/label_words.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { Call } from "../../evaluation/call.ts";
import { silent, type Verb, verbOf } from "../../evaluation/verb.ts";
import type { LayerPiece, Mapped, Mapping, Piece } from "../../values/plot.ts";
import { NULL, numeric, type Value } from "../../values/value.ts";
import { plotOf } from "./adding.ts";
import { lastPlot } from "./page_pictures.ts";
import { asLabeller, facetGrid, facetWrap, labellerOf } from "./facetting.ts";
import { GUIDES } from "./theming/guides.ts";
import { OF_THE_PAGE } from "./kinds.ts";
import { asFrameOf, coloured, hasLook, JUST, passOver } from "./layers.ts";
import { aesthetic, AESTHETICS, around, mappingOf } from "./mapping.ts";
import { transOf, wordsOf } from "./scale_arguments.ts";
import { IDENTITY } from "../../../render/figure/grammar/scales.ts";
import type { Trans } from "../../../render/figure/grammar/spec.ts";

const verb = verbOf("ggplot2");
const pieces = (...list: Piece[]): Value => ({ kind: "pieces", pieces: list });

function ggplot(call: Call): Value {
  let [data, mapping] = [call.optional("data"), call.optional("mapping")];
  if (data?.kind === "pieces") [data, mapping] = [mapping, data];
  const aes: Mapping = mapping?.kind === "pieces" && mapping.pieces[0]?.piece === "aes"
    ? mapping.pieces[0].mapping
    : new Map();
  if (mapping && mapping.kind !== "pieces" && mapping.kind !== "null") {
    call.wrong("mapping", "aes(…)", mapping);
  }
  let frame = null;
  if (data && data.kind !== "null") {
    const own = toLanguage(data);
    frame = isFrame(own) ? own : asFrameOf(call, data) ?? call.wrong("data", "a table", data);
  }
  return plotOf({ data: frame, mapping: aes, pieces: [], context: around(call), span: call.span });
}

// ---- coordinates, words --------------------------------------------------------------------------

function zoom(call: Call): Extract<Piece, { piece: "coord" }> {
  const range = (name: string): [number, number] | null => {
    if (!call.has(name) || call.value(name).kind === "null") return null;
    const inner = toLanguage(call.value(name));
    const v = inner.type === "double" || inner.type === "integer"
      ? asDouble(inner).values
      : call.numbers(name);
    return v.length === 2
      ? [v[0]!, v[1]!]
      : fail("wrong-argument", `${name} takes two limits`, { span: call.spanOf(name) });
  };
  return {
    piece: "coord",
    zoom: { x: range("xlim"), y: range("ylim"), expand: call.flag("expand", true) },
  };
}

/** `coord_trans()`: axes that are bent after all is computed. */
function bent(call: Call): Value {
  const of = (name: string): Trans => call.has(name) ? transOf(call, name) : IDENTITY;
  return pieces({ ...zoom(call), bent: { x: of("x"), y: of("y") } });
}

/** `coord_polar()`: an angle and a distance from the middle. */
function polar(call: Call): Value {
  const direction = call.number("direction", 1);
  if (direction !== 1 && direction !== -1) {
    fail("wrong-argument", "direction is 1, with the clock, or -1", {
      span: call.spanOf("direction"),
    });
  }
  return pieces({
    piece: "coord",
    polar: {
      theta: call.choice("theta", ["x", "y"], "x"),
      start: call.number("start", 0),
      direction,
    },
  });
}

const COORD = "xlim?, ylim?, expand?, clip?, default?";

/** What base graphics call words that `labs()` has: R takes them, and they say nothing. */
const OTHERWISE: Readonly<Record<string, string>> = {
  main: "title",
  sub: "subtitle",
  xlab: "x",
  ylab: "y",
  legend: "the aesthetic, such as colour or fill",
};

function labs(call: Call): Value {
  const labels = new Map<string, string | null>();
  const known = [...AESTHETICS, "title", "subtitle", "caption", "tag", "alt", "alt_insight", "z"];
  for (const arg of call.rest) {
    if (arg.name === null) {
      if (call.evaluate(arg).kind === "pieces") continue;
      fail("too-many-arguments", "labs() takes named words", {
        span: arg.span,
        hint: 'labs(x = "Dose", y = "Weight")',
      });
    }
    const name = aesthetic(arg.name);
    const otherwise = Object.hasOwn(OTHERWISE, name) ? OTHERWISE[name] : null;
    if (otherwise) {
      call.evaluate(arg);
      call.note(
        "passed-over",
        `labs(): ${arg.name} says nothing, as in R: the word is ${otherwise}`,
        { argument: arg.name },
      );
      continue;
    }
    if (name === "parse") {
      call.evaluate(arg);
      call.note("passed-over", "labs(): parse says nothing, as in R", { argument: arg.name });
      continue;
    }
    if (!known.includes(name)) {
      const hint = suggestion(name, known);
      fail("unknown-argument", `labs() has no argument ${arg.name}`, {
        span: arg.nameSpan ?? arg.span,
        ...(hint ? { hint } : {}),
      });
    }
    const value = call.evaluate(arg);
    labels.set(
      name,
      value.kind === "null" || value.kind === "pieces" ? null : labelWords(value)?.[0] ?? "",
    );
  }
  return pieces({ piece: "labels", labels });
}

function oneLabel(call: Call, name: string): Value {
  const text = call.has("label") ? wordsOf(call, "label") : null;
  const more: [string, string | null][] = call.has("subtitle")
    ? [["subtitle", wordsOf(call, "subtitle")]]
    : [];
  return pieces({ piece: "labels", labels: new Map([[name, text], ...more]) });
}

/** `expand_limits()`: values that axes and scales show as well. */
function include(call: Call): Value {
  const aes = new Map<string, LanguageValue>();
  for (const arg of call.rest) {
    const name = arg.name === null ? "" : aesthetic(arg.name);
    if (!AESTHETICS.has(name)) {
      const hint = suggestion(name, ["x", "y", "colour", "fill", "size"]);
      fail(
        "unknown-argument",
        `expand_limits() takes values by aesthetic, not ${arg.name ?? "without a name"}`,
        {
          span: arg.nameSpan ?? arg.span,
          ...(hint ? { hint } : {}),
        },
      );
    }
    aes.set(name, toLanguage(call.evaluate(arg)));
  }
  return pieces({ piece: "include", aes });
}

/** What can be put on a picture by hand. */
const ANNOTATED: Readonly<Record<string, string>> = Object.fromEntries(
  ("text label point segment curve rect pointrange path line tile linerange errorbar crossbar ribbon area col " +
    "polygon step hline vline abline").split(" ").map((g) => [g, g === "col" ? "bar" : g]),
);

function annotate(call: Call): Value {
  const geom = call.text("geom");
  const known = Object.keys(ANNOTATED);
  if (!Object.hasOwn(ANNOTATED, geom)) {
    const hint = suggestion(geom, known);
    fail("wrong-argument", `annotate() has no geom "${geom}"`, {
      span: call.spanOf("geom"),
      ...(hint ? { hint } : {}),
    });
  }
  const fixed = new Map<string, LanguageValue>();
  const params: Record<string, number | string | boolean> = {};
  for (const arg of call.rest) {
    const name = arg.name === null ? "" : aesthetic(arg.name);
    const value = call.evaluate(arg);
    if (OF_THE_PAGE.has(name)) {
      if (name !== "na.rm") passOver(call, arg.name!);
      continue;
    }
    if (name === "arrow") {
      if (value.kind === "pieces" && value.pieces[0]?.piece === "arrow") {
        params.arrow = value.pieces[0].ends;
      }
      continue;
    }
    if (name === "parse") {
      params.parse = value.kind === "logical" && value.values[0] === 1;
      continue;
    }
    const own = toLanguage(value);
    if (["hjust", "vjust", "angle", "fontface", "curvature"].includes(name)) {
      if (own.type === "double" || own.type === "integer") params[name] = own.values[0]!;
      else if (own.type === "character") {
        params[name] = JUST[own.values[0] ?? ""] ?? own.values[0] ?? "";
      }
      continue;
    }
    if (!AESTHETICS.has(name)) {
      const hint = suggestion(name, [...AESTHETICS]);
      fail("unknown-argument", `annotate() has no argument ${arg.name ?? "without a name"}`, {
        span: arg.nameSpan ?? arg.span,
        ...(hint ? { hint } : {}),
      });
    }
    coloured(name, own, arg);
    if (!hasLook(ANNOTATED[geom]!, "identity", name)) passOver(call, arg.name!);
    fixed.set(name, own.type === "integer" ? doubles(asDouble(own).values) : own);
  }
  const layer: LayerPiece = {
    piece: "layer",
    geom: ANNOTATED[geom]!,
    stat: "identity",
    position: { name: "identity", width: null, height: null, x: 0, y: 0, reverse: false },
    mapping: new Map(),
    data: null,
    inherit: false,
    fixed,
    params,
    summary: null,
    curve: null,
    key: false,
    span: call.span,
    context: around(call),
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
  verb(
    "ggplot",
    "data?, mapping?, environment?",
    "a picture of data, to which layers are added",
    ggplot,
  ),
  verb(
    "aes",
    "x?, y?, ...",
    "which columns say where things lie and what they look like",
    (call) => pieces({ piece: "aes", mapping: mappingOf(call) }),
  ),
  verb("vars", "...", "variables of panels", (call) => {
    const entries = call.rest.map((arg, i): [string, Mapped] => [
      arg.name ?? String(i),
      {
        expr: arg.expr,
        value: null,
        names: call.scope.inner,
        context: around(call),
        source: call.context.source,
        span: arg.span,
      },
    ]);
    return pieces({ piece: "aes", mapping: new Map(entries) });
  }),
  verb(
    "facet_wrap",
    "facets, nrow?, ncol?, scales?, shrink!TRUE, labeller?, as.table?, switch?, drop?, dir?, strip.position?",
    "a panel for each value",
    facetWrap,
  ),
  verb(
    "facet_grid",
    "rows?, cols?, scales?, space?, shrink!TRUE, labeller?, as.table?, switch?, drop?, margins?",
    "panels in rows and columns",
    facetGrid,
  ),
  verb("labeller", "...", "words of panels", labellerOf),
  verb(
    "as_labeller",
    "x, default?, multi_line?",
    "words of panels from a vector or a function",
    asLabeller,
  ),
  verb(
    "coord_flip",
    COORD,
    "x goes up and y across",
    (call) => pieces({ ...zoom(call), flip: true }),
  ),
  verb(
    "coord_cartesian",
    COORD,
    "the part of the axes that is shown",
    (call) => pieces(zoom(call)),
  ),
  verb(
    "coord_fixed",
    `ratio?, ${COORD}`,
    "a unit of y as long as one of x",
    (call) => pieces({ ...zoom(call), ratio: call.number("ratio", 1) }),
  ),
  verb(
    "coord_equal",
    `ratio?, ${COORD}`,
    "a unit of y as long as one of x",
    (call) => pieces({ ...zoom(call), ratio: call.number("ratio", 1) }),
  ),
  verb(
    "coord_trans",
    `x?, y?, ${COORD}`,
    "axes that are bent after all is computed",
    bent,
  ),
  verb(
    "coord_polar",
    "theta?, start?, direction?, clip?",
    "one axis is an angle, the other a distance from the middle",
    polar,
  ),
  verb("expand_limits", "...", "values that axes show as well", include),
  verb("labs", "...", "words of axes, keys and above the picture", labs),
  verb("ggtitle", "label, subtitle?", "words above the picture", (call) => oneLabel(call, "title")),
  verb("xlab", "label", "words of the x axis", (call) => oneLabel(call, "x")),
  verb("ylab", "label", "words of the y axis", (call) => oneLabel(call, "y")),
  ...GUIDES,
  verb(
    "arrow",
    "angle?, length?, ends?, type?",
    "a head at an end of a line",
    (call) =>
      pieces({ piece: "arrow", ends: call.choice("ends", ["last", "first", "both"], "last") }),
  ),
  verb("waiver", "", "as it would be", () => pieces({ piece: "none" })),
  verb("annotate", "geom, ...", "a thing that is not in the data", annotate),
  verb("expansion", "mult?, add?", "room at the ends of an axis", expansion),
  silent(
    verb(
      "ggsave",
      "filename?, plot?, device?, path?, scale?, width?, height?, units?, dpi?, limitsize?, bg?",
      "passed over: the page offers its pictures as files",
      (call) => {
        call.note("passed-over", "ggsave() is passed over: the page offers its pictures as files");
        return NULL;
      },
    ),
  ),
  verb("last_plot", "", "the picture that was made last", (call) =>
    lastPlot(call.scope.inner) ??
      fail("wrong-argument", "There is no picture yet", { span: call.span })),
];
