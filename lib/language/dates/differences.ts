/**
 * Differences of time, and words whose value keeps the class of dates.
 *
 * @module
 */
import { type Builtin, Call, word } from "../evaluation/builtin.ts";
import { asDouble } from "../values/coerce.ts";
import {
  doubles,
  inherits,
  integer,
  isVector,
  text,
  type Value,
  withAttribute,
  withAttributes,
} from "../values/value.ts";
import { differences, inUnits, type Unit, unitOf, UNITS } from "../values/differences.ts";
import { apart } from "../operators/time_differences.ts";
import { asDates, datesOf } from "./making.ts";

function unitArgument(call: Call, name: string): Unit {
  const found = call.choice(name, ["auto", ...UNITS]);
  return found === "auto" ? "days" : found;
}

/** Days of a date, or of a text that says one. */
function daysOfAny(call: Call, name: string): ArrayLike<number> {
  const x = call.value(name);
  const dates = inherits(x, "Date") ? x : call.interpreter.call("as.Date", [x], call.span);
  return asDouble(dates).values as unknown as ArrayLike<number>;
}

/** Whether an argument is a time of day, or a text that says one. */
function hasTime(call: Call, name: string): boolean {
  const x = call.value(name);
  return inherits(x, "POSIXct") ||
    x.type === "character" && x.values.some((t) => /\d:\d/.test(t ?? ""));
}

function difftime(call: Call): Value {
  if (hasTime(call, "time1") || hasTime(call, "time2")) {
    const seconds = (name: string): ArrayLike<number> =>
      asDouble(call.interpreter.call("as.POSIXct", [call.value(name)], call.span)).values;
    const [s, t] = [seconds("time1"), seconds("time2")];
    const n = s.length === 0 || t.length === 0 ? 0 : Math.max(s.length, t.length);
    const unit = call.choice("units", ["auto", ...UNITS]);
    return apart(
      Array.from({ length: n }, (_, i) => s[i % s.length]! - t[i % t.length]!),
      unit === "auto" ? null : unit,
    );
  }
  const [a, b] = [daysOfAny(call, "time1"), daysOfAny(call, "time2")];
  const unit = unitArgument(call, "units");
  const n = a.length === 0 || b.length === 0 ? 0 : Math.max(a.length, b.length);
  return differences(
    Array.from({ length: n }, (_, i) => inUnits(a[i % a.length]! - b[i % b.length]!, "days", unit)),
    unit,
  );
}

function asDifftime(call: Call): Value {
  const x = call.value("tim");
  if (inherits(x, "difftime")) return converted(x, unitArgument(call, "units"));
  if (x.type === "character") {
    const seconds = x.values.map((t) => {
      const found = /^\s*(\d{1,2}):(\d{2})(?::(\d{2}))?\s*$/.exec(t ?? "");
      return found
        ? Number(found[1]) * 3600 + Number(found[2]) * 60 + Number(found[3] ?? NaN)
        : NaN;
    });
    const unit = call.has("units") ? call.choice("units", ["auto", ...UNITS]) : "auto";
    return apart(seconds, unit === "auto" ? null : unit);
  }
  if (x.type !== "double" && x.type !== "integer") {
    return call.wrong("tim", "numbers", x, 'as.difftime(3, units = "hours")');
  }
  if (!call.has("units")) {
    return call.fail("missing-argument", "as.difftime() needs units", UNITS.join(", "));
  }
  return differences(asDouble(x).values, unitArgument(call, "units"), x);
}

function converted(x: Value, unit: Unit): Value {
  const own = unitOf(x);
  return differences(Array.from(asDouble(x).values, (v) => inUnits(v, own, unit)), unit, x);
}

/** Values that keep the class: dates stay dates, differences of time stay such. */
const KEEPS_DATES = ["mean", "median", "min", "max", "range", "pmin", "pmax"];
const KEEPS_DIFFERENCES = [
  ...KEEPS_DATES,
  "sum",
  "abs",
  "round",
  "signif",
  "floor",
  "ceiling",
  "trunc",
];
/** What R refuses for differences of time. */
const REFUSED_FOR_DIFFERENCES = ["prod", "sqrt", "exp", "log", "cumsum", "cumprod"];
const MEANINGLESS = [
  "sum",
  "prod",
  "abs",
  "sign",
  "floor",
  "ceiling",
  "signif",
  "any",
  "all",
  "sqrt",
  "exp",
  "log",
  "cumsum",
  "cumprod",
];

/** Words that know of dates or of differences of time. */
const KEPT: ReadonlySet<string> = new Set([...KEEPS_DIFFERENCES, ...MEANINGLESS]);

function keeping(original: Builtin): Builtin {
  const dates = KEEPS_DATES.includes(original.name);
  const times = KEEPS_DIFFERENCES.includes(original.name);
  const refuses = MEANINGLESS.includes(original.name);
  return {
    ...original,
    run: (call) => {
      const first = [...call.given, ...call.dots].find((a) => a && (a.expr || a.value));
      const x = first ? call.valueOf(first) : null;
      if (x?.attributes == null) return original.run(call);
      if (inherits(x, "Date")) {
        if (refuses) {
          return call.fail(
            "wrong-argument",
            `${original.name}() means nothing for dates`,
            "as.numeric() makes days since 1970 of them; differences of dates can be added",
          );
        }
        return dates ? asDates(bare(original.run(call))) : original.run(call);
      }
      if (inherits(x, "POSIXct")) {
        if (original.name === "round" || original.name === "trunc") return original.run(call);
        if (refuses) {
          return call.fail(
            "wrong-argument",
            `${original.name}() means nothing for times`,
            "as.numeric() makes seconds since 1970 of them; differences of times can be added",
          );
        }
        if (!dates) return original.run(call);
        const kept = [...x.attributes].filter(([n]) => n === "class" || n === "tzone");
        const made = bare(original.run(call));
        return withAttributes(made, new Map([...made.attributes ?? [], ...kept]));
      }
      if (inherits(x, "difftime") && REFUSED_FOR_DIFFERENCES.includes(original.name)) {
        return call.fail(
          "wrong-argument",
          `${original.name}() means nothing for differences of time`,
          'as.numeric(x, units = "days") makes numbers of them',
        );
      }
      if (inherits(x, "difftime") && times) {
        return differences(
          asDouble(original.run(call)).values,
          unitOf(x),
          x.attributes.has("names") ? x : null,
        );
      }
      return original.run(call);
    },
  };
}

