/**
 * Families of contrasts: their coefficients, names and default adjustments, as emmeans has them.
 *
 * @module
 */
import { greatest, least } from "../../lists.ts";
import { fail } from "../../diagnostic.ts";
import { evaluatePolynomials, polynomialBasis } from "../../math/algebra/orthogonal_polynomial.ts";
import { numberText } from "../../data/factor.ts";
import type { Adjust } from "../estimate/view.ts";
import type { ContrastWeights, MadeFamily, Method } from "./method.ts";
import { sparse, type Weights } from "./weights.ts";

/** Contrasts among k means. */
export interface ContrastFamily {
  names: string[];
  /** Weights of the k means for each name. */
  coefficients: Weights[];
  /** The adjustment that goes with the family. */
  adjust: Adjust;
  /** What emmeans calls the type of estimate: Tukey's method is for `pairs` only. */
  type: "pairs" | "contrast" | "prediction";
  /** Means compared, where these are not all. */
  size?: number;
}

const family = (adjust: Adjust, type: ContrastFamily["type"] = "contrast"): ContrastFamily => ({
  names: [],
  coefficients: [],
  adjust,
  type,
});

function add(f: ContrastFamily, name: string, k: number, weights: [number, number][]): void {
  const c = new Float64Array(k);
  for (const [i, w] of weights) c[i]! += w;
  f.names.push(name);
  f.coefficients.push(sparse(c));
}

const DIFFERENCE: readonly number[] = [1, -1];

function addDifference(f: ContrastFamily, levels: readonly string[], i: number, j: number): void {
  f.names.push(`${levels[i]} - ${levels[j]}`);
  f.coefficients.push({ at: [i, j], value: DIFFERENCE });
}

function pairwise(levels: readonly string[], reverse: boolean): ContrastFamily {
  const f = family("tukey", "pairs");
  const k = levels.length;
  // the names of many pairs have their beginnings in common
  const firsts = levels.map((level) => `${level} - `);
  const pair = (i: number, j: number): void => {
    f.names.push(firsts[i]! + levels[j]!);
    f.coefficients.push({ at: [i, j], value: DIFFERENCE });
  };
  if (reverse) { for (let i = 1; i < k; i++) for (let j = 0; j < i; j++) pair(i, j); }
  else for (let i = 0; i < k; i++) for (let j = i + 1; j < k; j++) pair(i, j);
  return f;
}

/** Level i minus level j, or the other way round. */
function difference(
  f: ContrastFamily,
  levels: readonly string[],
  i: number,
  j: number,
  reverse: boolean,
): void {
  if (reverse) addDifference(f, levels, j, i);
  else addDifference(f, levels, i, j);
}

function againstControl(
  levels: readonly string[],
  controls: readonly number[],
  reverse: boolean,
): ContrastFamily {
  const f = family("dunnettx");
  const [only] = controls;
  if (controls.length === 1) {
    levels.forEach((_, i) => {
      if (i !== only) difference(f, levels, i, only!, reverse);
    });
    return f;
  }
  const control = `avg(${controls.map((i) => levels[i]).join(",")})`;
  const sign = reverse ? -1 : 1;
  levels.forEach((level, i) => {
    if (controls.includes(i)) return;
    const mean = controls.map((j): [number, number] => [j, -sign / controls.length]);
    add(f, reverse ? `${control} - ${level}` : `${level} - ${control}`, levels.length, [
      ...mean,
      [i, sign],
    ]);
  });
  return f;
}

function effects(
  levels: readonly string[],
  deleted: boolean,
  weights: readonly number[] | undefined,
): ContrastFamily {
  const f = family("fdr");
  const k = levels.length;
  if (weights !== undefined) return weightedEffects(f, levels, deleted, weights);
  levels.forEach((level, i) => {
    const scale = deleted ? k / (k - 1) : 1;
    const all = levels.map((_, j): [number, number] => [j, -scale / k]);
    add(f, `${level} effect`, k, deleted ? all.with(i, [i, 1]) : [...all, [i, scale]]);
  });
  return f;
}

/** Deviations from a weighted mean, of all levels or of the others. */
function weightedEffects(
  f: ContrastFamily,
  levels: readonly string[],
  deleted: boolean,
  weights: readonly number[],
): ContrastFamily {
  if (weights.length !== levels.length || !weights.every((w) => w >= 0)) {
    fail("contrast-length", `${levels.length} means need ${levels.length} weights from 0 on`, {
      hint: "Give one weight for each mean, in the order of the table",
    });
  }
  levels.forEach((level, i) => {
    const own = deleted ? weights.with(i, 0) : weights;
    const total = own.reduce((sum, w) => sum + w, 0);
    add(f, `${level} effect`, levels.length, [
      ...own.map((w, j): [number, number] => [j, -w / total]),
      [i, 1],
    ]);
  });
  return f;
}

