/**
 * Factors: making them, and their levels. Numbers are ordered by size, text as R sorts it in a
 * UTF-8 locale.
 *
 * @module
 */
import { fail } from "../diagnostic.ts";
import type { Note } from "../note.ts";
import { deparseNumber } from "../syntax/deparse.ts";
import type { Column, FactorColumn, TextColumn } from "./column.ts";
import { sortedOrder } from "./compare_text.ts";
import { suggestion } from "../syntax/nearest.ts";

/** How a factor is made of a column. */
export interface FactorOptions {
  /** Levels in order. A value that is none of them becomes missing. */
  levels?: readonly string[];
  /** What the levels are called, one for each. */
  labels?: readonly string[];
  ordered?: boolean;
  /** Takes the notes that arise. */
  notes?: Note[];
}

/** A number as R's `as.character` writes it: 15 significant digits. */
export function numberText(value: number): string {
  return deparseNumber(value);
}

/**
 * A column as a factor. A factor stays as it is unless levels, labels or order are given.
 *
 * @throws {DiagnosticError} `duplicate-level`, or `label-count` if labels and levels differ in number.
 */
export function asFactor(column: Column, options: FactorOptions = {}): FactorColumn {
  const { levels, labels, ordered } = options;
  const made = levels ? withLevels(column, levels, options.notes) : found(column);
  const named = labels ? relabel(made, labels) : made;
  return ordered === undefined || named.ordered === ordered ? named : { ...named, ordered };
}

/** Codes by the levels that occur in the data. */
function found(column: Column): FactorColumn {
  const { name } = column;
  switch (column.kind) {
    case "factor":
      return column;
    case "text":
      return sortedText(column);
    case "logical": {
      const seen = [0, 1].filter((v) => column.values.includes(v));
      const codes = Int32Array.from(column.values, (v) => seen.indexOf(v));
      const levels = seen.map((v) => v === 1 ? "TRUE" : "FALSE");
      return { kind: "factor", name, codes, levels, ordered: false };
    }
    case "numeric": {
      const distinct = Float64Array.from(new Set(column.values)).filter((v) => !Number.isNaN(v));
      distinct.sort();
      // Numbers that R writes alike are one level.
      const levels: string[] = [];
      const codeOf = new Map<number, number>();
      for (const value of distinct) {
        const text = column.integer ? String(value) : numberText(value);
        if (levels[levels.length - 1] !== text) levels.push(text);
        codeOf.set(value, levels.length - 1);
      }
      const codes = Int32Array.from(column.values, (v) => codeOf.get(v) ?? -1);
      return { kind: "factor", name, codes, levels, ordered: false };
    }
  }
}

function sortedText(column: TextColumn): FactorColumn {
  const used = new Uint8Array(column.dictionary.length);
  for (const code of column.codes) if (code >= 0) used[code] = 1;
  const present = [...used.keys()].filter((k) => used[k] === 1);
  const order = sortedOrder(present.map((k) => column.dictionary[k]!)).map((i) => present[i]!);
  const place = new Int32Array(used.length).fill(-1);
  order.forEach((k, i) => place[k] = i);
  const codes = new Int32Array(column.codes.length);
  for (let i = 0; i < codes.length; i++) {
    const code = column.codes[i]!;
    codes[i] = code < 0 ? -1 : place[code]!;
  }
  return {
    kind: "factor",
    name: column.name,
    codes,
    levels: order.map((k) => column.dictionary[k]!),
    ordered: false,
  };
}

function withLevels(column: Column, levels: readonly string[], notes?: Note[]): FactorColumn {
  const place = new Map<string, number>();
  levels.forEach((level, i) => {
    if (place.has(level)) {
      fail("duplicate-level", `The level ${level} of ${column.name} is given twice`, {
        hint: "Give each level once",
      });
    }
    place.set(level, i);
  });
  if (column.kind === "numeric") {
    // 1.0 given as a level is the number 1.
    levels.forEach((level, i) => {
      const number = level.trim() === "" ? NaN : Number(level);
      for (const text of [numberText(number), String(number)]) {
        if (!Number.isNaN(number) && !place.has(text)) place.set(text, i);
      }
    });
  }
  const lost = new Map<string, number>();
  const codeOf = (text: string): number => {
    const code = place.get(text);
    if (code !== undefined) return code;
    lost.set(text, 0);
    return -1;
  };
  const base = found(column);
  const codes = recoded(base, base.levels.map(codeOf), lost);
  const rows = [...lost.values()].reduce((a, b) => a + b, 0);
  if (rows > 0 && notes) {
    const values = [...lost].filter(([, count]) => count > 0).map(([value]) => value);
    const shown = values.slice(0, 5).join(", ") + (values.length > 5 ? " …" : "");
    notes.push({
      code: "value-not-a-level",
      text: `${column.name}: ${rows} ${rows === 1 ? "value is" : "values are"} not among the ` +
        `levels given and count as missing (${shown})`,
      data: { column: column.name, values, rows },
    });
  }
  return {
    kind: "factor",
    name: column.name,
    codes,
    levels: [...levels],
    ordered: column.kind === "factor" && column.ordered,
  };
}

