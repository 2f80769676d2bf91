/**
 * What the arguments of scales say: limits, breaks, labels, transformations, second axes.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { asDouble } from "../../../language/values/coerce.ts";
import {
  characters,
  doubles,
  isVector,
  share,
  type Value as LanguageValue,
} from "../../../language/values/value.ts";
import { Scope } from "../../../language/values/scope.ts";
import { stepOf } from "../../../render/figure/grammar/axes.ts";
import { inkOf } from "../../../render/figure/grammar/palettes.ts";
import { TRANS } from "../../../render/figure/grammar/scales.ts";
import type { ScaleSpec, Trans } from "../../../render/figure/grammar/spec.ts";
import { suggestion } from "../../../syntax/nearest.ts";
import { fromLanguage } from "../../bridge/from_language.ts";
import { labelWords } from "../../bridge/label_words.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { Call } from "../../evaluation/call.ts";
import type { Piece } from "../../values/plot.ts";
import type { Value } from "../../values/value.ts";
import { isVector as isPlain } from "../../values/value.ts";
import { textsOf } from "../../values/vector.ts";
import { guideNamed, guideOf } from "./theming/guides.ts";
import { applied, around } from "./mapping.ts";

/** A value as a function of breaks or limits; null if it is none. */
export function functionOf(
  call: Call,
  name: string,
  value: Value,
): ((x: LanguageValue) => LanguageValue) | null {
  const inner = toLanguage(value);
  if (value.kind === "formula") {
    const body = value.expr.args.at(-1)!.value!, surroundings = around(call);
    return (x) => {
      const scope = new Scope(call.scope.inner);
      for (const word of [".", ".x"]) scope.set(word, share(x));
      return surroundings.valueOf(body, scope);
    };
  }
  if (inner.type !== "closure" && inner.type !== "builtin") return null;
  return (x) => applied(call, inner, [x], call.spanOf(name));
}

/** Values of an axis as a function is given them: dates where the axis has dates. */
function valuesFor(call: Call, x: readonly number[]): LanguageValue {
  const own = doubles(Float64Array.from(x));
  return /_date$/.test(call.verb.name)
    ? { ...own, attributes: new Map([["class", characters(["Date"])]]) }
    : own;
}

/** A function of numbers. */
function numbersOf(
  call: Call,
  name: string,
  fn: (x: LanguageValue) => LanguageValue,
): (x: readonly number[]) => ArrayLike<number> {
  return (x) => {
    const made = fn(valuesFor(call, x));
    return isVector(made) && made.type !== "list"
      ? asDouble(made).values
      : fail("wrong-argument", `${name} gives no numbers`, { span: call.spanOf(name) });
  };
}

/** Words as a text; `expression(…)` and calls as mathematics. */
export function wordsOf(call: Call, name: string): string | null {
  const value = call.value(name);
  if (value.kind === "null") return null;
  if (value.kind === "pieces") return "";
  return labelWords(value)?.[0] ?? "";
}

/** `waiver()`: as it would be without the argument. */
function isWaiver(value: Value): boolean {
  return value.kind === "pieces" && value.pieces[0]?.piece === "none";
}

function given(call: Call, name: string): Value | null {
  if (!call.has(name)) return null;
  const value = call.value(name);
  return isWaiver(value) ? null : value;
}

/** Numbers, dates as their days. */
function plainNumbers(value: Value): number[] | null {
  const inner = toLanguage(value);
  return inner.type === "double" || inner.type === "integer"
    ? Array.from(asDouble(inner).values)
    : null;
}

function limits(call: Call, spec: ScaleSpec): void {
  const value = given(call, "limits");
  if (!value || value.kind === "null") return;
  const fn = functionOf(call, "limits", value);
  if (fn) {
    spec.limitsOf = numbersOf(call, "limits", fn);
    return;
  }
  const numbers = plainNumbers(value);
  if (numbers) {
    if (numbers.length !== 2 && spec.kind !== "discrete") {
      fail("wrong-argument", "Limits are two values", {
        span: call.spanOf("limits"),
        hint: "limits = c(0, 10); NA leaves one as it is",
      });
    }
    spec.limits = numbers.map((v) => Number.isNaN(v) ? null : v);
    const [low, high] = numbers;
    if (spec.kind === "continuous" && !spec.trans && low! > high!) spec.trans = TRANS.reverse!;
  } else if (isPlain(value)) spec.limits = textsOf(value);
}

