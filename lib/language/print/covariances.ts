/**
 * Covariance matrices of a fit as nlme prints them: class `VarCov`.
 *
 * @module
 */
import { formatNumber, signif } from "../../render/number/number_format.ts";
import {
  attribute,
  dimOf,
  type DoubleVector,
  inherits,
  type ListVector,
  namesOf,
  type Value,
  withAttributes,
} from "../values/value.ts";
import type { PrintOptions } from "./cells.ts";
import { matrix } from "./matrices.ts";

/** Significant digits that nlme takes. */
const DIGITS = 5;

function head(x: Value): string {
  if (inherits(x, "random.effects")) return "Random effects variance covariance matrix";
  return `${inherits(x, "marginal") ? "Marginal" : "Conditional"} variance covariance matrix`;
}

function body(x: DoubleVector, options: PrintOptions): string[] {
  const [n = 0] = dimOf(x) ?? [];
  const deviations = Array.from({ length: n }, (_, i) => Math.sqrt(x.values[i * n + i]!));
  const plain = withAttributes(
    x,
    new Map([...x.attributes!].filter(([name]) => name !== "class")),
  ) as DoubleVector;
  return [
    ...matrix(plain, { ...options, digits: options.asked ?? DIGITS }),
    `  Standard Deviations: ${deviations.map((d) => formatNumber(signif(d, DIGITS))).join(" ")} `,
  ];
}

/** One matrix. */
export function covarianceLines(x: DoubleVector, options: PrintOptions): string[] {
  return [head(x), ...body(x, options)];
}

/** Those of several groups. */
export function covarianceList(x: ListVector, options: PrintOptions): string[] {
  const level = attribute(x, "group.levels");
  const name = level?.type === "character" ? level.values[0] : "";
  return x.values.flatMap((value, i) =>
    value.type === "double"
      ? [`${name} ${namesOf(x)?.[i] ?? i + 1} `, head(x), ...body(value, options)]
      : []
  );
}