function recoded(base: FactorColumn, map: number[], lost: Map<string, number>): Int32Array {
  const codes = new Int32Array(base.codes.length);
  for (let i = 0; i < codes.length; i++) {
    const code = base.codes[i]!;
    codes[i] = code < 0 ? -1 : map[code]!;
    if (code >= 0 && map[code]! < 0) {
      const text = base.levels[code]!;
      lost.set(text, lost.get(text)! + 1);
    }
  }
  return codes;
}

/** With other names for the levels; levels that get the same name become one. */
export function relabel(factor: FactorColumn, labels: readonly string[]): FactorColumn {
  if (labels.length !== factor.levels.length) {
    fail(
      "label-count",
      `${factor.name} has ${factor.levels.length} levels but ${labels.length} labels are given`,
      { hint: `The levels are ${factor.levels.join(", ")}` },
    );
  }
  const place = new Map<string, number>();
  for (const label of labels) if (!place.has(label)) place.set(label, place.size);
  const levels = [...place.keys()];
  const map = labels.map((label) => place.get(label)!);
  return { ...factor, levels, codes: factor.codes.map((c) => c < 0 ? -1 : map[c]!) };
}

/**
 * With `reference` as the first level.
 *
 * @throws {DiagnosticError} `unknown-level`; `ordered-factor`, since an order has no reference.
 */
export function relevel(factor: FactorColumn, reference: string): FactorColumn {
  if (factor.ordered) {
    fail(
      "ordered-factor",
      `${factor.name || "The factor"} is ordered: its levels cannot be re-levelled`,
      {
        hint: "Make it with factor() and levels in the order wanted",
      },
    );
  }
  const at = factor.levels.indexOf(reference);
  if (at < 0) {
    fail("unknown-level", `${factor.name || "The factor"} has no level ${reference}`, {
      hint: suggestion(reference, factor.levels, "The levels are"),
    });
  }
  const levels = [reference, ...factor.levels.filter((_, i) => i !== at)];
  const codes = factor.codes.map((c) => c === at ? 0 : c >= 0 && c < at ? c + 1 : c);
  return { ...factor, levels, codes };
}

/** Without the levels that do not occur. */
export function dropLevels(factor: FactorColumn): FactorColumn {
  const used = new Uint8Array(factor.levels.length);
  for (const code of factor.codes) if (code >= 0) used[code] = 1;
  if (!used.includes(0)) return factor;
  const map = new Int32Array(used.length).fill(-1);
  const levels: string[] = [];
  used.forEach((u, k) => {
    if (u === 1) map[k] = levels.push(factor.levels[k]!) - 1;
  });
  return { ...factor, levels, codes: factor.codes.map((c) => c < 0 ? -1 : map[c]!) };
}

/** How factors are crossed. */
export interface InteractionOptions {
  /** Between the parts of a level's name. Default `.` */
  separator?: string;
  /** Keep only the combinations that occur. Default false. */
  drop?: boolean;
  /** Name of the new column. Default: the factors' names joined by the separator. */
  name?: string;
}

/** The factor of all combinations of levels, the first factor's varying fastest, as R has it. */
export function interaction(
  factors: readonly FactorColumn[],
  options: InteractionOptions = {},
): FactorColumn {
  const separator = options.separator ?? ".";
  const [first] = factors;
  if (!first) fail("no-factors", "interaction() needs at least one factor");
  let codes = first.codes;
  let levels: readonly string[] = first.levels;
  for (const factor of factors.slice(1)) {
    if (factor.codes.length !== codes.length) {
      fail("unequal-columns", `${first.name} and ${factor.name} differ in length`);
    }
    const width = levels.length;
    codes = codes.map((c, i) => c < 0 || factor.codes[i]! < 0 ? -1 : c + width * factor.codes[i]!);
    levels = factor.levels.flatMap((b) => levels.map((a) => a + separator + b));
  }
  const name = options.name ?? factors.map((f) => f.name).join(separator);
  const whole: FactorColumn = { kind: "factor", name, codes, levels, ordered: false };
  return options.drop ? dropLevels(whole) : whole;
}
