/**
 * Arrays with named margins: what tables of counts, sums and means by groups are.
 *
 * @module
 */
import {
  type Attributes,
  characters,
  dimNamesOf,
  dimOf,
  integers,
  listOf,
  NULL,
  textsAttribute,
  type Value,
  type Vector,
  withAttributes,
} from "../values/value.ts";

/** One side of an array: its name and the labels along it. */
export interface Side {
  readonly title: string;
  readonly labels: readonly (string | null)[] | null;
}

/** Attributes of an array with sides; `titled` also where every name is empty. */
export function arrayAttributes(
  sides: readonly Side[],
  sizes: readonly number[],
  titled: boolean,
  classes: readonly string[] = [],
): Attributes {
  const out: Attributes = new Map<string, Value>([["dim", integers(Int32Array.from(sizes))]]);
  const names = listOf(sides.map((s) => s.labels ? characters([...s.labels]) : NULL));
  if (titled) names.attributes = new Map([["names", characters(sides.map((s) => s.title))]]);
  if (titled || sides.some((s) => s.labels)) out.set("dimnames", names);
  if (classes.length > 0) out.set("class", characters([...classes]));
  return out;
}

/** The sides of an array, and whether they have names. */
export function sidesOf(x: Value): { sides: Side[]; sizes: number[]; titled: boolean } {
  const sizes = Array.from(dimOf(x) ?? []);
  const label = x.attributes?.get("dimnames");
  const titles = label ? textsAttribute(label, "names") : null;
  const names = dimNamesOf(x);
  return {
    sizes,
    titled: titles !== null,
    sides: sizes.map((_, k) => ({ title: titles?.[k] ?? "", labels: names?.[k] ?? null })),
  };
}

/** How far apart neighbours along each side lie. */
export function stepsOf(sizes: readonly number[]): number[] {
  const steps: number[] = [];
  sizes.reduce((step, size, k) => (steps[k] = step, step * size), 1);
  return steps;
}

/** Where a cell of an array lies along each side. */
export function placeIn(cell: number, sizes: readonly number[]): number[] {
  let rest = cell;
  return sizes.map((size) => {
    const own = rest % size;
    rest = Math.floor(rest / size);
    return own;
  });
}

/** A vector as an array. */
export function asArray<T extends Vector>(
  x: T,
  sides: readonly Side[],
  sizes: readonly number[],
  titled: boolean,
  classes: readonly string[] = [],
): T {
  return withAttributes(x, arrayAttributes(sides, sizes, titled, classes));
}
