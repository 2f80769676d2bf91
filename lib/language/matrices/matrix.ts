/**
 * Matrices as words see them: numbers by columns, with the names of rows and columns.
 *
 * @module
 */
import type { Call } from "../evaluation/builtin.ts";
import { asDouble } from "../values/coerce.ts";
import {
  type Attributes,
  characters,
  dimNamesOf,
  dimOf,
  doubles,
  type DoubleVector,
  integers,
  isFactor,
  isFrame,
  isVector,
  listOf,
  NULL,
  type Numbers,
  textsAttribute,
  type Value,
} from "../values/value.ts";

/** Names of a dimension; null where it has none. */
export type Names = readonly (string | null)[] | null;

/** A matrix of numbers. */
export interface NumberMatrix {
  /** rows × columns, column by column. */
  readonly values: Numbers;
  readonly rows: number;
  readonly columns: number;
  readonly rowNames: Names;
  readonly columnNames: Names;
  /** Names of what stands down and across; null without names. */
  readonly titles: readonly [string, string] | null;
  /** It was a vector, which is a column here. */
  readonly vector: boolean;
}

/** A value as a matrix of numbers; a vector as its one column. */
export function numberMatrix(call: Call, x: Value, name = "x"): NumberMatrix {
  const made = isFrame(x) ? call.interpreter.call("as.matrix", [x], call.span) : x;
  if (!isVector(made) || made.type === "character" || made.type === "list" || isFactor(made)) {
    return call.wrong(name, "a matrix of numbers", x);
  }
  const dim = dimOf(made);
  const { values } = asDouble(made);
  if (!dim || dim.length === 1) {
    return {
      values,
      rows: values.length,
      columns: 1,
      // An array of one dimension has names of its own.
      rowNames: dim ? dimNamesOf(made)?.[0] ?? null : null,
      columnNames: null,
      titles: null,
      vector: true,
    };
  }
  if (dim.length !== 2) return call.wrong(name, "a matrix of numbers", x);
  const names = dimNamesOf(made);
  const titles = textsAttribute(made.attributes?.get("dimnames") ?? NULL, "names");
  return {
    values,
    rows: dim[0]!,
    columns: dim[1]!,
    rowNames: names?.[0] ?? null,
    columnNames: names?.[1] ?? null,
    titles: titles ? [titles[0] ?? "", titles[1] ?? ""] : null,
    vector: false,
  };
}

/** A square matrix of numbers. */
export function squareMatrix(call: Call, name: string): NumberMatrix {
  const m = numberMatrix(call, call.value(name), name);
  if (m.rows === m.columns) return m;
  return call.fail(
    "wrong-size",
    `${call.word.name}() takes a square matrix, and ${name} has ${m.rows} rows and ${m.columns} columns`,
  );
}

function namesValue(names: Names): Value {
  return names ? characters([...names]) : NULL;
}

/** The attributes of a matrix. */
export function matrixAttributes(
  rows: number,
  columns: number,
  rowNames: Names = null,
  columnNames: Names = null,
  titles: readonly string[] | null = null,
): Attributes {
  const attributes: Attributes = new Map<string, Value>([["dim", integers([rows, columns])]]);
  if (rowNames || columnNames) {
    const names = listOf([namesValue(rowNames), namesValue(columnNames)]);
    if (titles) names.attributes = new Map([["names", characters([...titles])]]);
    attributes.set("dimnames", names);
  }
  return attributes;
}

/** Numbers as a matrix. */
export function matrixOf(
  values: Numbers,
  rows: number,
  columns: number,
  rowNames: Names = null,
  columnNames: Names = null,
  titles: readonly string[] | null = null,
): DoubleVector {
  return doubles(values, matrixAttributes(rows, columns, rowNames, columnNames, titles));
}

/** Rows for columns. */
export function transposed(values: Numbers, rows: number, columns: number): Float64Array {
  const out = new Float64Array(rows * columns);
  for (let j = 0; j < columns; j++) {
    for (let i = 0; i < rows; i++) out[i * columns + j] = values[j * rows + i]!;
  }
  return out;
}
