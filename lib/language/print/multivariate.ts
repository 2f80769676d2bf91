/**
 * Principal components, trees of clusters and k means as R's console prints them.
 *
 * @module
 */
import { deparse } from "../../syntax/deparse.ts";
import { asDouble } from "../values/coerce.ts";
import {
  type Atomic,
  characters,
  dimOf,
  type ListVector,
  namesOf,
  type Value,
} from "../values/value.ts";
import type { PrintOptions } from "./cells.ts";
import { matrix } from "./matrices.ts";
import { formatNumbers } from "../../render/number/number_format.ts";

type Lines = (x: Value, options: PrintOptions) => string[];

const part = (x: ListVector, name: string): Value => x.values[(namesOf(x) ?? []).indexOf(name)]!;
const numbers = (x: ListVector, name: string): number[] =>
  Array.from(asDouble(part(x, name)).values);

/** Components: standard deviations and what turns columns into components. */
export function componentLines(x: ListVector, options: PrintOptions, print: Lines): string[] {
  const own = { ...options, digits: Math.max(3, options.digits - 3) };
  const rotation = part(x, "rotation") as Atomic;
  const [n, k] = dimOf(rotation)!;
  const sd = part(x, "sdev");
  return [
    `Standard deviations (1, .., p=${numbers(x, "sdev").length}):`,
    ...print(sd, options),
    "",
    `Rotation (n x k) = (${n} x ${k}):`,
    ...matrix(rotation, { ...own, digits: options.digits }),
  ];
}

export function importanceLines(x: ListVector, options: PrintOptions): string[] {
  const digits = Math.max(3, options.digits - 3);
  return [
    "Importance of components:",
    ...matrix(part(x, "importance") as Atomic, { ...options, digits }),
  ];
}

/** A tree of clusters: how it was made. */
export function treeLines(x: ListVector): string[] {
  const call = part(x, "call");
  const said = (name: string): string | null => {
    const value = part(x, name);
    return value.type === "character" ? value.values[0] ?? null : null;
  };
  const distance = said("dist.method");
  return [
    "",
    "Call:",
    call.type === "language" ? deparse(call.expr) : "",
    "",
    `Cluster method   : ${said("method")} `,
    ...(distance ? [`Distance         : ${distance} `] : []),
    `Number of objects: ${numbers(x, "height").length + 1} `,
    "",
  ];
}

/** k means: sizes, means, which points are where, and sums of squares. */
export function kMeansLines(x: ListVector, options: PrintOptions, print: Lines): string[] {
  const sizes = numbers(x, "size");
  const share = 100 * numbers(x, "betweenss")[0]! / numbers(x, "totss")[0]!;
  return [
    `K-means clustering with ${sizes.length} cluster${sizes.length === 1 ? "" : "s"} of sizes ${
      sizes.join(", ")
    }`,
    "",
    "Cluster means:",
    ...matrix(part(x, "centers") as Atomic, options),
    "",
    "Clustering vector:",
    ...print(part(x, "cluster"), options),
    "",
    "Within cluster sum of squares by cluster:",
    ...print(part(x, "withinss"), options),
    ` (between_SS / total_SS =  ${formatNumbers([share], { digits: 3 })[0]!.padStart(3)} %)`,
    "",
    "Available components:",
    "",
    ...print(characters([...namesOf(x)!]), options),
  ];
}
