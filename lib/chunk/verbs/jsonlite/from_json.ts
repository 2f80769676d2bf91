/**
 * `fromJSON`: what JSON holds, as jsonlite makes it simple: arrays of objects are data frames, arrays of
 * scalars vectors, objects lists.
 *
 * @module
 */
import { refuseNoPath } from "../../../data/data_path.ts";
import { SCRIPT } from "../../../data/readers/decoder.ts";
import { fail } from "../../../diagnostic.ts";
import { keepWithin, LIMITS } from "../../../limits.ts";
import * as language from "../../../language/values/value.ts";
import { fromLanguage } from "../../bridge/from_language.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import type { Value } from "../../values/value.ts";
import { fileOf } from "../base/file_of.ts";

type Scalar = string | number | boolean | null;
type Json = Scalar | Json[] | { [key: string]: Json };
type Entries = { [key: string]: Json };

const isScalar = (x: Json): x is Scalar => x === null || typeof x !== "object";
const isEntries = (x: Json): x is Entries =>
  typeof x === "object" && x !== null && !Array.isArray(x);

/** Scalars as one vector: texts if one is, else numbers, else truth values. */
function vector(values: readonly Scalar[]): language.Value {
  if (values.some((v) => typeof v === "string")) {
    return language.characters(
      values.map((v) =>
        v === null ? null : typeof v === "boolean" ? (v ? "TRUE" : "FALSE") : String(v)
      ),
    );
  }
  if (values.some((v) => typeof v === "number")) {
    const whole = values.every((v) =>
      v === null || typeof v === "boolean" || (Number.isInteger(v) && Math.abs(Number(v)) < 2 ** 31)
    );
    return whole
      ? language.integers(values.map((v) => v === null ? language.NA_INTEGER : Number(v)))
      : language.doubles(values.map((v) => v === null ? NaN : Number(v)));
  }
  return language.logicals(values.map((v) => v === null ? language.NA_INTEGER : v ? 1 : 0));
}

function valueOf(x: Json, depth: number): language.Value {
  keepWithin(LIMITS.nesting, depth, "Lists and objects inside each other", {
    hint: "Take out what the page does not need",
  });
  if (isScalar(x)) return x === null ? language.NULL : vector([x]);
  if (isEntries(x)) {
    return language.namedList(
      Object.entries(x).map(([name, value]) => [name, valueOf(value, depth + 1)] as const),
    );
  }
  if (x.length === 0) return language.listOf([]);
  if (x.every(isScalar)) return vector(x);
  if (x.every((row) => isEntries(row) && Object.values(row).every(isScalar))) {
    return frame(x as { [key: string]: Scalar }[]);
  }
  const width = Array.isArray(x[0]) ? x[0].length : 0;
  const rows = x.every((row) => Array.isArray(row) && row.length === width && row.every(isScalar));
  if (rows && width > 0) return matrix(x as Scalar[][], width);
  if (x.some(isEntries)) {
    return fail("not-a-table", "The objects of an array hold objects or arrays themselves", {
      hint: "Make a column of each in R, or save the table as CSV",
    });
  }
  return language.listOf(x.map((item) => language.share(valueOf(item, depth + 1))));
}

function frame(rows: readonly { [key: string]: Scalar }[]): language.Value {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  keepWithin(LIMITS.values, names.length * rows.length, "Cells of the table", {
    hint: "Take out what the page does not need",
  });
  return language.frameOf(
    names.map((name): [string, language.Value] => [
      name,
      vector(rows.map((row) => Object.hasOwn(row, name) ? row[name]! : null)),
    ]),
    rows.length,
  );
}

function matrix(rows: readonly (readonly Scalar[])[], width: number): language.Value {
  const columns = Array.from({ length: width }, (_, j) => rows.map((row) => row[j]!));
  return language.withAttributes(
    vector(columns.flat()),
    new Map([["dim", language.integers([rows.length, width])]]),
  );
}

function fromJson(call: Call): Value {
  const given = call.text("txt");
  const own = /^\s*[[{"]/.test(given);
  return call.at("txt", () => {
    if (!own) refuseNoPath(given);
    const text = own ? given : fileOf(call.context.environment, given, SCRIPT).text;
    let parsed: Json;
    try {
      parsed = JSON.parse(text) as Json;
    } catch (error) {
      return fail(
        "bad-json",
        `${own ? "This" : `"${given}"`} is not JSON: ${(error as Error).message}`,
        {
          hint: "Write it by toJSON of jsonlite in R",
        },
      );
    }
    return fromLanguage(valueOf(parsed, 1));
  });
}

/** Reads JSON. */
export const FROM_JSON: Verb = verbOf("jsonlite")(
  "fromJSON",
  "txt, simplifyVector!TRUE, simplifyDataFrame!TRUE, simplifyMatrix!TRUE, flatten!FALSE",
  "what a file or a text of JSON holds: an array of objects is a data frame",
  fromJson,
);
