/**
 * Tibbles as they print themselves: how large, how grouped, the beginning of the rows, and what is
 * not shown.
 *
 * @module
 */
import { type PrintOptions, widthOf } from "../print/cells.ts";
import { frameRows } from "../parts/frame_subset.ts";
import { attribute, type Frame, inherits, isFrame, namesOf, rowsOf } from "../values/value.ts";
import { colonnade, raised } from "./colonnade.ts";
import { typeOf } from "./kinds.ts";
import { type Pillar, pillarsOf, quotedName } from "./pillars.ts";
import { groupingOf } from "../dplyr/grouping.ts";

/** More rows than these are not all shown. */
const MOST_ROWS = 20;
const FIRST_ROWS = 10;
const MOST_NAMES = 100;
const MOST_LINES = 7;
/** A blank at which no line is broken. */
const TIED = "\u00a0";
/** Between the mark of an abbreviated name and the name. */
const UNSEEN = "\u200b";

/** What a call of `print` may ask for. */
export interface TibbleOptions {
  readonly rows?: number;
  /** Columns of text; infinite: as many lines as are needed. */
  readonly width?: number;
  /** Names of columns without room that are listed at most. */
  readonly names?: number;
}

/** A count with commas: `1,234`. */
function count(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Words in lines that begin with `#`, later ones set in. */
function remark(text: string, width: number, most: number): string[] {
  const lines: string[] = [];
  let line = "#";
  let fresh = true;
  for (const word of text.split(" ")) {
    const blank = fresh ? (lines.length > 0 ? "   " : " ") : " ";
    if (!fresh && widthOf((line + blank + word).replaceAll(UNSEEN, "")) >= width) {
      lines.push(line);
      line = `#   ${word}`;
    } else line += blank + word;
    fresh = false;
  }
  lines.push(line);
  const shown = lines.length > most ? [...lines.slice(0, most - 1), `${lines[most - 1]} …`] : lines;
  return shown.map((l) => l.replaceAll(TIED, " "));
}

/** Names of groups, and how many groups there are. */
function grouping(x: Frame): string | null {
  const groups = attribute(x, "groups");
  if (inherits(x, "rowwise_df")) {
    const keys = groups && isFrame(groups) ? (namesOf(groups) ?? []).slice(0, -1) : [];
    return `Rowwise: ${
      keys.length > 0 ? ` ${keys.map((k) => quotedName(k ?? "")).join(", ")}` : ""
    }`;
  }
  if (!groups || !isFrame(groups) || !inherits(x, "grouped_df")) return null;
  const known = groupingOf(x as Frame, { start: 0, end: 0 });
  if (!known || known.vars.length === 0) return null;
  return `Groups:   ${known.vars.map(quotedName).join(", ")} [${count(known.rows.length)}]`;
}

function amount(n: number, what: string): string {
  return `${what}${n === 1 ? "" : "s"}`;
}

/** What a footer says of rows, columns and names that are not shown in full. */
function footer(
  hiddenRows: number,
  hidden: readonly string[],
  abbreviated: readonly Pillar[],
  nothingShown: boolean,
  most: number,
): string | null {
  const parts: string[] = [];
  if (hiddenRows > 0) parts.push(`${count(hiddenRows)} more ${amount(hiddenRows, "row")}`);
  if (hidden.length > 0) {
    const names = hidden.slice(0, most).join(", ") +
      (hidden.length > most ? ", …" : "");
    const more = nothingShown ? "" : "more ";
    parts.push(`${count(hidden.length)} ${more}${amount(hidden.length, "variable")}: ${names}`);
  }
  if (abbreviated.length > 0) {
    const names = abbreviated.map((p, i) =>
      `${raised(i + 1)}${UNSEEN}${p.title.replaceAll(" ", TIED)}`
    );
    parts.push(`abbreviated ${amount(names.length, "variable name")} ${names.join(", ")}`);
  }
  if (parts.length === 0) return null;
  const last = parts.length > 1 ? `, and ${parts.pop()!}` : "";
  return `… with ${parts.join(", ")}${last}`;
}

/** Whether the numbers of the rows are names, as rstatix has them. */
function hasNames(x: Frame): boolean {
  const names = attribute(x, "row.names");
  return inherits(x, "rstatix_test") && names?.type === "integer" &&
    !(names.values.length === 2 && names.values[0]! < 0);
}

/** Lines of a tibble. */
export function tibbleLines(x: Frame, options: PrintOptions, wanted: TibbleOptions = {}): string[] {
  const n = rowsOf(x);
  const settings = options.tibble ?? {};
  const usual = n > (settings.most ?? MOST_ROWS) ? settings.first ?? FIRST_ROWS : n;
  const shownRows = Math.min(n, wanted.rows ?? usual);
  const width = wanted.width ?? settings.width ?? options.width;
  const part = shownRows === n
    ? x
    : frameRows(x, Int32Array.from({ length: shownRows }, (_, i) => i));
  const heads = (namesOf(x) ?? []).map((h) => h ?? "NA");
  const owners: number[] = [];
  const pillars = part.values.flatMap((v, k) => {
    const own = pillarsOf(v, heads[k]!, settings.digits);
    own.forEach(() => owners.push(k));
    return own;
  });
  const narrow = Math.min(width, options.width);
  const room = {
    width: narrow,
    tiers: Number.isFinite(width) ? Math.ceil(width / options.width) : Infinity,
  };
  const { lines, shown, abbreviated } = colonnade(pillars, shownRows, room, hasNames(x));
  const first = shown < pillars.length ? owners[shown]! : heads.length;
  const hidden = heads.slice(first).map((h, k) =>
    `${quotedName(h)} ${typeOf(part.values[first + k]!)}`.replaceAll(" ", TIED)
  );
  const said = footer(n - shownRows, hidden, abbreviated, shown === 0, wanted.names ?? MOST_NAMES);
  const groups = grouping(x);
  return [
    ...remark(`A tibble: ${count(n)} × ${count(heads.length)}`, narrow, Infinity),
    ...(groups === null ? [] : [`# ${groups}`]),
    ...lines,
    ...(said === null ? [] : remark(said, narrow, MOST_LINES)),
  ];
}
