/**
 * Words that compare whole values: `all.equal`.
 *
 * @module
 */
import { formatNumber } from "../../render/number/number_format.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asCharacter, asDouble } from "../values/coerce.ts";
import {
  characters,
  isFactor,
  isVector,
  logical,
  namesOf,
  type Value,
  type Vector,
} from "../values/value.ts";
import { preciseSum } from "./numeric.ts";

/** What tells two values apart, in R's words; nothing if they are nearly equal. */
function differences(a: Value, b: Value, tolerance: number, attributes: boolean): string[] {
  if (!isVector(a) || !isVector(b)) {
    return a.type === b.type ? [] : ["target, current do not match"];
  }
  const out: string[] = [];
  if (attributes) {
    const [p, q] = [namesOf(a), namesOf(b)];
    if (p && !q) out.push("names for target but not for current");
    else if (q && !p) out.push("names for current but not for target");
    else if (p && q && p.length === q.length) {
      const n = p.filter((v, i) => v !== q[i]).length;
      if (n > 0) out.push(`Names: ${n} string mismatch${n === 1 ? "" : "es"}`);
    }
  }
  return [...out, ...elements(a, b, tolerance, attributes)];
}

function elements(a: Vector, b: Vector, tolerance: number, attributes: boolean): string[] {
  if (a.type === "list" && b.type === "list") {
    if (a.values.length !== b.values.length) {
      return [`Lengths (${a.values.length}, ${b.values.length}) differ`];
    }
    const names = namesOf(a);
    return a.values.flatMap((v, i) =>
      differences(v, b.values[i]!, tolerance, attributes)
        .map((d) => `Component ${names?.[i] ? `“${names[i]}”` : i + 1}: ${d}`)
    );
  }
  if (a.type === "character" || b.type === "character" || isFactor(a) || isFactor(b)) {
    const [p, q] = [asCharacter(a).values, asCharacter(b).values];
    if (a.type !== b.type) {
      return [
        `Modes: ${modeOf(a)}, ${modeOf(b)}`,
        `target is ${kindOf(a)}, current is ${kindOf(b)}`,
      ];
    }
    if (p.length !== q.length) {
      return [
        `Lengths (${p.length}, ${q.length}) differ (string compare on first ${
          Math.min(p.length, q.length)
        })`,
      ];
    }
    const n = p.filter((v, i) => v !== q[i]).length;
    return n === 0 ? [] : [`${n} string mismatch${n === 1 ? "" : "es"}`];
  }
  if (a.type === "list" || b.type === "list") return [`Modes: ${modeOf(a)}, ${modeOf(b)}`];
  const [p, q] = [asDouble(a).values, asDouble(b).values];
  if (p.length !== q.length) return [`Numeric: lengths (${p.length}, ${q.length}) differ`];
  const at = Array.from({ length: p.length }, (_, i) => i);
  const missing = at.filter((i) => Number.isNaN(p[i]) !== Number.isNaN(q[i])).length;
  if (missing > 0) {
    return [
      `'is.NA' value mismatch: ${at.filter((i) => Number.isNaN(q[i])).length} in current ${
        at.filter((i) => Number.isNaN(p[i])).length
      } in target`,
    ];
  }
  const apart = at.filter((i) => p[i] !== q[i] && !Number.isNaN(p[i]));
  if (apart.length === 0) return [];
  const size = preciseSum(apart.map((i) => Math.abs(p[i]!))) / apart.length;
  const gap = preciseSum(apart.map((i) => Math.abs(p[i]! - q[i]!))) / apart.length;
  const relative = Number.isFinite(size) && size > tolerance;
  const measure = relative ? gap / size : gap;
  if (!(measure >= tolerance) && !Number.isNaN(measure)) return [];
  return [`Mean ${relative ? "relative" : "absolute"} difference: ${formatNumber(measure)}`];
}

function modeOf(x: Vector): string {
  return x.type === "double" || x.type === "integer" ? "numeric" : x.type;
}

function kindOf(x: Vector): string {
  return isFactor(x) ? "factor" : modeOf(x);
}

function allEqual(call: Call): Value {
  const attributes = call.flag("check.attributes", true);
  const tolerance = call.number("tolerance", 1.5e-8);
  const found = differences(call.value("target"), call.value("current"), tolerance, attributes);
  return found.length === 0 ? logical(true) : characters(found);
}

export const NEARNESS: readonly Builtin[] = [
  word("all.equal", "target, current, ..., tolerance, check.attributes", allEqual),
];
