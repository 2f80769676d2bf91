/**
 * How power grows with the number of units, and how many units a power needs.
 *
 * @module
 */
import { DiagnosticError, fail } from "../../diagnostic.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { type Design, design as declare } from "../declared/design.ts";
import { power, type PowerOptions, type PowerRow } from "./power.ts";

/** Which unit factor's number of levels changes. */
export interface ReplicationOptions extends PowerOptions {
  /** A unit factor that is no treatment: `Block`. */
  vary: string;
  /** Numbers of levels to look at; 2 to 20 if left out. */
  counts?: readonly number[];
}

/** Power at one number of units. */
export interface ReplicationPoint {
  /** Levels of the varied factor. */
  count: number;
  /** Observations then. */
  observations: number;
  /** Power of each term. */
  rows: PowerRow[];
}

/** A curve of power over replication. */
export interface PowerCurve {
  /** Tells it from other values. */
  kind: "power-curve";
  /** The unit factor that varies. */
  vary: string;
  /** One for each number. */
  points: ReplicationPoint[];
  /** Numbers at which the treatments cannot be shared out equally. */
  skipped: number[];
  /** Level of the tests. */
  alpha: number;
}

/** The design with another number of levels of one unit factor. @throws DiagnosticError */
function withCount(design: Design, factor: string, count: number): Design {
  return declare({ ...design.spec, levels: { ...design.spec.levels, [factor]: count } });
}

function checkVaried(design: Design, vary: string): void {
  const { units, treatments } = design.declaration;
  const names = units.names.filter((name) => !treatments.names.includes(name));
  if (names.includes(vary)) return;
  fail("unknown-factor", `${vary} is no unit factor whose number could change`, {
    hint: suggestion(vary, names, "Such unit factors are"),
  });
}

/** Power at a number of units, or null where the treatments cannot be shared out equally. */
function pointAt(
  design: Design,
  options: ReplicationOptions,
  count: number,
): ReplicationPoint | null {
  let changed: Design;
  try {
    changed = withCount(design, options.vary, count);
  } catch (error) {
    const codes = error instanceof DiagnosticError ? error.diagnostics.map((d) => d.code) : [];
    const cannot = codes.length > 0 &&
      codes.every((c) => c === "counts-do-not-divide" || c === "allotment-impossible");
    if (cannot) return null;
    throw error;
  }
  return { count, observations: changed.observations, rows: power(changed, options).rows };
}

/**
 * Power over the number of levels of a unit factor.
 *
 * @throws DiagnosticError `unknown-factor` and what `power` throws
 *
 * @example
 * ```ts
 * import { design, powerCurve } from "@heddle/heddle";
 *
 * const d = design({
 *   units: "~ Block/Plot",
 *   treatments: "~ Trt",
 *   levels: { Block: 4, Plot: 5, Trt: 5 },
 *   allot: "Trt ~ Plot",
 * });
 * const curve = powerCurve(d, {
 *   variance: { residual: 8 },
 *   differ: 4,
 *   vary: "Block",
 *   counts: [2, 4, 8],
 * });
 * if (!(curve.points.map((p) => p.observations).join() === "10,20,40")) throw new Error();
 * ```
 */
export function powerCurve(design: Design, options: ReplicationOptions): PowerCurve {
  checkVaried(design, options.vary);
  const counts = options.counts ?? Array.from({ length: 19 }, (_, i) => i + 2);
  const points: ReplicationPoint[] = [];
  const skipped: number[] = [];
  for (const count of counts) {
    const point = pointAt(design, options, count);
    if (point) points.push(point);
    else skipped.push(count);
  }
  const alpha = options.alpha ?? 0.05;
  return { kind: "power-curve", vary: options.vary, points, skipped, alpha };
}

/** What a search is to find. */
export interface SampleSizeOptions extends Omit<ReplicationOptions, "counts"> {
  /** Power that every term asked for must have; 0.8. */
  power?: number;
  /** Where the search ends; 1000. */
  largest?: number;
}

/** The smallest number of units that gives the power, or null if there is none up to the largest. */
export interface SampleSize {
  /** Tells it from other values. */
  kind: "sample-size";
  /** The unit factor that varies. */
  vary: string;
  /** Power wanted. */
  wanted: number;
  /** The first point with that power. */
  found: ReplicationPoint | null;
  /** Where the search ended. */
  largest: number;
  /** Terms that nothing tests, at the last number that was tried. */
  untested: string[];
}

/**
 * The smallest number of levels of a unit factor at which every term has the wanted power.
 *
 * @throws DiagnosticError `unknown-factor` and what `power` throws
 *
 * @example
 * ```ts
 * import { design, sampleSize } from "@heddle/heddle";
 *
 * const d = design({
 *   units: "~ Block/Plot",
 *   treatments: "~ Trt",
 *   levels: { Block: 4, Plot: 5, Trt: 5 },
 *   allot: "Trt ~ Plot",
 * });
 * const { found } = sampleSize(d, { variance: { residual: 8 }, differ: 6, vary: "Block" });
 * if (!(found!.rows[0]!.power! >= 0.8)) throw new Error();
 * ```
 */
export function sampleSize(design: Design, options: SampleSizeOptions): SampleSize {
  checkVaried(design, options.vary);
  const { vary, power: wanted = 0.8, largest = 1000 } = options;
  let untested: string[] = [];
  for (let count = 1; count <= largest; count++) {
    const point = pointAt(design, options, count);
    if (!point) continue;
    untested = point.rows.flatMap((r) => r.power === null ? [r.term] : []);
    const enough = point.rows.every((r) => r.power !== null && r.power >= wanted);
    if (enough) return { kind: "sample-size", vary, wanted, found: point, largest, untested };
  }
  return { kind: "sample-size", vary, wanted, found: null, largest, untested };
}
