/**
 * Columns of a tibble as pillars: a title, a type, and cells that fit a width.
 *
 * @module
 */
import { syntactic } from "../frames/naming.ts";
import { numberCells as consoleNumbers, padded, widthOf } from "../print/cells.ts";
import { pick } from "../parts/picking.ts";
import { dateText, timeTexts } from "../values/date.ts";
import {
  type Atomic,
  dimNamesOf,
  dimOf,
  inherits,
  isFactor,
  isFrame,
  isVector,
  lengthOf,
  levelsOf,
  NA_INTEGER,
  namesOf,
  rowsOf,
  textsAttribute,
  type Value,
  type Vector,
  withAttributes,
} from "../values/value.ts";
import { describe } from "../values/coerce.ts";
import type { PrintOptions } from "../print/cells.ts";
import { listOfKind, summaryOfCell, typeOf } from "./kinds.ts";
import { DIGITS, numberCells } from "./numbers.ts";

/** Letters of a title that are kept at least. */
const SHORTEST = 5;

/** A column that is shown. */
export interface Pillar {
  readonly title: string;
  /** The title without quotes, which is cut where there is no room. */
  readonly bare: string;
  readonly type: string;
  readonly right: boolean;
  readonly widest: number;
  readonly narrowest: number;
  /** Cells no wider than a width. */
  cells(width: number): readonly string[];
}

/** A name as it must be written in code. */
export function quotedName(name: string): string {
  return syntactic(name) === name ? name : `\`${name}\``;
}

/** A text cut to a width, the cut shown. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let out = "";
  for (const c of text) {
    if (widthOf(out + c) > width - 1) break;
    out += c;
  }
  return `${out}…`;
}

function pillar(
  title: string,
  bare: string,
  type: string,
  right: boolean,
  content: { widest: number; narrowest: number; cells: Pillar["cells"] },
): Pillar {
  const head = widthOf(title);
  return {
    title,
    bare,
    type,
    right,
    widest: Math.max(head, type.length, content.widest),
    narrowest: Math.max(Math.min(head, SHORTEST + 2), Math.min(type.length, 5), content.narrowest),
    cells: content.cells,
  };
}

function fixed(cells: readonly string[]): ReturnType<typeof texts> {
  const widest = cells.reduce((m, c) => Math.max(m, widthOf(c)), 0);
  return { widest, narrowest: widest, cells: () => cells };
}

function texts(
  cells: readonly string[],
): { widest: number; narrowest: number; cells: Pillar["cells"] } {
  const widest = cells.reduce((m, c) => Math.max(m, widthOf(c)), 0);
  return {
    widest,
    narrowest: Math.min(widest, 3),
    cells: (width) => cells.map((c) => cut(c, width)),
  };
}

/** Texts in quotes where one of them begins or ends with a blank, is empty, or is written out. */
function textCells(values: readonly (string | null)[]): string[] {
  const written = values.map((v) => v === null ? null : JSON.stringify(v).slice(1, -1));
  const quote = values.some((v, i) =>
    v !== null && (v === "" || v !== v.trim() || written[i] !== v)
  );
  return written.map((v) => v === null ? "<NA>" : quote ? `"${v}"` : v);
}

function listCells(values: readonly Value[]): ReturnType<typeof texts> {
  const cells = values.map(summaryOfCell);
  const widest = cells.reduce((m, c) => Math.max(m, widthOf(c.full)), 0);
  return {
    widest,
    narrowest: Math.min(5, widest),
    cells: (width) => cells.map((c) => widthOf(c.full) <= width ? c.full : cut(c.short, width)),
  };
}

function numeric(values: readonly (number | null)[], digits: number): ReturnType<typeof texts> {
  const { decimal, scientific } = numberCells(values, digits);
  return {
    widest: decimal.width,
    narrowest: Math.min(decimal.width, scientific.width),
    cells: (width) => (decimal.width <= width ? decimal : scientific).cells,
  };
}

