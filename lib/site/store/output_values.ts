/**
 * Vectors and tables that a block for R gave names to, as they are stored and as the language has
 * them.
 *
 * @module
 */
import { LIMITS } from "../../limits.ts";
import { isPlainObject, listOf, textOf, unfit } from "./unfit.ts";

/** A vector: numbers and texts as JSON has them, `"NaN"`, `"Inf"` and null for those that it has not. */
export interface StoredVector {
  type: "logical" | "integer" | "double" | "character";
  values: (number | string | boolean | null)[];
  names?: (string | null)[];
  /** Of a factor. */
  levels?: string[];
  ordered?: boolean;
}

/** A vector, or a table by its columns. */
export type StoredValue = StoredVector | {
  type: "frame";
  names: string[];
  columns: StoredVector[];
};

/** Reads values by their names. @throws {Unfit} */
export function readValues(value: unknown): Record<string, StoredValue> {
  if (!isPlainObject(value)) unfit("the values of a block are no object");
  const read = Object.entries(value).map(([name, each]) => {
    if (name === "__proto__") unfit('a value of the name "__proto__"');
    return [name, readValue(each)] as const;
  });
  return Object.fromEntries(read);
}

function readValue(value: unknown): StoredValue {
  if (!isPlainObject(value)) unfit("a value is no object");
  if (value["type"] !== "frame") return readVector(value);
  const names = listOf(value["names"], "names").map((name) => textOf(name, "a name"));
  const columns = listOf(value["columns"], "columns").map((each) =>
    isPlainObject(each) ? readVector(each) : unfit("a column is no object")
  );
  const rows = columns[0]?.values.length ?? 0;
  if (columns.length !== names.length || columns.some((each) => each.values.length !== rows)) {
    unfit("the columns of a table differ");
  }
  if (rows * columns.length > LIMITS.shown.most) unfit("a table has too many cells");
  return { type: "frame", names, columns };
}

function readVector(value: Record<string, unknown>): StoredVector {
  const type = textOf(value["type"], "the type of a value");
  if (type !== "logical" && type !== "integer" && type !== "double" && type !== "character") {
    unfit("a value of a type that no vector has");
  }
  const values = listOf(value["values"], "a vector");
  if (values.length > LIMITS.shown.most) unfit("a vector has too many elements");
  for (const each of values) {
    const fits = each === null ||
      (type === "character"
        ? typeof each === "string"
        : type === "logical"
        ? typeof each === "boolean"
        : type === "integer"
        ? Number.isInteger(each) && Math.abs(each as number) < 2 ** 31
        : typeof each === "number" || /^(-?Inf|NaN)$/.test(String(each)));
    if (!fits) unfit("an element of another type than its vector");
  }
  const vector: StoredVector = { type, values: values as StoredVector["values"] };
  if (value["names"] !== undefined) {
    vector.names = listOf(value["names"], "names").map((name) =>
      name === null ? null : textOf(name, "a name")
    );
    if (vector.names.length !== values.length) unfit("a vector has other names than elements");
  }
  if (value["levels"] !== undefined) {
    vector.levels = listOf(value["levels"], "levels").map((each) => textOf(each, "a level"));
    const { length } = vector.levels;
    const isCode = (each: unknown): boolean =>
      each === null || Number(each) >= 1 && Number(each) <= length;
    if (type !== "integer" || !values.every(isCode)) unfit("a factor without its levels");
    if (value["ordered"] === true) vector.ordered = true;
  }
  return vector;
}
