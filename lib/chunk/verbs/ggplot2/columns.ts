/**
 * Columns of a layer as panels, axes and texts want them.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { greatest } from "../../../lists.ts";
import type { Column } from "../../../render/figure/grammar/spec.ts";
import { plotmath } from "../../../render/figure/plotmath.ts";
import { parseExpression } from "../../../syntax/parse.ts";
import type { LayerPiece } from "../../values/plot.ts";

/** What is missing is a name of its own, the last. */
export function withMissing(column: Column): Column {
  if (column.kind !== "names") return column;
  const codes = Array.from(column.codes);
  if (!codes.includes(-1)) return column;
  const ordered = column.ordered ? [...column.levels] : [...column.levels].sort();
  const place = new Map(ordered.map((l, i) => [l, i]));
  return {
    kind: "names",
    levels: [...ordered, "NA"],
    codes: codes.map((c) => c < 0 ? ordered.length : place.get(column.levels[c]!)!),
    ordered: true,
  };
}

/** Labels that are R's expressions, as mathematics. */
export function asMathematics(
  { span }: LayerPiece,
  mapped: Map<string, Column>,
  fixed: Map<string, number | string>,
): void {
  const read = (text: string): string => {
    try {
      return plotmath(parseExpression(text));
    } catch {
      return fail("wrong-argument", `"${text}" is no expression`, {
        span,
        hint: 'parse = TRUE reads labels such as "R^2 == 0.9"; without it they stand as they are',
      });
    }
  };
  const column = mapped.get("label"), set = fixed.get("label");
  if (column?.kind === "names") mapped.set("label", { ...column, levels: column.levels.map(read) });
  if (typeof set === "string") fixed.set("label", read(set));
}

/** Rows of the largest group. */
export function largest(mapped: ReadonlyMap<string, Column>, n: number): number {
  const names = [...mapped.values()].filter((c) => c.kind === "names");
  const counts = new Map<string, number>();
  for (let i = 0; i < n; i++) {
    const key = names.map((c) => c.codes[i]).join(" ");
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return greatest(counts.values(), 0);
}

/** Numbers as names, for panels. */
export function asNames(column: Column): Column {
  if (column.kind === "names") return column;
  const values = [...new Set(Array.from(column.values))].filter(Number.isFinite).sort((a, b) =>
    a - b
  );
  return {
    kind: "names",
    levels: values.map(String),
    codes: Int32Array.from(column.values, (v) => values.indexOf(v)),
    ordered: true,
  };
}