function content(x: Vector, digits: number): { right: boolean; shaft: ReturnType<typeof texts> } {
  const left = (shaft: ReturnType<typeof texts>) => ({ right: false, shaft });
  if (x.type === "list") {
    if (listOfKind(x) === null) return left(listCells(x.values));
    const sizes = x.values.map((v) =>
      v.type === "NULL"
        ? ""
        : isFrame(v)
        ? `[${rowsOf(v)} × ${v.values.length}]`
        : `[${lengthOf(v)}]`
    );
    return { right: true, shaft: fixed(sizes) };
  }
  if (x.type === "logical") {
    return left(fixed(Array.from(x.values, (v) => v === NA_INTEGER ? "NA" : v ? "TRUE" : "FALSE")));
  }
  if (x.type === "character") return left(texts(textCells(x.values)));
  if (isFactor(x)) {
    const levels = levelsOf(x);
    return left(texts(Array.from(x.values, (v) => levels[v - 1] ?? "<NA>")));
  }
  const numbers = Array.from(
    x.values,
    (v, i) =>
      x.type === "integer"
        ? (v === NA_INTEGER ? null : v)
        : Number.isNaN(v) && x.nan?.[i] !== 1
        ? null
        : v,
  );
  if (inherits(x, "Date")) {
    return left(fixed(numbers.map((v) => v === null || !Number.isFinite(v) ? "NA" : dateText(v))));
  }
  if (inherits(x, "POSIXct")) {
    return left(fixed(timeTexts(numbers.map((v) => v ?? NaN), true).map((t) => t ?? "NA")));
  }
  if (inherits(x, "difftime")) return left(fixed(spans(x, numbers)));
  return { right: true, shaft: numeric(numbers, digits) };
}

function spans(x: Atomic, numbers: readonly (number | null)[]): string[] {
  const units = textsAttribute(x, "units")?.[0] ?? "days";
  const known = numbers.filter((v) => v !== null);
  const cells = consoleNumbers(known, null, DIFFERENCES);
  let k = 0;
  const width = cells.reduce((m, c) => Math.max(m, c.length), 0);
  return numbers.map((v) =>
    v === null ? "NA".padStart(width) + " " + units : `${cells[k++]} ${units}`
  );
}

const DIFFERENCES: PrintOptions = {
  digits: 7,
  quote: false,
  width: 80,
  scipen: 0,
  most: 99999,
  rowNames: true,
  left: false,
};

/** The pillars of a column: several of one that is itself a table or a matrix. */
export function pillarsOf(
  x: Value,
  name: string,
  digits = DIGITS,
  prefix = "",
  depth = 1,
): Pillar[] {
  const own = quotedName(name);
  if (isFrame(x)) {
    return x.values.flatMap((v, k) =>
      pillarsOf(
        v,
        namesOf(x)?.[k] ?? "",
        digits,
        k === 0 ? `${prefix}${own}$` : "$".repeat(depth),
        depth + 1,
      )
    );
  }
  if (!isVector(x)) {
    return [pillar(prefix + own, prefix + name, "<?>", false, fixed([describe(x)]))];
  }
  const dim = dimOf(x);
  if (dim?.length === 2) {
    const heads = dimNamesOf(x)?.[1];
    const [m, n] = [dim[0]!, dim[1]!];
    const kept = new Map([...x.attributes ?? []].filter(([a]) => a !== "dim" && a !== "dimnames"));
    return Array.from({ length: n }, (_, j) => {
      const column = withAttributes(
        pick(x, Int32Array.from({ length: m }, (_, i) => j * m + i)),
        kept,
      );
      const head = `${j === 0 ? prefix + own : ""}[,${heads?.[j] ? `"${heads[j]}"` : j + 1}]`;
      const { right, shaft } = content(column, digits);
      return pillar(head, head, typeOf(column), right, shaft);
    });
  }
  const { right, shaft } = content(x, digits);
  return [pillar(prefix + own, prefix === "" ? name : prefix + own, typeOf(x), right, shaft)];
}

/** Lines of a pillar at a width: title, type, cells. */
export function linesOf(p: Pillar, width: number, mark: string | null): string[] {
  const title = mark === null
    ? p.title
    : cut(p.bare, width - widthOf(mark)).replace(/…?$/u, "…") + mark;
  const inner = p.type.slice(1, -1);
  const type = `<${inner.slice(0, Math.max(1, width - 2))}>`;
  return [title, type, ...p.cells(width)].map((line) => padded(line, width, !p.right));
}
