/**
 * Parts of a column below each other, as tidy words join them: kinds that do not belong together are
 * a fault, levels of factors are united.
 *
 * @module
 */
import { fail, type Span } from "../../diagnostic.ts";
import { rowsOfColumn } from "../parts/frame_subset.ts";
import { asCharacter } from "../values/coerce.ts";
import { join } from "../values/combine.ts";
import { factorOf } from "../values/factor.ts";
import {
  inherits,
  isFactor,
  isFrame,
  isVector,
  lengthOf,
  levelsOf,
  listOf,
  NA_INTEGER,
  namesOf,
  NULL,
  rowsOf,
  type Value,
  type Vector,
  withAttribute,
  withAttributes,
} from "../values/value.ts";
import { tibbleOf } from "../dplyr/tables.ts";
import { typeOf } from "../pillar/kinds.ts";

/** Truth values that are all missing belong to every kind. */
function unspecified(x: Vector): boolean {
  return x.type === "logical" && x.values.every((v) => v === NA_INTEGER);
}

/** Missing values in the kind of `model`. */
export function missingLike(model: Value, n: number): Value {
  if (isVector(model) && model.type === "list" && !isFrame(model)) {
    return listOf(Array.from({ length: n }, () => NULL));
  }
  return rowsOfColumn(model, new Int32Array(n).fill(-1));
}

const ORDER = ["logical", "integer", "double"];

/** What a kind of column must agree on: texts and factors, numbers, dates and so on. */
function family(x: Vector): string {
  if (isFrame(x)) return "frame";
  if (isFactor(x) || x.type === "character") return "text";
  if (x.type === "list") return "list";
  for (const name of ["Date", "difftime", "POSIXct"]) if (inherits(x, name)) return name;
  return "number";
}

/** Parts below each other as one column. `name` is what a fault calls it. */
export function stackedParts(parts: readonly Value[], name: string, span: Span): Value {
  const vectors = parts.filter((p): p is Vector => isVector(p));
  const told = vectors.filter((v) => isFrame(v) || !unspecified(v));
  const [first] = told;
  if (!first) return vectors.length === 0 ? NULL : join(vectors, "logical");
  for (const other of told) {
    if (family(other) !== family(first)) {
      fail(
        "wrong-argument",
        `${name} would hold ${typeOf(first)} and ${typeOf(other)}, which do not go together`,
        { span, hint: "Make them alike first, for example with as.character() or as.numeric()" },
      );
    }
  }
  const all = vectors.map((v) => isFrame(v) || !unspecified(v) ? v : missingOf(first, lengthOf(v)));
  switch (family(first)) {
    case "frame":
      return stackedFrames(all, name, span);
    case "text":
      return all.every(isFactor)
        ? stackedFactors(all)
        : join(all.map((v) => asCharacter(v)), "character");
    case "list":
      return join(all, "list");
    case "number": {
      const kind = all.reduce((k, v) => Math.max(k, ORDER.indexOf(v.type)), 0);
      return join(all.map((v) => withAttributes(v, null)), ORDER[kind] as "logical");
    }
    default: {
      const kind = all.some((v) => v.type === "double") ? "double" : "integer";
      const out = join(all.map((v) => withAttributes(v, null)), kind);
      const kept = new Map([...first.attributes!].filter(([n]) => n !== "names"));
      return withAttributes(out, kept);
    }
  }
}

function missingOf(model: Vector, n: number): Vector {
  return missingLike(model, n) as Vector;
}

function stackedFactors(parts: readonly Vector[]): Value {
  const levels = [...new Set(parts.flatMap((p) => levelsOf(p)))];
  const at = new Map(levels.map((l, k) => [l, k + 1]));
  const ordered = parts.every((p) =>
    inherits(p, "ordered") && levelsOf(p).join("\0") === levels.join("\0")
  );
  return factorOf(
    parts.flatMap((p) =>
      Array.from(
        (p as { values: Iterable<number> }).values,
        (k) => k === NA_INTEGER ? k : at.get(levelsOf(p)[k - 1]!)!,
      )
    ),
    levels,
    ordered,
  );
}

function stackedFrames(parts: readonly Vector[], name: string, span: Span): Value {
  const heads = [...new Set(parts.flatMap((p) => namesOf(p) ?? []))];
  const rows = parts.map((p) => isFrame(p) ? rowsOf(p) : 0);
  const columns = heads.map((head): [string, Value] => {
    const own = parts.map((p) => {
      const k = namesOf(p)?.indexOf(head) ?? -1;
      return k < 0 ? null : (p as { values: Value[] }).values[k]!;
    });
    const model = own.find((v) => v !== null)!;
    const full = own.map((v, i) => v ?? missingLike(model, rows[i]!));
    return [head ?? "", stackedParts(full, `${name}$${head}`, span)];
  });
  const out = tibbleOf(columns, rows.reduce((a, b) => a + b, 0));
  const given = parts[0]?.attributes?.get("class");
  return given ? withAttribute(out, "class", given) : out;
}
