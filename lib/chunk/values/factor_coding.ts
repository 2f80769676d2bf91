/**
 * The coding that a factor or an argument carries: a name of R's, or the matrix of one.
 *
 * @module
 */
import { codings, contrastMatrix } from "../../model/fixed/codings.ts";
import { codingNamed } from "./constants.ts";
import type { FactorCoding, Value } from "./value.ts";

/** The coding that a value is: `contr.sum`, `"contr.sum"`, `contr.sum(3)`. */
export function factorCoding(value: Value, levels: readonly string[] | null): FactorCoding {
  // R calls a function with the number of levels, and a name with the levels
  if (value.kind === "coding") return { coding: value.coding, numbered: true };
  if (value.kind === "character" && value.values.length === 1) {
    return { coding: codingNamed(value.values[0] ?? "") ?? null, numbered: false };
  }
  if (value.kind !== "matrix") return { coding: null, numbered: false };
  const k = value.values.length;
  const labels = levels ?? value.values.map((_, i) => String(i + 1));
  if (k < 2 || k !== labels.length) return { coding: null, numbered: false };
  const coding = codings.find((each) => {
    const { values } = contrastMatrix(each, labels);
    return value.values.every((row, i) =>
      row.length === k - 1 && row.every((v, j) => Math.abs(v - values[j * k + i]!) < 1e-12)
    );
  }) ?? null;
  const names = coding === null ? [] : contrastMatrix(coding, labels).names;
  const given = value.columnNames;
  return { coding, numbered: given.length > 0 && given.some((name, j) => name !== names[j]) };
}
