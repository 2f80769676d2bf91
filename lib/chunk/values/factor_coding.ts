/**
 * The coding that a factor or an argument carries: a name of R's, or the matrix of one.
 *
 * @module
 */
import { codings, contrastMatrix, givenCoding } from "../../model/fixed/codings.ts";
import { codingNamed } from "./constants.ts";
import type { FactorCoding, Value } from "./value.ts";

/**
 * The coding that a value is: `contr.sum`, `"contr.sum"`, `contr.sum(3)`, a matrix.
 *
 * @param completed a matrix of too few columns has the others beside them, as R makes them where a
 * coding is set; what a factor carries is as it is
 */
export function factorCoding(
  value: Value,
  levels: readonly string[] | null,
  completed = false,
): FactorCoding {
  // R calls a function with the number of levels, and a name with the levels
  if (value.kind === "coding") return { coding: value.coding, numbered: true };
  if (value.kind === "character" && value.values.length === 1) {
    return { coding: codingNamed(value.values[0] ?? "") ?? null, numbered: false };
  }
  const numbers = value.kind === "numeric" ? [...value.values] : [];
  const cells: readonly ArrayLike<number>[] = value.kind === "matrix"
    ? value.values
    : numbers.map((v) => [v]);
  const given = value.kind === "matrix" ? value.columnNames : [];
  const k = cells.length;
  const width = cells[0]?.length ?? 0;
  const labels = levels ?? cells.map((_, i) => String(i + 1));
  if (k < 2 || width === 0 || k !== labels.length) return { coding: null, numbered: false };
  const names = given.length > 0 ? given : Array.from({ length: width }, (_, j) => String(j + 1));
  for (const coding of codings) {
    for (const numbered of [false, true]) {
      const known = contrastMatrix(coding, labels, numbered);
      const same = width === k - 1 && names.every((name, j) => name === known.names[j]) &&
        cells.every((row, i) =>
          names.every((_, j) => Math.abs(row[j]! - known.values[j * k + i]!) < 1e-12)
        );
      if (same) return { coding, numbered };
    }
  }
  const values = Float64Array.from(
    { length: k * width },
    (_, i) => cells[i % k]![Math.floor(i / k)]!,
  );
  const own = given.length > 0 ? given : null;
  return { coding: givenCoding(values, k, own, completed ? k - 1 : width), numbered: false };
}
