/**
 * Power of simple comparisons and what it takes: `power.t.test power.prop.test power.anova.test`.
 *
 * @module
 */
import { pf, pt, qf, qt } from "../../../math/distribution/f_distribution.ts";
import { pnorm, qnorm } from "../../../math/distribution/normal.ts";
import { chandrupatla } from "../../../math/root.ts";
import { type Builtin, type Call, word } from "../../evaluation/builtin.ts";
import {
  characters,
  double,
  namedList,
  NULL,
  text,
  type Value,
  withAttribute,
} from "../../values/value.ts";

/** Quantities of a calculation: null for the one that is asked. */
export type Facts = Record<string, number | null>;

export function factsOf(call: Call, defaults: Readonly<Record<string, number | null>>): Facts {
  const facts: Facts = {};
  for (const [name, otherwise] of Object.entries(defaults)) {
    const value = call.optional(name);
    facts[name] = value === null ? otherwise : value.type === "NULL" ? null : call.number(name);
  }
  const open = Object.entries(facts).filter(([, v]) => v === null);
  if (open.length !== 1) {
    call.fail(
      "wrong-argument",
      `${call.word.name}() finds exactly one of ${Object.keys(defaults).join(", ")}`,
      "Leave one of them out",
    );
  }
  return facts;
}

/** Finds the one that is asked. */
export function solved(
  call: Call,
  facts: Facts,
  power: (f: Record<string, number>) => number,
  /** The least, where the search begins, and the most; without a most it goes on doubling. */
  ranges: Readonly<Record<string, readonly [number, number, number | null]>>,
): Record<string, number> {
  const name = Object.keys(facts).find((k) => facts[k] === null)!;
  const whole = (value: number): Record<string, number> => ({
    ...facts,
    [name]: value,
  } as Record<string, number>);
  if (name === "power") return whole(power({ ...facts, power: 0 } as Record<string, number>));
  const f = (v: number): number => power(whole(v)) - facts["power"]!;
  const [least, start, most] = ranges[name]!;
  let [low, high] = most === null ? [start, start] : [least, most];
  let [atLow, atHigh] = [f(low), f(high)];
  for (let step = 0; step < 40 && atLow * atHigh > 0 && most === null; step++) {
    low = Math.max(least, low / 2);
    high *= 2;
    [atLow, atHigh] = [f(low), f(high)];
  }
  if (atLow === 0) return whole(low);
  if (atHigh === 0) return whole(high);
  if (atLow * atHigh < 0) return whole(chandrupatla(f, low, atLow, high, atHigh));
  return call.fail("no-root", `No ${name} gives this power`, "Change the other quantities");
}

export function outcome(
  facts: Record<string, number>,
  order: readonly string[],
  more: readonly (readonly [string, Value])[],
): Value {
  const list = namedList([
    ...order.map((name) => [name, double(facts[name]!)] as const),
    ...more,
  ]);
  return withAttribute(list, "class", characters(["power.htest"]));
}

function sides(call: Call): 1 | 2 {
  return call.choice("alternative", ["two.sided", "one.sided"]) === "two.sided" ? 2 : 1;
}

