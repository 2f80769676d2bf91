/**
 * What calls ask of means and contrasts: df method, level, adjustment, side, scale.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { groupedContrasts } from "../../../inference/contrast/bind_contrasts.ts";
import { groupedMeans } from "../../../inference/means/bind_means.ts";
import { requireModel, reshow, type ViewOptions } from "../../../inference/contrast/contrast.ts";
import { type Adjust, ADJUSTMENTS } from "../../../inference/estimate/view.ts";
import type { Ddf } from "../../../inference/df/ddf.ts";
import type { Fit } from "../../../model/fit.ts";
import { suggestion } from "../../../syntax/nearest.ts";
import type { Call } from "../../evaluation/call.ts";
import { type EstimatesValue, isEstimates } from "../../values/estimates.ts";
import { isVector, list, type ListValue, type Value } from "../../values/value.ts";
import { textsOf } from "../../values/vector.ts";

const DDF: ReadonlyMap<string, Ddf> = new Map(Object.entries<Ddf>({
  "kenward-roger": "kenward-roger",
  "kenward-roger-linear": "kenward-roger-linear",
  "kenward-roger-2": "kenward-roger-2",
  "kr": "kenward-roger",
  "satterthwaite": "satterthwaite",
  "containment": "containment",
  "between-within": "between-within",
  "residual": "residual",
  "asymptotic": "asymptotic",
  "lme4": "asymptotic",
}));

/** Names of df methods. */
export const DDF_NAMES: readonly string[] = [...DDF.keys()];

/** A df method by any of the names that R's packages give it. */
export function ddfOf(call: Call, name: string): Ddf | undefined {
  if (!call.has(name)) return undefined;
  const text = call.text(name).toLowerCase();
  // R takes the beginning of a name as well
  const begun = [...DDF.keys()].filter((key) => key.startsWith(text));
  const methods = new Set(begun.map((key) => DDF.get(key)));
  return DDF.get(text) ?? (methods.size === 1 ? [...methods][0] : undefined) ??
    fail("wrong-argument", `There is no df method "${text}"`, {
      span: call.spanOf(name),
      hint: `Choose one of ${[...new Set(DDF.values())].join(", ")}`,
    });
}

/** The df method that `lmer.df` or `mode` asks for; an `lm` has its residual df alone, as in R. */
export function lmerDdf(call: Call, fit: Fit): Ddf | undefined {
  for (const name of ["lmer.df", "mode"]) {
    const ddf = ddfOf(call, name);
    if (ddf === undefined) continue;
    if (fit.ddf.stated || ddf === fit.ddf.default) return ddf;
    // emmeans hands lmer.df to every class of models, and only lmer's looks at it
    const { called } = fit.described;
    const has = `${called[0]!.toUpperCase()}${called.slice(1)} has ${fit.ddf.default} df`;
    if (name === "mode") {
      fail("wrong-argument", `${has}, and not those of ${ddf}`, {
        span: call.spanOf(name),
        hint: `Leave ${name} out`,
      });
    }
    call.note(
      "passed-over",
      `${call.verb.name}(): ${name} is passed over. ${has}`,
      { verb: call.verb.name, argument: name },
      call.spanOf(name),
    );
  }
  return undefined;
}

const SIDES: ReadonlyMap<string, ViewOptions["side"]> = new Map(
  Object.entries<ViewOptions["side"]>({
    "0": "two",
    "two-sided": "two",
    "both": "two",
    "!=": "two",
    "equivalence": "equivalence",
    "noninferiority": "noninferiority",
    "-1": "left",
    "left": "left",
    "<": "left",
    "1": "right",
    "right": "right",
    ">": "right",
  }),
);

/** An adjustment by its name or the beginning of one, in small letters or not, as emmeans takes it. */
export function adjustOf(call: Call, argument = "adjust"): Adjust {
  const text = call.text(argument);
  const known = ADJUSTMENTS.filter((name) => name.toLowerCase().startsWith(text.toLowerCase()));
  const exact = known.find((name) => name.toLowerCase() === text.toLowerCase());
  const found = exact ?? (known.length === 1 ? known[0] : undefined);
  if (found !== undefined) return found;
  return fail("wrong-argument", `${call.verb.name}() has no ${argument} "${text}"`, {
    span: call.spanOf(argument),
    hint: known.length > 1
      ? `Write ${known.join(" or ")}`
      : suggestion(text.toLowerCase(), ADJUSTMENTS, "Choose one of"),
  });
}

/** Degrees of freedom that are given: one number for all. */
function givenDfOf(call: Call): number {
  const df = call.number("df");
  if (df > 0) return df;
  return fail("wrong-argument", `There are no ${df} degrees of freedom`, {
    span: call.spanOf("df"),
    hint: "Give a number above 0; Inf is asymptotic",
  });
}

/** The deviation for which `bias.adjust = TRUE` adjusts: `sigma`, or that of the model; null for none. */
function biasSigmaOf(call: Call): number | null {
  if (!call.has("bias.adjust") || !call.flag("bias.adjust", false)) return null;
  if (call.has("sigma")) return call.number("sigma");
  const object = call.optional("object");
  const fit = object?.kind === "fit"
    ? object.fit
    : object?.kind === "means"
    ? object.grid.fit
    : null;
  if (fit && Number.isFinite(fit.sigma)) return fit.sigma;
  return fail("wrong-argument", "The bias depends on a deviation that is not known here", {
    span: call.spanOf("bias.adjust"),
    hint: "Give it: sigma = 0.2",
  });
}