const DEGREES = ["linear", "quadratic", "cubic", "quartic"];

/**
 * Orthogonal polynomials over equally spaced levels, scaled to the integers of the usual tables:
 * the smallest positive coefficient becomes 1, and what is still far from an integer is scaled up.
 */
function polynomials(levels: readonly string[], maxDegree: number): ContrastFamily {
  const f = family("none");
  const k = levels.length;
  const degree = Math.min(maxDegree, k - 1);
  if (degree < 1) return f;
  const x = Float64Array.from(levels, (_, i) => i + 1);
  const basis = polynomialBasis(x, degree);
  if (!basis) return f;
  evaluatePolynomials(basis, x).forEach((column, d) => {
    let c = Float64Array.from(column);
    const smallest = least(c.filter((v) => v > 0.01));
    c = c.map((v) => v / smallest);
    const distance = (): number => greatest(c.map((v) => Math.abs(v - Math.round(v))));
    for (let z = distance(); z > 0.05; z = distance()) c = c.map((v) => v / z);
    f.names.push(DEGREES[d] ?? `degree ${d + 1}`);
    f.coefficients.push(sparse(c.map((v) => Math.round(v) + 0)));
  });
  return f;
}

function consecutive(levels: readonly string[], reverse: boolean): ContrastFamily {
  const f = family("mvt");
  for (let i = 1; i < levels.length; i++) difference(f, levels, i, i - 1, reverse);
  return f;
}

function meanChanges(levels: readonly string[], reverse: boolean): ContrastFamily {
  const f = family("mvt");
  const k = levels.length;
  const sign = reverse ? -1 : 1;
  for (let i = 1; i < k; i++) {
    const w = levels.map((_, j): [number, number] => [j, sign * (j < i ? -1 / i : 1 / (k - i))]);
    add(f, `${levels[i - 1]}|${levels[i]}`, k, w);
  }
  return f;
}

function helmert(levels: readonly string[]): ContrastFamily {
  const f = family("none");
  for (let i = 1; i < levels.length; i++) {
    const w = levels.slice(0, i).map((_, j): [number, number] => [j, -1]);
    add(f, `${levels[i]} vs earlier`, levels.length, [...w, [i, i]]);
  }
  return f;
}

function identity(levels: readonly string[]): ContrastFamily {
  const f = family("none", "prediction");
  levels.forEach((level, i) => add(f, level, levels.length, [[i, 1]]));
  return f;
}

/** What families can be asked for besides. */
export interface FamilyOptions {
  /** The control of `trt.vs.ctrl`: a level, or its place counted from 1; of several their mean. */
  ref?: number | string | readonly (number | string)[] | undefined;
  /** Weights of the means that effects are deviations from. */
  effectWeights?: readonly number[] | undefined;
  /** The other way round: of `pairwise`, `trt.vs.ctrl`, `consec` and `mean_chg`. */
  reverse?: boolean | undefined;
  /** The highest degree of `poly`. Default 6. */
  maxDegree?: number | undefined;
  /** Levels, or their places counted from 1, that alone are compared. */
  include?: readonly (number | string)[] | undefined;
  /** Levels, or their places, that are not compared. */
  exclude?: readonly (number | string)[] | undefined;
}

function degreeOf({ maxDegree = 6 }: FamilyOptions): number {
  if (Number.isInteger(maxDegree) && maxDegree > 0) return maxDegree;
  return fail("bad-value", `A highest degree of ${maxDegree} leaves no polynomial`, {
    hint: "Give a whole number above 0",
  });
}

/** Place of the control: a number counts from 1, a text is a level. */
function controlsOf(
  levels: readonly string[],
  raw: readonly string[],
  ref: FamilyOptions["ref"],
  otherwise: number,
): number[] {
  if (ref === undefined) return [otherwise];
  const several = typeof ref === "object" ? ref : [ref];
  return several.map((one) => {
    const place = typeof one === "number" ? one - 1 : raw.indexOf(one);
    if (Number.isInteger(place) && place >= 0 && place < levels.length) return place;
    return fail("unknown-level", `The control ${one} is none of ${raw.join(", ")}`, {
      hint: "Give a level, or its place counted from 1",
    });
  });
}

/**
 * The contrasts of a family among levels.
 *
 * @param levels the levels' labels, already as they stand in a contrast's name
 * @param raw the same without the factor's name or parentheses, by which `ref` may call one
 * @throws DiagnosticError `unknown-level`, `bad-value`
 */