function powerT(call: Call): Value {
  const type = call.choice("type", ["two.sample", "one.sample", "paired"]);
  const side = sides(call);
  const strict = call.flag("strict", false) && side === 2;
  const samples = type === "two.sample" ? 2 : 1;
  const facts = factsOf(call, { n: null, delta: null, sd: 1, "sig.level": 0.05, power: null });
  const power = (f: Record<string, number>): number => {
    const nu = Math.max(1e-7, f["n"]! - 1) * samples;
    const ncp = Math.sqrt(f["n"]! / samples) * Math.abs(f["delta"]!) / f["sd"]!;
    const q = qt(f["sig.level"]! / side, nu, { upper: true });
    const above = pt(q, nu, { ncp, upper: true });
    return strict ? above + pt(-q, nu, { ncp }) : above;
  };
  const found = solved(call, facts, power, {
    n: [2, 4, null],
    sd: [0, Math.abs(facts["delta"] ?? 1), null],
    delta: [0, facts["sd"] ?? 1, null],
    "sig.level": [1e-10, 0.5, 1 - 1e-10],
  });
  const note = type === "paired"
    ? "n is number of *pairs*, sd is std.dev. of *differences* within pairs"
    : type === "two.sample"
    ? "n is number in *each* group"
    : null;
  return outcome(found, ["n", "delta", "sd", "sig.level", "power"], [
    ["alternative", text(side === 2 ? "two.sided" : "one.sided")],
    ["note", note === null ? NULL : text(note)],
    [
      "method",
      text(
        `${
          type === "paired" ? "Paired" : type === "two.sample" ? "Two-sample" : "One-sample"
        } t test power calculation`,
      ),
    ],
  ]);
}

function powerProp(call: Call): Value {
  const side = sides(call);
  const strict = call.flag("strict", false) && side === 2;
  const facts = factsOf(call, { n: null, p1: null, p2: null, "sig.level": 0.05, power: null });
  const power = (f: Record<string, number>): number => {
    const [p1, p2, n] = [f["p1"]!, f["p2"]!, f["n"]!];
    const [q1, q2] = [1 - p1, 1 - p2];
    const z = qnorm(f["sig.level"]! / side, { upper: true });
    const common = z * Math.sqrt((p1 + p2) * (1 - (p1 + p2) / 2));
    const own = Math.sqrt(p1 * q1 + p2 * q2);
    const away = Math.sqrt(n) * Math.abs(p1 - p2);
    const one = pnorm((away - common) / own);
    return strict ? one + pnorm((away + common) / own, { upper: true }) : one;
  };
  const found = solved(call, facts, power, {
    n: [2, 4, null],
    p1: [1e-10, 0.5, facts["p2"] ?? 1],
    p2: [facts["p1"] ?? 0, 0.5, 1 - 1e-10],
    "sig.level": [1e-10, 0.5, 1 - 1e-10],
  });
  return outcome(found, ["n", "p1", "p2", "sig.level", "power"], [
    ["alternative", text(side === 2 ? "two.sided" : "one.sided")],
    ["note", text("n is number in *each* group")],
    ["method", text("Two-sample comparison of proportions power calculation")],
  ]);
}

function powerAnova(call: Call): Value {
  const facts = factsOf(call, {
    groups: null,
    n: null,
    "between.var": null,
    "within.var": null,
    "sig.level": 0.05,
    power: null,
  });
  const power = (f: Record<string, number>): number => {
    const [g, n] = [f["groups"]!, f["n"]!];
    const ncp = (g - 1) * n * (f["between.var"]! / f["within.var"]!);
    const q = qf(f["sig.level"]!, g - 1, (n - 1) * g, { upper: true });
    return pf(q, g - 1, (n - 1) * g, { ncp, upper: true });
  };
  const found = solved(call, facts, power, {
    groups: [2, 4, null],
    n: [2, 4, null],
    "within.var": [0, facts["between.var"] ?? 1, null],
    "between.var": [0, facts["within.var"] ?? 1, null],
    "sig.level": [1e-10, 0.5, 1 - 1e-10],
  });
  return outcome(found, ["groups", "n", "between.var", "within.var", "sig.level", "power"], [
    ["note", text("n is number in each group")],
    ["method", text("Balanced one-way analysis of variance power calculation")],
  ]);
}

export const POWERS: readonly Builtin[] = [
  word("power.t.test", "n, delta, sd, sig.level, power, type, alternative, strict, tol?", powerT),
  word("power.prop.test", "n, p1, p2, sig.level, power, alternative, strict, tol?", powerProp),
  word("power.anova.test", "groups, n, between.var, within.var, sig.level, power", powerAnova),
];