function bare(x: Value): Value {
  const kept = new Map([...x.attributes ?? []].filter(([n]) => n === "names"));
  return isVector(x) ? withAttributes(x, kept.size > 0 ? kept : null) : x;
}

/** Dates one after another: their differences in days. */
function diff(original: Builtin): Builtin {
  return {
    ...original,
    run: (call) => {
      const x = call.value("x");
      const date = inherits(x, "Date");
      const time = inherits(x, "POSIXct");
      if (!date && !time && !inherits(x, "difftime")) return original.run(call);
      const plain = doubles(asDouble(x).values);
      const given = call.given.map((g, i) => i === 0 && g ? { ...g, expr: null, value: plain } : g);
      const { dots, span, scope, interpreter, expr } = call;
      const out = original.run(new Call(original, given, dots, span, scope, interpreter, expr));
      if (time) return apart(asDouble(out).values);
      return differences(asDouble(out).values, date ? "days" : unitOf(x));
    },
  };
}

/** `as.numeric(x, units = "hours")` of a difference of time. */
function numeric(original: Builtin): Builtin {
  return {
    ...original,
    run: (call) => {
      const units = call.dots.find((d) => d.name === "units");
      const x = call.optional("x");
      if (!units || !x) return original.run(call);
      if (!inherits(x, "difftime")) {
        return call.fail(
          "unknown-argument",
          `${original.name}() has units only for differences of time`,
          "Leave units out, or take a difference of two dates",
        );
      }
      const unit = call.valueOf(units);
      const found = UNITS.find((u) => unit.type === "character" && u === unit.values[0]);
      if (!found) {
        return call.fail("wrong-argument", "There is no such unit of time", UNITS.join(", "));
      }
      return doubles(asDouble(converted(x, found)).values);
    },
  };
}

/** Quartiles and mean of dates. */
function summary(original: Builtin): Builtin {
  return {
    ...original,
    run: (call) => {
      const x = call.optional(original.parameters[0]!.name);
      if (!x || !inherits(x, "Date")) return original.run(call);
      const all = asDouble(x).values;
      const days = Array.from(all).filter((v) => v === v);
      const at = call.interpreter.call("quantile", [doubles(days)], call.span);
      const [low = NaN, q1 = NaN, middle = NaN, q3 = NaN, high = NaN] = asDouble(at).values;
      const sum = days.reduce((s, v) => s + v, 0);
      const out = datesOf(
        [low, q1, middle, sum / days.length, q3, high],
        ["Min.", "1st Qu.", "Median", "Mean", "3rd Qu.", "Max."],
      );
      const gone = all.length - days.length;
      return gone > 0 ? withAttribute(out, "NAs", integer(gone)) : out;
    },
  };
}

/** `cut`, `seq`, `round` and `trunc` of dates and times, which have words of their own. */
function handedOn(original: Builtin, ofDates: string | null, ofTimes: string): Builtin {
  return {
    ...original,
    run: (call) => {
      const x = call.optional(original.parameters[0]!.name);
      const name = x && inherits(x, "POSIXct")
        ? ofTimes
        : x && inherits(x, "Date")
        ? ofDates
        : null;
      if (name === null) return original.run(call);
      // units stand where numbers have their digits
      const named = (p: string): string => p === "digits" ? "units" : p;
      const given = call.given.flatMap((a, i) =>
        a && (a.expr || a.value)
          ? [[named(original.parameters[i]!.name), call.valueOf(a)] as const]
          : []
      );
      const all = [...given, ...call.dots.map((d) => [d.name, call.valueOf(d)] as const)];
      return call.interpreter.call(name, all.map((a) => a[1]), call.span, all.map((a) => a[0]));
    },
  };
}

/** Words of other families as they are for dates and differences of time too. */
export function overDates(words: readonly Builtin[]): Builtin[] {
  return words.map(overDate);
}

function overDate(w: Builtin): Builtin {
  switch (w.name) {
    case "summary":
      return summary(w);
    case "cut":
    case "seq":
      return handedOn(w, `${w.name}.Date`, `${w.name}.POSIXt`);
    case "round":
    case "trunc":
      return handedOn(keeping(w), null, `${w.name}.POSIXt`);
    case "diff":
      return diff(w);
    case "as.numeric":
    case "as.double":
      return numeric(w);
    default:
      return KEPT.has(w.name) ? keeping(w) : w;
  }
}

export const DIFFERENCES: readonly Builtin[] = [
  word("difftime", "time1, time2, tz?, units", difftime),
  word("as.difftime", 'tim, format!"%X", units, tz?', asDifftime),
  word("units", "x", (call) => text(unitOf(call.value("x")))),
  word("units<-", "x, value", (call) => {
    const unit = UNITS.find((u) => u === call.text("value"));
    return unit
      ? converted(call.value("x"), unit)
      : call.wrong("value", "a unit of time", call.value("value"), UNITS.join(", "));
  }),
  word(
    "format.difftime",
    "x, ...",
    (call) => call.interpreter.call("format", [call.value("x")], call.span),
  ),
];
