/**
 * What `by` and `ftable` made, as R's console prints it.
 *
 * @module
 */
import { asList } from "../values/coerce.ts";
import {
  type Atomic,
  dimNamesOf,
  dimOf,
  type ListVector,
  namesOf,
  NULL,
  type Numbers,
  textsAttribute,
  type Value,
  type Vector,
} from "../values/value.ts";
import { cellsOf, padded, type PrintOptions, widthOf } from "./cells.ts";

/** Each group below a line that names it. */
export function groupLines(
  x: Vector,
  options: PrintOptions,
  printed: (x: Value, options: PrintOptions) => string[],
): string[] {
  const dim = dimOf(x) as Numbers;
  const titles = textsAttribute(x.attributes!.get("dimnames") ?? NULL, "names");
  const labels = dimNamesOf(x);
  const rule = "-".repeat(Math.trunc(0.75 * options.width));
  const values = x.type === "list" ? x.values : asList({ ...x, attributes: null }).values;
  return values.flatMap((value, cell) => {
    let rest = cell;
    const heads = Array.from(dim, (size, k) => {
      const at = rest % size;
      rest = Math.floor(rest / size);
      return `${titles?.[k] ?? ""}: ${labels?.[k]?.[at] ?? at + 1}`;
    });
    return [...(cell > 0 ? [rule] : []), ...heads, ...printed(value, options)];
  });
}

/** Runs of equal values (class `rle`): how long they are and what they hold. */
export function runs(x: ListVector, options: PrintOptions): string[] {
  const part = (name: string): Vector => x.values[(namesOf(x) ?? []).indexOf(name)] as Vector;
  const line = (name: string, head: string): string => {
    const value = part(name) as Atomic;
    const kind = { integer: "int", double: "num", character: "chr", logical: "logi" }[value.type];
    const count = value.values.length;
    const cells = Array.from({ length: Math.min(10, count) }, (_, i): string => {
      const one = { ...value, values: value.values.slice(i, i + 1), attributes: null } as Atomic;
      return cellsOf(one, { ...options, digits: 3 })[0]!.trim();
    });
    const size = count === 1 ? "" : ` [1:${count}]`;
    return `  ${head}: ${kind}${size} ${cells.join(" ")}${count > 10 ? " ..." : ""}`;
  };
  return ["Run Length Encoding", line("lengths", "lengths"), line("values", "values ")];
}

/** Labels of crossed sides, the last the fastest: each is written where it begins. */
function crossedLabels(vars: ListVector): string[][] {
  const sizes = vars.values.map((v) => (v as Vector).values.length);
  const n = sizes.reduce((a, b) => a * b, 1);
  let run = n;
  return vars.values.map((v, k) => {
    run /= sizes[k]!;
    const texts = (v as { values: (string | null)[] }).values;
    return Array.from(
      { length: n },
      (_, i) => i % run === 0 ? texts[Math.floor(i / run) % sizes[k]!] ?? "NA" : "",
    );
  });
}

/** A flat table: sides that stand down to the left, those that stand across above. */
export function flatLines(x: Atomic, options: PrintOptions): string[] {
  const [m, n] = dimOf(x) as unknown as [number, number];
  const rows = x.attributes!.get("row.vars") as ListVector;
  const across = x.attributes!.get("col.vars") as ListVector;
  const [downNames, acrossNames] = [namesOf(rows) ?? [], namesOf(across) ?? []];
  const blanks = acrossNames.map(() => "");
  const left = [
    ...crossedLabels(rows).map((labels, k) => [...blanks, downNames[k] ?? "", ...labels]),
    [...acrossNames.map((v) => v ?? ""), ...new Array<string>(m + 1).fill("")],
  ];
  const heads = crossedLabels(across);
  const cells = cellsOf({ ...x, attributes: null }, options);
  const right = Array.from(
    { length: n },
    (
      _,
      j,
    ) => [...heads.map((h) => h[j]!), "", ...cells.slice(j * m, (j + 1) * m).map((c) => c.trim())],
  );
  const widths = (columns: string[][]): number[] =>
    columns.map((c) => c.reduce((w, t) => Math.max(w, widthOf(t)), 0));
  const [wide, narrow] = [widths(left), widths(right)];
  return Array.from({ length: m + 1 + blanks.length }, (_, i) =>
    [
      ...left.map((c, k) => padded(c[i]!, wide[k]!, true)),
      ...right.map((c, k) => padded(c[i]!, narrow[k]!)),
    ].join(" "));
}
