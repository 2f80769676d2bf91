/**
 * Keys: which there are, and what they are told: `guides() guide_legend()` …
 *
 * @module
 */
import { fail, type Span } from "../../../../diagnostic.ts";
import type { GuideSpec } from "../../../../render/figure/grammar/spec.ts";
import { suggestion } from "../../../../syntax/nearest.ts";
import type { Call } from "../../../evaluation/call.ts";
import { type Verb, verbOf } from "../../../evaluation/verb.ts";
import type { Piece } from "../../../values/plot.ts";
import { isVector, type Value } from "../../../values/value.ts";
import { textsOf } from "../../../values/vector.ts";
import { aesthetic, AESTHETICS } from "../mapping.ts";

const verb = verbOf("ggplot2");
const pieces = (...list: Piece[]): Value => ({ kind: "pieces", pieces: list });

function guides(call: Call): Value {
  const hidden: string[] = [];
  const told = new Map<string, GuideSpec>();
  for (const arg of call.rest) {
    if (arg.name === null) {
      fail("too-many-arguments", "guides() takes named guides", {
        span: arg.span,
        hint: 'guides(fill = "none")',
      });
    }
    const name = aesthetic(arg.name);
    if (!AESTHETICS.has(name)) {
      const hint = suggestion(name, ["colour", "fill", "shape", "size", "linetype", "alpha"]);
      fail("unknown-argument", `guides() has no argument ${arg.name}`, {
        span: arg.nameSpan ?? arg.span,
        ...(hint ? { hint } : {}),
      });
    }
    const value = call.evaluate(arg);
    if (
      value.kind === "character" && value.values[0] === "none" ||
      value.kind === "logical" && value.values[0] === 0
    ) hidden.push(name);
    else if (value.kind === "character") {
      const said = value.values[0] ?? "";
      told.set(name, guideNamed(said, arg.span));
    } else if (value.kind === "pieces" && value.pieces[0]?.piece === "guide") {
      told.set(name, guideOf(call, value.pieces[0].guide, name));
    }
  }
  return pieces({ piece: "hidden", aes: hidden }, { piece: "guides", guides: told });
}

/** A guide as its aesthetic obeys it: texts of an axis beside are level. */
export function guideOf(call: Call, guide: GuideSpec, aes: string): GuideSpec {
  if (aes !== "y" || guide.angle === undefined) return guide;
  const text = "guide_axis(): angle is passed over: texts of an axis beside are level";
  call.note("passed-over", text, { argument: "angle" });
  const { angle: _, ...rest } = guide;
  return rest;
}

const NAMED: Readonly<Record<string, GuideSpec>> = {
  none: {},
  legend: { swatches: true },
  colourbar: {},
  colorbar: {},
  axis: {},
  bins: { swatches: true },
  coloursteps: { steps: true },
  colorsteps: { steps: true },
};

/** The key that a text names. */
export function guideNamed(said: string, span: Span): GuideSpec {
  if (Object.hasOwn(NAMED, said)) return NAMED[said]!;
  const hint = suggestion(said, Object.keys(NAMED));
  return fail("wrong-argument", `There is no guide "${said}"`, {
    span,
    ...(hint ? { hint } : {}),
  });
}

/** `guide_legend(title, nrow, override.aes, …)` and the like. */
function guide(call: Call, spec: GuideSpec): Value {
  spec = { ...spec };
  const title = call.optional("title");
  if (title && title.kind !== "pieces") {
    spec.title = isVector(title) ? textsOf(title)[0] ?? "" : null;
  }
  const number = (name: string): number | null =>
    call.has(name) && call.value(name).kind !== "null" ? call.number(name) : null;
  const rows = number("nrow"), columns = number("ncol"), order = number("order");
  if (rows !== null) spec.rows = rows;
  if (columns !== null) spec.columns = columns;
  if (order !== null) spec.order = order;
  if (call.has("reverse")) spec.reverse = call.flag("reverse", false);
  if (call.has("byrow")) spec.byRow = call.flag("byrow", false);
  if (!call.flag("label", true)) spec.wordless = true;
  if (call.has("direction")) {
    spec.along = call.choice("direction", ["horizontal", "vertical"], "horizontal");
  }
  if (call.has("override.aes")) {
    const value = call.value("override.aes");
    if (value.kind !== "list") call.wrong("override.aes", "a list", value, "list(size = 3)");
    const instead = new Map<string, number | string>();
    for (const { name, value: own } of value.items) {
      const aes = aesthetic(name ?? "");
      if (!AESTHETICS.has(aes)) {
        const hint = suggestion(aes, [...AESTHETICS]);
        fail("unknown-argument", `override.aes has no aesthetic ${name ?? "without a name"}`, {
          span: call.spanOf("override.aes"),
          ...(hint ? { hint } : {}),
        });
      }
      const text = own.kind === "numeric"
        ? own.values[0]
        : isVector(own)
        ? textsOf(own)[0] ?? "NA"
        : undefined;
      if (text !== undefined) instead.set(aes, text);
    }
    spec.instead = instead;
  }
  return pieces({ piece: "guide", guide: spec });
}

/** `guide_axis()`: words of an axis, how its texts are turned, where it stands. */
function guideAxis(call: Call): Value {
  const spec: GuideSpec = {}, title = call.optional("title");
  if (title && title.kind !== "pieces") {
    spec.title = isVector(title) ? textsOf(title)[0] ?? "" : null;
  }
  if (call.optional("angle")?.kind === "numeric") spec.angle = call.number("angle");
  if (call.has("position")) spec.across = /^(top|right)$/.test(call.text("position"));
  return pieces({ piece: "guide", guide: spec });
}

const SHARED =
  "title?, title.position?, title.theme?, title.hjust?, title.vjust?, label?, label.position?, label.theme?, " +
  "label.hjust?, label.vjust?, direction?, default.unit?, reverse?, order?, theme?, position?";
const LEGEND = `${SHARED}, keywidth?, keyheight?, override.aes?, nrow?, ncol?, byrow?`;
const BAND =
  `${SHARED}, barwidth?, barheight?, nbin?, raster?, ticks?, ticks.colour?, ticks.linewidth?, frame.colour?, ` +
  "frame.linewidth?, frame.linetype?, draw.ulim?, draw.llim?, available_aes?, even.steps?, show.limits?, alpha?";
const BINS = `${LEGEND}, axis?, axis.colour?, axis.linewidth?, axis.arrow?, show.limits?`;
const GUIDE_AXIS = "title?, check.overlap?, angle?, n.dodge?, order?, position?, theme?";

/** Words of keys. */
export const GUIDES: readonly Verb[] = [
  verb("guides", "...", "which keys there are", guides),
  verb("guide_legend", LEGEND, "a key of swatches", (call) => guide(call, { swatches: true })),
  ...["guide_colourbar", "guide_colorbar"].map((name) =>
    verb(name, BAND, "a band of tones", (call) => guide(call, {}))
  ),
  ...["guide_coloursteps", "guide_colorsteps"].map((name) =>
    verb(name, BAND, "a band of tones by steps", (call) => guide(call, { steps: true }))
  ),
  verb("guide_bins", BINS, "a key of swatches", (call) => guide(call, { swatches: true })),
  verb("guide_axis", GUIDE_AXIS, "an axis: its words, and how its texts are turned", guideAxis),
  verb(
    "guide_none",
    "title?, position?",
    "no key",
    () => ({ kind: "character", values: ["none"], names: null }),
  ),
];
