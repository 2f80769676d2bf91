/**
 * Values of R's classes that verbs make as the language has them: tables of tests, lists of a class.
 *
 * @module
 */
import * as language from "../../language/values/value.ts";
import type { OtherValue } from "./value.ts";

/** Numbers; what is missing is NA. */
export function numbersOrMissing(
  values: readonly (number | null | undefined)[],
): language.DoubleVector {
  return language.doubles(Float64Array.from(values, (v) => v ?? NaN));
}

/** A value of the language as a verb's. */
export function asItIs(value: language.Value, what: string): OtherValue {
  return { kind: "other", what, value };
}

/** A value with a class. */
export function classed<V extends language.Value>(value: V, ...classes: string[]): V {
  return language.withAttribute(value, "class", language.characters(classes));
}

/** A column of a table of tests: numbers, NULL where there are none. */
export type TestColumn = readonly [name: string, values: readonly (number | null)[]];

/** A data frame of class `anova`. */
export function anovaFrame(
  rows: readonly string[],
  columns: readonly TestColumn[],
  heading: readonly string[] = [],
): language.ListVector {
  const frame = language.frameOf(
    columns.map(([name, values]): [string, language.Value] => [name, numbersOrMissing(values)]),
    rows.length,
    [...rows],
  );
  const made = classed(frame, "anova", "data.frame");
  return heading.length === 0
    ? made
    : language.withAttribute(made, "heading", language.characters([...heading]));
}

/** A matrix of numbers with names of its sides; without names of rows where there are none. */
export function numberMatrix(
  rows: readonly string[],
  columns: readonly string[],
  values: readonly (readonly (number | null)[])[],
): language.DoubleVector {
  const n = values.length;
  const flat = new Float64Array(n * columns.length);
  values.forEach((row, i) => row.forEach((v, j) => flat[j * n + i] = v ?? NaN));
  return language.doubles(
    flat,
    new Map<string, language.Value>([
      ["dim", language.integers([n, columns.length])],
      [
        "dimnames",
        language.listOf([
          rows.length > 0 ? language.characters([...rows]) : language.NULL,
          language.characters([...columns]),
        ]),
      ],
    ]),
  );
}
