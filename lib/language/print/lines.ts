/**
 * Vectors and factors as R's console prints them, line by line.
 *
 * @module
 */
import {
  type Atomic,
  inherits,
  levelsOf,
  namesOf,
  textsAttribute,
  withAttributes,
} from "../values/value.ts";
import { cellsOf, padded, type PrintOptions, widthOf } from "./cells.ts";

export function empty(x: Atomic, named: boolean): string[] {
  if (inherits(x, "Date")) return ["Date of length 0"];
  const kind = x.type === "double" ? "numeric" : x.type;
  return [`${named ? "named " : ""}${kind}(0)`];
}

/** As many elements as fit a line, each line led by the index of its first. */
export function indexed(cells: readonly string[], left: boolean, options: PrintOptions): string[] {
  const width = cells.reduce((m, c) => Math.max(m, widthOf(c)), 0);
  const label = String(cells.length).length + 2;
  const each = Math.max(1, Math.floor((options.width - label) / (width + 1)));
  const lines: string[] = [];
  for (let i = 0; i < cells.length; i += each) {
    const part = cells.slice(i, i + each).map((c) => ` ${padded(c, width, left)}`);
    lines.push(`[${i + 1}]`.padStart(label) + part.join(""));
  }
  return lines;
}

export function named(
  names: readonly string[],
  cells: readonly string[],
  options: PrintOptions,
): string[] {
  const width = [...names, ...cells].reduce((m, c) => Math.max(m, widthOf(c)), 0);
  const each = Math.max(1, Math.floor(options.width / (width + 1)));
  const lines: string[] = [];
  for (let i = 0; i < cells.length; i += each) {
    for (const row of [names, cells]) {
      lines.push(row.slice(i, i + each).map((c) => padded(c, width) + " ").join(""));
    }
  }
  return lines;
}

export function factorLines(
  x: Atomic,
  options: PrintOptions,
  between: readonly string[] = [],
): string[] {
  const levels = levelsOf(x).map((l) => l ?? "<NA>");
  const plain = { ...options, quote: false };
  const names = namesOf(x);
  const cells = cellsOf(x, plain);
  const body = x.values.length === 0
    ? ["factor(0)"]
    : names
    ? named(names.map((n) => n ?? "<NA>"), cells, options)
    : indexedFactor(cells, options);
  return [...body, ...between, ...levelLines(levels, inherits(x, "ordered"), options)];
}

function indexedFactor(cells: readonly string[], options: PrintOptions): string[] {
  const width = cells.reduce((m, c) => Math.max(m, widthOf(c)), 0);
  const label = String(cells.length).length + 2;
  const each = Math.max(1, Math.floor((options.width - label) / (width + 1)));
  const lines: string[] = [];
  for (let i = 0; i < cells.length; i += each) {
    lines.push(
      `[${i + 1}]`.padStart(label) +
        cells.slice(i, i + each).map((c) => ` ${padded(c, width, true)}`).join(""),
    );
  }
  return lines;
}

/** The levels of a factor; those in the middle are left out where they do not fit a line. */
function levelLines(levels: readonly string[], ordered: boolean, options: PrintOptions): string[] {
  const between = ordered ? " < " : " ";
  const count = levels.length;
  const head = `Levels:`;
  const room = options.width - (head.length + 3 + 1 + 3);
  let used = 0;
  let fitting = 0;
  for (const level of levels) {
    used += widthOf(level) + between.length;
    if (used >= room) break;
    fitting++;
  }
  const whole = fitting >= count;
  if (whole || count <= 1) return [`${head} ${levels.join(between)}`];
  const many = Math.max(1, fitting - 1);
  return [
    `${count} ${head} ${[...levels.slice(0, many), "..."].join(between)}${between}${
      levels[count - 1]
    }`,
  ];
}

export function difftime(x: Atomic, options: PrintOptions): string[] {
  const units = textsAttribute(x, "units")?.[0] ?? "days";
  const plain = withAttributes(x, null);
  const cells = cellsOf(plain, options);
  return x.values.length === 1
    ? [`Time difference of ${cells[0]} ${units}`]
    : [`Time differences in ${units}`, ...indexed(cells, false, options)];
}
