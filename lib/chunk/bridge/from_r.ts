/**
 * Objects in files of R as values of the language. What a page has no values of (functions, calls,
 * environments, objects with slots) is named and not made.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { RObject } from "../../data/readers/r_format.ts";
import * as language from "../../language/values/value.ts";

/** What an object holds that a page has no values of, in words; null if nothing. */
export function foreignIn(object: RObject): string | null {
  if (object.kind === "other") return object.what;
  if (object.kind !== "list") return null;
  for (const item of object.items) {
    const found = foreignIn(item);
    if (found !== null) return found;
  }
  return null;
}

/** The value that an object is. @throws {DiagnosticError} `damaged-file` */
export function fromR(object: RObject, what: string): language.Value {
  const attributes = attributesOf(object, what);
  const value = bare(object, what);
  if (!language.isVector(value)) return value;
  const length = value.values.length;
  value.attributes = attributes.size > 0 ? attributes : null;
  checkShape(value, length, object, what);
  return value;
}

function bare(object: RObject, what: string): language.Value {
  switch (object.kind) {
    case "null":
      return language.NULL;
    case "logical":
      return language.logicals(object.values);
    case "integer":
      return language.integers(object.values);
    case "double":
      return language.doubles(object.values, null, object.nan ?? null);
    case "character":
      return language.characters(
        Array.from(object.codes, (code) => code < 0 ? null : object.texts[code]!),
      );
    case "list":
      return language.listOf(object.items.map((item) => language.share(fromR(item, what))));
    case "other":
      return fail("not-a-table", `${what} holds ${object.what}, which a page has no values of`, {
        hint: "Save what is made of it in R: tables, vectors and lists of them",
      });
  }
}

/** Attributes that say where something was made and not what it is. */
const LEFT = new Set(["srcref", ".Environment", "terms", "spec", "problems", "pandas", "comment"]);

function attributesOf(object: RObject, what: string): language.Attributes {
  const attributes: language.Attributes = new Map();
  for (const [name, value] of object.attributes) {
    if (LEFT.has(name) || foreignIn(value) !== null) continue;
    const made = fromR(value, what);
    // R keeps whole numbers as such, whatever another program wrote
    attributes.set(
      name,
      name === "dim" && made.type === "double"
        ? language.integers(Int32Array.from(made.values))
        : made,
    );
  }
  return attributes;
}

function damaged(object: RObject, what: string, why: string): never {
  return fail("damaged-file", `${what} is damaged at byte ${object.at}: ${why}`, {
    hint: "Save it anew in R",
  });
}

/** What attributes say of the elements is true of them. */
function checkShape(
  value: language.Vector,
  length: number,
  object: RObject,
  what: string,
): void {
  const names = value.attributes?.get("names");
  if (names && language.isVector(names) && names.values.length !== length) {
    damaged(object, what, `${length} elements have ${names.values.length} names`);
  }
  const dim = language.dimOf(value);
  if (dim && dim.reduce((product, d) => product * d, 1) !== length) {
    damaged(object, what, "its dimensions are not those of its elements");
  }
  const sides = language.dimNamesOf(value);
  const heads = value.attributes?.get("dimnames")?.attributes?.get("names");
  const fits = dim && sides?.length === dim.length &&
    sides.every((side, i) => side === null || side.length === dim[i]) &&
    (!heads || language.lengthOf(heads) === dim.length);
  if (sides && !fits) {
    damaged(object, what, "names of its dimensions are not those of its elements");
  }
  if (language.inherits(value, "factor")) {
    const levels = language.levelsOf(value).length;
    const known = value.type === "integer" &&
      value.values.every((v) => v === language.NA_INTEGER || (v >= 1 && v <= levels));
    if (!known) damaged(object, what, "a factor has elements that are none of its levels");
  }
  if (language.isFrame(value)) {
    if (length > 0 && !language.textsAttribute(value, "names")) {
      damaged(object, what, "a table has columns without names");
    }
    const rows = language.rowsOf(value);
    const wrong = value.values.findIndex((column) => {
      const sides = language.dimOf(column);
      if (language.isFrame(column)) return language.rowsOf(column) !== rows;
      return (sides ? sides[0] : language.lengthOf(column)) !== rows;
    });
    if (wrong >= 0) {
      damaged(object, what, `column ${wrong + 1} has not the ${rows} rows of its table`);
    }
  }
}