/** `infer = c(TRUE, FALSE)`: whether intervals, whether tests. */
function shownBy(call: Call): ViewOptions {
  if (!call.has("infer")) return {};
  const value = call.value("infer");
  const asked = value.kind === "logical" ? [...value.values].map((v) => v === 1) : [];
  const [intervals, tests = intervals] = asked;
  if (intervals === undefined || asked.length > 2) {
    return call.wrong(
      "infer",
      "whether to show intervals and whether to show tests",
      value,
      "Write infer = c(TRUE, TRUE)",
    );
  }
  return { show: intervals ? tests ? "both" : "interval" : tests ? "test" : "none" };
}

/** What `infer`, `side`, `null`, `delta`, `adjust`, `level` and `type` ask of means and contrasts. */
export function viewOptions(call: Call): ViewOptions {
  const view = inferenceOptions(call);
  if (call.has("adjust")) view.adjust = adjustOf(call);
  if (call.has("level")) view.level = call.number("level");
  if (call.has("type")) view.type = scaleOf(call);
  return view;
}

const TYPES = ["link", "response", "mu", "lp", "linear.predictor", "unlink"] as const;

/** The scale that `type` asks for; `"unlink"` takes a link back, but no transformation. */
export function scaleOf(call: Call): "link" | "response" {
  const type = call.choice("type", TYPES, "link");
  if (type === "response") return type;
  if (type !== "unlink" && type !== "mu") return "link";
  const object = ["object", "x", "emm"].map((name) =>
    call.verb.parameters.some((p) => p.name === name) ? call.optional(name) : null
  ).find((value) => value !== null);
  const both = object && emmList(object);
  const value = both ? both.items[0]!.value : object;
  const fit = value?.kind === "fit" ? value.fit : value && isEstimates(value) ? fitOf(value) : null;
  return fit?.generalized || fit?.marginal ? "response" : "link";
}

/** The fit that means or contrasts are of. */
const fitOf = (value: EstimatesValue): Fit =>
  requireModel(value.kind === "means" ? value.grid : value.table).parts.fit;

/** What `infer`, `side`, `null` and `delta` ask. */
export function inferenceOptions(call: Call): ViewOptions {
  const view: ViewOptions = shownBy(call);
  if (call.has("null")) view.nullValue = call.number("null");
  if (call.has("delta")) view.delta = call.number("delta");
  if (call.has("df")) view.df = givenDfOf(call);
  if (call.has("cross.adjust")) view.crossAdjust = adjustOf(call, "cross.adjust");
  const sigma = biasSigmaOf(call);
  if (sigma !== null) view.biasSigma = sigma;
  if (call.has("side")) {
    const value = call.value("side");
    const text = isVector(value) ? textsOf(value)[0] ?? "" : "";
    view.side = SIDES.get(text) ?? fail("wrong-argument", `A test has no side ${text}`, {
      span: call.spanOf("side"),
      hint: 'Write "<", ">" or "two-sided"',
    });
  }
  return view;
}

/** The list that `emmeans(m, pairwise ~ Trt)` gives, or null. */
export function emmList(value: Value): ListValue | null {
  return value.kind === "list" && value.class === "emm_list" ? value : null;
}

/** Refuses arguments that a verb knows, but not of what it is given. */
export function refuseFor(call: Call, names: readonly string[], what: string, hint: string): void {
  for (const name of names) {
    if (!call.has(name)) continue;
    fail("unknown-argument", `${call.verb.name}() of ${what} has no argument ${name}`, {
      span: call.spanOf(name),
      hint,
    });
  }
}

/** The groups of `by`, or none of them where it is `NULL`. */
export function regrouped(call: Call, value: EstimatesValue): EstimatesValue {
  if (!call.has("by")) return value;
  const by = call.value("by").kind === "null" ? [] : call.texts("by");
  return call.at(
    "by",
    () =>
      value.kind === "means"
        ? { kind: "means", grid: groupedMeans(value.grid, by) }
        : { kind: "contrasts", table: groupedContrasts(value.table, by) },
  );
}

/** The same as a table that is no grid any more, as `summary`, `confint` and `test` give them. */
export function summed(value: Value | null): Value | null {
  if (value === null) return null;
  if (isEstimates(value)) return { ...value, summed: true };
  const both = emmList(value);
  if (!both) return value;
  const items = both.items.map(({ name, value: inner }) => ({ name, value: summed(inner)! }));
  return list(items, "emm_list");
}

/** Means, contrasts, or a list of both shown otherwise; null if the value is none of them. */
export function reshown(call: Call, given: Value, view: ViewOptions): Value | null {
  const value = isEstimates(given) ? regrouped(call, given) : given;
  if (value.kind === "means") {
    return { kind: "means", grid: call.at("object", () => reshow(value.grid, view)) };
  }
  if (value.kind === "contrasts") {
    return { kind: "contrasts", table: call.at("object", () => reshow(value.table, view)) };
  }
  const both = emmList(value);
  if (!both) return null;
  const items = both.items.map(({ name, value: inner }) => ({
    name,
    value: reshown(call, inner, view) ?? inner,
  }));
  return list(items, "emm_list");
}