export function contrastFamily(
  method: Method,
  levels: readonly string[],
  raw: readonly string[] = levels,
  options: FamilyOptions = {},
): ContrastFamily {
  const kept = keptLevels(raw, options);
  if (!kept) return familyOf(method, levels, raw, options);
  if (["poly", "helmert", "identity"].includes(method)) {
    fail("bad-value", `${method} is a family of all levels: there is none to leave out`, {
      hint: "Leave include and exclude out",
    });
  }
  const { ref } = options;
  const named = (one: number | string): number | string =>
    typeof one === "number" ? raw[one - 1] ?? one : one;
  const control = ref === undefined
    ? undefined
    : typeof ref === "object"
    ? ref.map(named)
    : named(ref);
  const within = familyOf(
    method,
    kept.map((i) => levels[i]!),
    kept.map((i) => raw[i]!),
    control === undefined ? options : { ...options, ref: control },
  );
  const coefficients = within.coefficients.map(({ at, value }) => ({
    at: Int32Array.from(at, (k) => kept[k]!),
    value,
  }));
  return { ...within, coefficients, size: kept.length };
}

/** Places of the levels that are compared; null of all. */
function keptLevels(
  raw: readonly string[],
  { include, exclude }: FamilyOptions,
): number[] | null {
  const named = include ?? exclude;
  if (named === undefined) return null;
  const places = named.map((level) => {
    const place = typeof level === "number" ? level - 1 : raw.indexOf(level);
    if (Number.isInteger(place) && place >= 0 && place < raw.length) return place;
    return fail("unknown-level", `There is no level ${level} among ${raw.join(", ")}`, {
      hint: "Give levels, or their places counted from 1",
    });
  });
  const all = raw.map((_, i) => i);
  return all.filter((i) => places.includes(i) === (include !== undefined));
}

function familyOf(
  method: Method,
  levels: readonly string[],
  raw: readonly string[] = levels,
  options: FamilyOptions = {},
): ContrastFamily {
  const { ref, reverse = false } = options;
  switch (method) {
    case "pairwise":
      return pairwise(levels, reverse);
    case "revpairwise":
      return pairwise(levels, !reverse);
    case "trt.vs.ctrl":
    case "trt.vs.ctrl1":
      return againstControl(levels, controlsOf(levels, raw, ref, 0), reverse);
    case "trt.vs.ctrlk":
      return againstControl(levels, controlsOf(levels, raw, ref, levels.length - 1), reverse);
    case "eff":
      return effects(levels, false, options.effectWeights);
    case "del.eff":
      return effects(levels, true, options.effectWeights);
    case "poly":
      return polynomials(levels, degreeOf(options));
    case "consec":
      return consecutive(levels, reverse);
    case "mean_chg":
      return meanChanges(levels, reverse);
    case "helmert":
      return helmert(levels);
    case "identity":
      return identity(levels);
  }
}

/** Where R's deparse begins a new line. */
const LINE = 60;

/**
 * The first line of how R writes a vector that has no name: `c(1, -1, 0)`. A line ends before the
 * number, or the bracket, that would begin beyond its sixtieth place.
 */
function vectorLabel(weights: readonly number[]): string {
  let line = "c(";
  for (const [i, weight] of weights.entries()) {
    if (i > 0) line += ", ";
    if (line.length > LINE) return line;
    line += numberText(weight);
  }
  return line.length > LINE ? line : `${line})`;
}

function pairsOf(given: ContrastWeights): readonly (readonly [string, readonly number[]])[] {
  return Array.isArray(given) ? given : Object.entries(given);
}

/**
 * Contrasts given as weights.
 *
 * @param given weights by name; a name that is empty or only counts (`""`, `0`) is replaced by the
 * vector as R writes it
 * @throws DiagnosticError `contrast-length` if a vector does not have one weight for each mean
 */
export function customFamily(given: ContrastWeights, k: number): ContrastFamily {
  const f = family("none");
  for (const [name, weights] of pairsOf(given)) {
    if (weights.length !== k || weights.some((w) => !Number.isFinite(w))) {
      fail(
        "contrast-length",
        `A contrast of ${k} means needs ${k} numbers, not ${weights.length}`,
        {
          hint: "Give one weight for each mean, in the order of the table",
        },
      );
    }
    f.names.push(name === "" || /^\d+$/.test(name) ? vectorLabel(weights) : name);
    f.coefficients.push(sparse(weights));
  }
  const sums = pairsOf(given).every(([, w]) => Math.abs(w.reduce((a, b) => a + b, 0)) < 0.001);
  if (!sums) f.type = "prediction";
  return f;
}

/** Contrasts that a function makes of the levels. */
export function madeFamily(make: MadeFamily, levels: readonly string[]): ContrastFamily {
  const { weights, adjust } = make(levels);
  return { ...customFamily(weights, levels.length), adjust };
}
