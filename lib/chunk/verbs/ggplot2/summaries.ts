/**
 * What `stat_summary` computes at each x.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { asDouble } from "../../../language/values/coerce.ts";
import {
  doubles,
  isVector,
  namesOf,
  type Value as LanguageValue,
} from "../../../language/values/value.ts";
import { qt } from "../../../math/distribution/f_distribution.ts";
import { quantile7 } from "../../../render/figure/grammar/stats.ts";
import type { Summary } from "../../../render/figure/grammar/spec.ts";
import { suggestion } from "../../../syntax/nearest.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { Call } from "../../evaluation/call.ts";
import type { Supplied } from "../../evaluation/signature.ts";
import { applied } from "./mapping.ts";

const mean = (v: readonly number[]): number => v.reduce((s, x) => s + x, 0) / v.length;
const sd = (v: readonly number[]): number => {
  const m = mean(v);
  return Math.sqrt(v.reduce((s, x) => s + (x - m) ** 2, 0) / (v.length - 1));
};
const about = (y: number, reach: number): Summary => ({ y, ymin: y - reach, ymax: y + reach });

/** Summaries by R's name; `more` are the arguments of `fun.args`. */
const SUMMARIES: Readonly<
  Record<string, (v: number[], more: ReadonlyMap<string, number>) => Summary>
> = {
  mean_se: (v, more) => about(mean(v), (more.get("mult") ?? 1) * sd(v) / Math.sqrt(v.length)),
  mean_cl_normal: (v, more) => {
    const level = more.get("conf.int") ?? 0.95;
    return about(mean(v), qt(1 - (1 - level) / 2, v.length - 1) * sd(v) / Math.sqrt(v.length));
  },
  mean_sdl: (v, more) => about(mean(v), (more.get("mult") ?? 2) * sd(v)),
  median_hilow: (v, more) => {
    const level = more.get("conf.int") ?? 0.95, sorted = [...v].sort((a, b) => a - b);
    return {
      y: quantile7(sorted, 0.5),
      ymin: quantile7(sorted, (1 - level) / 2),
      ymax: quantile7(sorted, (1 + level) / 2),
    };
  },
};

function argument(call: Call, ...names: string[]): Supplied | null {
  return call.rest.find((a) => a.name !== null && names.includes(a.name)) ?? null;
}

/** The name of one of the summaries that are known. */
function summaryNamed(arg: Supplied): string | null {
  const { expr } = arg;
  const name = expr?.kind === "name" ? expr.name : expr?.kind === "string" ? expr.value : null;
  return name !== null && Object.hasOwn(SUMMARIES, name) ? name : null;
}

function moreOf(call: Call): Map<string, number> {
  const arg = argument(call, "fun.args");
  const more = new Map<string, number>();
  const value = arg && call.evaluate(arg);
  if (value?.kind === "list") {
    for (const { name, value: v } of value.items) {
      if (name && v.kind === "numeric") more.set(name, v.values[0]!);
    }
  }
  return more;
}

/** What a summary layer computes. */
export function summaryOf(call: Call): (values: number[]) => Summary {
  const whole = argument(call, "fun.data");
  const more = moreOf(call);
  if (whole) {
    const name = summaryNamed(whole);
    if (name) return (v) => SUMMARIES[name]!(v, more);
    if (
      whole.expr?.kind === "string" ||
      whole.expr?.kind === "name" && /^(mean|median)_/.test(whole.expr.name)
    ) {
      const said = whole.expr.kind === "string" ? whole.expr.value : whole.expr.name;
      const hint = suggestion(said, Object.keys(SUMMARIES));
      fail("wrong-argument", `There is no summary "${said}" here`, {
        span: whole.span,
        ...(hint ? { hint } : {}),
      });
    }
    const fn = toLanguage(call.evaluate(whole));
    return (v) => parts(applied(call, fn, [doubles(Float64Array.from(v))], whole.span), whole);
  }
  const one = (arg: Supplied | null): ((v: number[]) => number) | null => {
    if (!arg) return null;
    const fn = toLanguage(call.evaluate(arg));
    return (v) => {
      const value = applied(call, fn, [doubles(Float64Array.from(v))], arg.span);
      return isVector(value) && value.type !== "list" ? asDouble(value).values[0] ?? NaN : NaN;
    };
  };
  const middle = one(argument(call, "fun", "fun.y"));
  const low = one(argument(call, "fun.min", "fun.ymin")),
    high = one(argument(call, "fun.max", "fun.ymax"));
  if (!middle && !low && !high) {
    call.note(
      "defaults",
      "stat_summary() shows means with their standard errors: fun.data = mean_se",
    );
    return (v) => SUMMARIES.mean_se!(v, more);
  }
  return (v) => ({ y: middle?.(v) ?? NaN, ymin: low?.(v) ?? NaN, ymax: high?.(v) ?? NaN });
}

function parts(value: LanguageValue, arg: Supplied): Summary {
  if (!isVector(value)) {
    return fail("wrong-argument", "fun.data gives y, ymin and ymax", { span: arg.span });
  }
  const names = namesOf(value) ?? [];
  const at = (name: string): number => {
    const i = names.indexOf(name);
    if (i < 0) return NaN;
    const v = value.type === "list" ? value.values[i]! : value;
    return asDouble(v).values[value.type === "list" ? 0 : i] ?? NaN;
  };
  return { y: at("y"), ymin: at("ymin"), ymax: at("ymax") };
}
