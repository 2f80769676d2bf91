/**
 * The places of rows whose residuals are correlated by distance: the different points that occur.
 *
 * @module
 */
import { fail, placeOf, type Span } from "../../diagnostic.ts";
import type { FactorColumn } from "../../data/column.ts";
import { asFactor } from "../../data/factor.ts";
import type { Places } from "../covariance/residual/place_correlations.ts";
import { type Collected, refuseInfinite } from "./frame_variable.ts";
import { valueRows } from "./value.ts";

/** Where the rows lie. */
export interface PlacedRows {
  /** The place of each row; levels are `x:y`. */
  readonly visit: FactorColumn;
  readonly places: Places;
}

/**
 * The places of rows.
 *
 * @param kind where only whole steps along each axis mean something, factors are counted
 * @param apart whether rows of one subject may lie at one place, which then is several
 * @throws DiagnosticError `not-coordinates`
 */
export function placedRows(
  columns: readonly Collected[],
  rows: Int32Array | null,
  { kind, apart, subject }: {
    kind: "space" | "grid" | "levels";
    apart: boolean;
    subject: Int32Array | null;
  },
): PlacedRows {
  const axes = columns.map((c) => c.label);
  const values = columns.map((c) => coordinates(c, rows, kind));
  const n = values[0]!.length;
  const met = new Map<string, number>();
  const copy = Int32Array.from({ length: n }, (_, i) => {
    if (!apart) return 0;
    const key = [subject ? subject[i] : 0, ...values.map((v) => v[i])].join(" ");
    const before = met.get(key) ?? 0;
    met.set(key, before + 1);
    return before;
  });
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => {
    for (const v of values) if (v[a] !== v[b]) return v[a]! - v[b]!;
    return copy[a]! - copy[b]!;
  });
  const codes = new Int32Array(n);
  const firsts: number[] = [];
  order.forEach((r, at) => {
    const before = order[at - 1];
    const same = before !== undefined && copy[before] === copy[r] &&
      values.every((v) => v[before] === v[r]);
    if (!same) firsts.push(r);
    codes[r] = firsts.length - 1;
  });
  const label = (r: number): string => values.map((v) => String(v[r])).join(":");
  return {
    visit: {
      kind: "factor",
      name: axes.join(":"),
      codes,
      levels: firsts.map((r) => copy[r]! > 0 ? `${label(r)}#${copy[r]! + 1}` : label(r)),
      ordered: false,
    },
    places: {
      axes,
      coordinates: values.map((v) => Float64Array.from(firsts, (r) => v[r]!)),
    },
  };
}

/** The first, second, … row of each subject, as they stand. */
export function sequenceFactor(subject: FactorColumn | null, n: number): FactorColumn {
  const met = new Int32Array(subject ? subject.levels.length : 1);
  const codes = Int32Array.from({ length: n }, (_, i) => met[subject ? subject.codes[i]! : 0]!++);
  const most = met.reduce((a, b) => Math.max(a, b), 0);
  const levels = Array.from({ length: most }, (_, k) => String(k + 1));
  return { kind: "factor", name: "", codes, levels, ordered: false };
}

function coordinates(
  c: Collected,
  rows: Int32Array | null,
  kind: "space" | "grid" | "levels",
): Float64Array {
  const grid = kind !== "space";
  const value = valueRows(c.value, rows);
  if (value.kind === "numeric") {
    refuseInfinite(value.values, c.label, c.expr, rows);
    if (grid && !value.values.every(Number.isInteger)) {
      return refused(c, "has steps that are no whole numbers", {
        hint: `Rows and columns of a field are counted; exp(${c.label}, …) takes any distance`,
      });
    }
    return value.values;
  }
  if (grid && value.kind !== "matrix" && value.kind !== "constant") {
    const { codes, levels } = asFactor(value);
    const numbers = levels.map(Number);
    const counted = kind === "grid" && numbers.every(Number.isInteger);
    return Float64Array.from(codes, (k) => counted ? numbers[k]! : k);
  }
  return refused(c, "is no coordinate: it has no numbers", {
    hint: `as.numeric(as.character(${c.label})) makes numbers of its labels`,
  });
}

function refused(c: Collected, why: string, more: { hint: string }): never {
  const place: { span?: Span } = placeOf(c.expr);
  fail("not-coordinates", `${c.label} ${why}`, { ...place, ...more });
}
