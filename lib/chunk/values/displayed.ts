/**
 * Results that are lines of text, with parts to take by name.
 *
 * @module
 */
import { formatNumbers } from "../../render/number/number_format.ts";
import { matrixLines } from "../../render/text/layout.ts";
import type { DisplayValue, FrameValue, Value } from "./value.ts";

/** A result as the console prints it. */
export function displayed(
  lines: readonly string[],
  what: string,
  parts: Readonly<Record<string, () => Value>> = {},
  frame: (() => FrameValue) | null = null,
): DisplayValue {
  return {
    kind: "display",
    shown: { kind: "text", text: lines.join("\n") },
    what,
    frame,
    parts,
  };
}

/** A matrix of numbers as R prints a data frame: each column by itself. */
export function frameLines(
  rowNames: readonly string[],
  columns: readonly { name: string; values: readonly (number | null)[] }[],
  digits = 7,
): string[] {
  return matrixLines({
    rowNames,
    columns: columns.map(({ name, values }) => ({
      name,
      cells: formatNumbers([...values], { digits }),
      align: "right",
    })),
  });
}