function breaks(call: Call, spec: ScaleSpec): void {
  const value = given(call, "breaks");
  if (!value) return;
  const fn = functionOf(call, "breaks", value);
  if (value.kind === "null") spec.breaks = null;
  else if (fn) spec.breaksOf = numbersOf(call, "breaks", fn);
  else {
    const numbers = plainNumbers(value);
    if (numbers) spec.breaks = numbers;
    else if (isPlain(value)) spec.breaks = textsOf(value).map((t) => t ?? "NA");
  }
}

/** Texts of breaks: values, names of breaks, or a function. */
export function labelled(
  call: Call,
  name: string,
): Pick<ScaleSpec, "labels" | "labelsBy" | "labelsOf"> {
  const value = given(call, name);
  if (!value) return {};
  if (value.kind === "null") return { labels: null };
  const fn = functionOf(call, name, value);
  if (fn) {
    return {
      labelsOf: (breaks) => {
        const own = breaks.every((b) => typeof b === "number")
          ? valuesFor(call, breaks as number[])
          : characters(breaks.map(String));
        const made = fn(own);
        return labelWords(fromLanguage(made)) ?? breaks.map(String);
      },
    };
  }
  if (!isPlain(value)) {
    const texts = labelWords(value);
    const names = value.kind === "list" ? value.items.map((i) => i.name) : [];
    if (!texts) return call.wrong(name, "texts or a function", value);
    return names.some((n) => n !== null)
      ? { labelsBy: new Map(names.map((n, i) => [n ?? "", texts[i]!])) }
      : { labels: texts };
  }
  const texts = textsOf(value).map((t) => t ?? "");
  const names = value.kind === "character" ? value.names : null;
  return names ? { labelsBy: new Map(names.map((n, i) => [n, texts[i]!])) } : { labels: texts };
}

/** The transformation that an argument names. */
export function transOf(call: Call, name: string): Trans {
  const value = call.value(name);
  if (value.kind === "pieces" && value.pieces[0]?.piece === "trans") return value.pieces[0].trans;
  const said = call.text(name).replace(/_trans$/, ""), trans = TRANS[said];
  if (trans) return trans;
  const hint = suggestion(said, Object.keys(TRANS));
  return fail("wrong-argument", `There is no transformation "${said}"`, {
    span: call.spanOf(name),
    ...(hint ? { hint } : {}),
  });
}

function expand(call: Call, spec: ScaleSpec): void {
  const value = given(call, "expand");
  if (!value) return;
  const e = plainNumbers(value) ?? [];
  if (e.length === 2) spec.expand = [e[0]!, e[1]!, e[0]!, e[1]!];
  else if (e.length === 4) spec.expand = e as [number, number, number, number];
  else {
    call.wrong("expand", "two or four numbers", value, "expansion(mult = c(0, 0.05))");
  }
}

/** What lies beyond the limits: left out, kept, or put at them. */
function beyond(call: Call, spec: ScaleSpec): void {
  if (!call.has("oob")) return;
  const expr = call.quoted("oob");
  const name = expr?.kind === "name"
    ? expr.name
    : expr?.kind === "call" && expr.args[1]?.value?.kind === "name"
    ? expr.args[1].value.name
    : "";
  if (/^(oob_)?keep$/.test(name)) spec.keep = true;
  else if (/^(oob_)?squish(_infinite|_any)?$/.test(name)) spec.squish = !/infinite/.test(name);
  else if (!/^(oob_)?censor(_any)?$/.test(name)) {
    fail("wrong-argument", "oob is censor, squish or oob_keep here", {
      span: call.spanOf("oob"),
      hint: "oob = scales::squish",
    });
  }
}

function steps(call: Call, spec: ScaleSpec): void {
  for (const name of ["date_breaks"]) {
    if (!given(call, name)) continue;
    const text = call.text(name), step = stepOf(text);
    if (!step) {
      fail("wrong-argument", `"${text}" is no step of days`, {
        span: call.spanOf(name),
        hint: 'Such as "2 weeks" or "1 month"',
      });
    }
    spec.step = step;
  }
  if (given(call, "date_labels")) spec.dates = call.text("date_labels");
}

function guide(call: Call, spec: ScaleSpec): void {
  const value = given(call, "guide");
  if (!value) return;
  if (
    value.kind === "character" && value.values[0] === "none" ||
    value.kind === "logical" && value.values[0] === 0
  ) spec.hidden = true;
  else if (value.kind === "character") {
    spec.guide = { ...spec.guide, ...guideNamed(value.values[0] ?? "", call.spanOf("guide")) };
  } else if (value.kind === "pieces" && value.pieces[0]?.piece === "guide") {
    const aes = call.verb.name.startsWith("scale_y_") ? "y" : "";
    spec.guide = guideOf(call, value.pieces[0].guide, aes);
    if (spec.guide.across) spec.across = true;
  }
}

/** What the arguments that scales share say. */
export function common(
  call: Call,
  kind: ScaleSpec["kind"],
  more: Partial<ScaleSpec> = {},
): ScaleSpec {
  const spec: ScaleSpec = { kind, ...more };
  const name = given(call, "name");
  if (name) spec.name = name.kind === "null" ? null : wordsOf(call, "name");
  for (const word of ["trans", "transform"]) {
    if (given(call, word)) spec.trans = transOf(call, word);
  }
  limits(call, spec);
  breaks(call, spec);
  Object.assign(spec, labelled(call, "labels"));
  expand(call, spec);
  beyond(call, spec);
  steps(call, spec);
  guide(call, spec);
  const count = given(call, "n.breaks");
  if (count && count.kind !== "null") spec.count = call.number("n.breaks");
  const missing = given(call, "na.value");
  if (missing && (missing.kind === "character" || missing.kind === "logical")) {
    const said = missing.kind === "character" ? call.text("na.value") : "NA";
    if (inkOf(said) === undefined) {
      fail("wrong-argument", `"${said}" is no colour`, { span: call.spanOf("na.value") });
    }
    spec.missing = said;
  }
  if (call.has("drop") && !call.flag("drop", true)) spec.undropped = true;
  if (!call.flag("na.translate", true)) spec.untranslated = true;
  if (call.has("position") && /^(top|right)$/.test(call.text("position"))) spec.across = true;
  const second = given(call, "sec.axis");
  if (second?.kind === "pieces" && second.pieces[0]?.piece === "second") {
    spec.second = second.pieces[0].second;
  } else if (second?.kind === "formula") {
    spec.second = { of: numbersOf(call, "sec.axis", functionOf(call, "sec.axis", second)!) };
  } else if (second) call.wrong("sec.axis", "sec_axis(…) or dup_axis()", second);
  return spec;
}

/** `sec_axis()` and `dup_axis()`. */
export function secondAxis(call: Call, copies: boolean): Value {
  const word = ["trans", "transform"].find((w) => call.has(w));
  const fn = word ? functionOf(call, word, call.value(word)) : null;
  if (!fn && !copies && !word) {
    fail("missing-argument", "sec_axis() needs what becomes of the values", {
      span: call.span,
      hint: "sec_axis(~ . * 2)",
    });
  }
  const trans = word && !fn ? transOf(call, word) : null;
  const of = fn ? numbersOf(call, word!, fn) : trans && ((v: readonly number[]) => v.map(trans.to));
  const spec: ScaleSpec = { kind: "continuous" };
  breaks(call, spec);
  const name = given(call, "name");
  const derived = call.quoted("name");
  const same = derived?.kind === "call" && derived.callee.kind === "name" &&
    derived.callee.name === "derive";
  const piece: Piece = {
    piece: "second",
    second: {
      of,
      ...(copies && !name || same ? {} : { name: name ? wordsOf(call, "name") : null }),
      ...(spec.breaks !== undefined
        ? { breaks: spec.breaks === null ? null : spec.breaks.map(Number) }
        : {}),
      ...labelled(call, "labels"),
    },
  };
  return { kind: "pieces", pieces: [piece] };
}
