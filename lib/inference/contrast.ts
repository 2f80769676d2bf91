/**
 * Contrasts of means: families, weight vectors, interactions, and how they are shown.
 *
 * @module
 */
import { numberText } from "../data/factor.ts";
import { fail } from "../diagnostic.ts";
import { type ContrastFamily, contrastFamily, customFamily } from "./contrast_family.ts";
import type { ContrastGroup, ContrastView } from "./contrast_parts.ts";
import { Contrasts } from "./contrasts.ts";
import { type Adjust, ADJUSTMENTS, type ContrastTable, type Method } from "./contrast_table.ts";
import { Means, type MeansView } from "./means.ts";
import type { MeansGrid, MeansTable, Show, Side } from "./means_grid.ts";
import { methodNamed } from "./means_spec.ts";

/** How contrasts are shown. */
export interface ViewOptions {
  /** Default: the family's own. */
  adjust?: Adjust | undefined;
  /** Default that of the means, 0.95. */
  level?: number | undefined;
  /** Tests, intervals or both. Default: tests. */
  show?: Show | undefined;
  /** `left` (`<`), `right` (`>`), or a test against the threshold `delta`. */
  side?: Side | undefined;
  /** Threshold of equivalence and non-inferiority, on the scale of the model. */
  delta?: number | undefined;
  /** The value tested against, on the scale of the model. */
  nullValue?: number | undefined;
  /** `response` takes contrasts of logarithms back as ratios. */
  type?: "link" | "response" | undefined;
}

/** Options of `contrast`. */
export interface ContrastOptions extends ViewOptions {
  /** Contrast within groups of these; null: across everything. Default: the means' own `by`. */
  by?: string | readonly string[] | null | undefined;
  /** The complement of `by`: contrast these, within groups of all others. */
  simple?: string | readonly string[] | undefined;
  /** The control of `trt.vs.ctrl`: a level, or its place counted from 1. */
  ref?: number | string | undefined;
  /** Products of families, one for each factor (the last is repeated). */
  interaction?: boolean | Method | readonly Method[] | undefined;
}

/**
 * Contrasts of means within the means' `by` groups.
 *
 * @param method a family, or weight vectors by name
 * @returns one row for each contrast and group, tests adjusted within the group
 * @throws DiagnosticError `unknown-method`, `unknown-adjust`, `unknown-variable`, `unknown-level`,
 * `contrast-length`
 * @example
 * ```ts
 * import { contrast, emmeans, lm, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom({ y: [1, 2, 4, 5], Trt: ["A", "A", "B", "B"] });
 * const means = emmeans(lm("y ~ Trt", data), "~ Trt");
 * const table = contrast(means, { "B-A": [-1, 1] });
 * if (Math.abs(table.rows[0]!.estimate! - 3) > 1e-12) throw new Error();
 * ```
 */
export function contrast(
  grid: MeansGrid,
  method: Method | Record<string, readonly number[]> = "eff",
  options: ContrastOptions = {},
): ContrastTable {
  const means = requireMeans(grid);
  const by = groupsBy(means, options);
  const groups = groupRows(means, by);
  if (options.interaction) return interactionContrasts(means, method, by, groups, options);
  const variables = [...means.factors, ...means.by].filter((v) => !by.includes(v));
  const numeric = variables.filter((v) => means.rows.every((r) => isNumeric(r.at[v]!)));
  let type: ContrastFamily["type"] = "contrast";
  let adjust: Adjust = "none";
  const made = groups.map((rows): ContrastGroup => {
    const raw = rows.map((i) => labelOf(means.rows[i]!.at, variables, numeric));
    const levels = raw.map((l) => /[-+/*]/.test(l) ? `(${l})` : l);
    const family = typeof method === "string"
      ? contrastFamily(methodNamed(method), levels, raw, options.ref)
      : customFamily(method, rows.length);
    ({ type, adjust } = family);
    return {
      by: by.length === 0 ? null : pick(means.rows[rows[0]!]!.at, by),
      names: family.names,
      parts: null,
      ...combined(means, rows, family.coefficients),
      familySize: rows.length,
    };
  });
  return new Contrasts({
    fit: means.fit,
    df: means.df,
    method: typeof method === "string" ? method : "custom",
    by,
    groups: made,
    type,
    averagedOver: means.averagedOver,
    estimateName: "estimate",
    transformation: means.transformation,
  }, viewOf(means, adjust, options));
}

/**
 * All pairwise differences: `contrast(grid, "pairwise", options)`.
 *
 * @example
 * ```ts
 * import { emmeans, lm, pairs, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom({ y: [1, 2, 4, 5], Trt: ["A", "A", "B", "B"] });
 * const table = pairs(emmeans(lm("y ~ Trt", data), "~ Trt"));
 * if (table.rows[0]!.contrast !== "A - B") throw new Error();
 * ```
 */
export function pairs(
  grid: MeansGrid,
  options: ContrastOptions & { reverse?: boolean } = {},
): ContrastTable {
  return contrast(grid, options.reverse ? "revpairwise" : "pairwise", options);
}

function requireMeans(grid: MeansGrid | MeansTable): Means {
  if (grid instanceof Means) return grid;
  fail("means-without-model", "these means have lost the model they came from", {
    hint: "use the value that emmeans gave, not a copy of its fields",
  });
}

const list = (v: string | readonly string[]): readonly string[] =>
  typeof v === "string" ? v.split(/\s*,\s*/).filter((s) => s !== "") : v;

function groupsBy(means: Means, options: ContrastOptions): string[] {
  const all = [...means.factors, ...means.by];
  const known = (names: readonly string[]): readonly string[] => {
    for (const n of names) {
      if (!all.includes(n)) {
        fail("unknown-variable", `${n} is no variable of these means`, {
          hint: `they have ${all.join(", ")}`,
        });
      }
    }
    return names;
  };
  if (options.simple !== undefined) {
    const simple = known(list(options.simple));
    return all.filter((v) => !simple.includes(v));
  }
  if (options.by === undefined) return means.by;
  if (options.by === null) return [];
  return [...known(list(options.by))];
}

/** Indices of rows by group, groups in order of appearance. */
function groupRows(means: Means, by: readonly string[]): number[][] {
  if (by.length === 0) return [means.rows.map((_, i) => i)];
  const groups = new Map<string, number[]>();
  means.rows.forEach((row, i) => {
    const key = by.map((v) => row.at[v]).join("\u0000");
    const group = groups.get(key);
    if (group) group.push(i);
    else groups.set(key, [i]);
  });
  return [...groups.values()];
}

const pick = (
  at: Record<string, string | number>,
  names: readonly string[],
): Record<string, string | number> => Object.fromEntries(names.map((n) => [n, at[n]!]));

const isNumeric = (v: string | number): boolean =>
  typeof v === "number" || (v.trim() !== "" && Number.isFinite(Number(v)));

const text = (v: string | number): string => typeof v === "number" ? numberText(v) : v;

/** Levels joined by blanks; a level that is a number is preceded by its factor's name. */
function labelOf(
  at: Record<string, string | number>,
  variables: readonly string[],
  numeric: readonly string[],
): string {
  return variables.map((v) => (numeric.includes(v) ? v : "") + text(at[v]!)).join(" ");
}

/** Linear functions of contrasts; a mean of no cells (NaN) counts only where its weight is not 0. */
function combined(
  means: Means,
  rows: readonly number[],
  coefficients: readonly Float64Array[],
): { linearFull: Float64Array[]; known: number[] } {
  const p = means.linearFull[0]?.length ?? 0;
  const known: number[] = [];
  const linearFull = coefficients.map((c) => {
    const l = new Float64Array(p);
    let offset = 0;
    rows.forEach((r, i) => {
      const w = c[i]!;
      if (w === 0) return;
      const full = means.linearFull[r]!;
      for (let j = 0; j < p; j++) l[j]! += w * full[j]!;
      offset += w * means.known[r]!;
    });
    known.push(offset);
    return l;
  });
  return { linearFull, known };
}

function viewOf(means: Means, adjust: Adjust, options: ContrastOptions): ContrastView {
  const asked = options.adjust ?? adjust;
  return {
    adjust: checkAdjust(asked),
    level: options.level ?? means.level,
    scale: options.type ?? means.view.scale,
    show: options.show ?? "test",
    side: sideOf(options),
    delta: Math.abs(options.delta ?? 0),
    nullValue: options.nullValue ?? 0,
  };
}

/** A threshold without a side is a test of equivalence. */
function sideOf(options: ViewOptions): Side {
  if (options.side !== undefined) return options.side;
  return options.delta ? "equivalence" : "two";
}

function checkAdjust(adjust: Adjust): Adjust {
  if (ADJUSTMENTS.includes(adjust)) return adjust;
  fail("unknown-adjust", `there is no adjustment called ${adjust}`, {
    hint: `choose one of ${ADJUSTMENTS.join(", ")}`,
  });
}

/** Products of one family for each contrasted factor; the first factor's contrasts are fastest. */
function interactionContrasts(
  means: Means,
  method: Method | Record<string, readonly number[]>,
  by: string[],
  groups: readonly number[][],
  options: ContrastOptions,
): Contrasts {
  const variables = [...means.factors, ...means.by].filter((v) => !by.includes(v));
  const given = options.interaction === true
    ? [typeof method === "string" ? method : "eff" as const]
    : typeof options.interaction === "string"
    ? [options.interaction]
    : options.interaction as readonly Method[];
  const methods = variables.map((_, i) => methodNamed(given[i % given.length]!));
  const columns = variables.map((v, i) => `${v}_${methods[i]}`);
  const made = groups.map((rows): ContrastGroup => {
    const levels = variables.map((v) => [...new Set(rows.map((i) => text(means.rows[i]!.at[v]!)))]);
    const families = methods.map((m, i) => contrastFamily(m, levels[i]!, levels[i]!, options.ref));
    const count = families.reduce((c, f) => c * f.names.length, 1);
    const parts: Record<string, string>[] = [];
    const coefficients = Array.from({ length: count }, (_, k) => {
      const c = new Float64Array(rows.length).fill(1);
      const part: Record<string, string> = {};
      let rest = k;
      families.forEach((f, v) => {
        const which = rest % f.names.length;
        rest = Math.floor(rest / f.names.length);
        part[columns[v]!] = f.names[which]!;
        rows.forEach((r, i) => {
          c[i]! *= f
            .coefficients[which]![levels[v]!.indexOf(text(means.rows[r]!.at[variables[v]!]!))]!;
        });
      });
      parts.push(part);
      return c;
    });
    return {
      by: by.length === 0 ? null : pick(means.rows[rows[0]!]!.at, by),
      names: parts.map((p) => Object.values(p).join(" : ")),
      parts,
      ...combined(means, rows, coefficients),
      familySize: rows.length,
    };
  });
  return new Contrasts({
    fit: means.fit,
    df: means.df,
    method: methods.join(":"),
    by,
    groups: made,
    type: "contrast",
    averagedOver: means.averagedOver,
    estimateName: "estimate",
    transformation: means.transformation,
  }, viewOf(means, "none", options));
}

/** Changes how means or contrasts are shown, leaving what is not mentioned. */
export function reshow<T extends MeansGrid | ContrastTable>(table: T, options: ViewOptions): T {
  const own = requireModel(table);
  const view: Partial<MeansView & ContrastView> = {};
  if (options.show !== undefined) view.show = options.show;
  if (options.level !== undefined) view.level = options.level;
  if (options.type !== undefined) view.scale = options.type;
  if (options.side !== undefined || options.delta !== undefined) view.side = sideOf(options);
  if (options.delta !== undefined) view.delta = Math.abs(options.delta);
  if (options.nullValue !== undefined) view.nullValue = options.nullValue;
  if (own instanceof Means) return own.shown(view) as MeansGrid as T;
  if (options.adjust !== undefined) view.adjust = checkAdjust(options.adjust);
  return own.shown(view) as ContrastTable as T;
}

/**
 * The tests of means or contrasts (`test` of emmeans): against `nullValue`, one-sided, or against a
 * threshold `delta` (equivalence, non-inferiority).
 *
 * @example
 * ```ts
 * import { emmeans, lm, tableFrom, test } from "@heddle/heddle";
 *
 * const data = tableFrom({ y: [1, 2, 4, 5], Trt: ["A", "A", "B", "B"] });
 * const tested = test(emmeans(lm("y ~ Trt", data), "~ Trt"), { nullValue: 1.5 });
 * if (tested.rows[0]!.pValue! < 0.999999) throw new Error();
 * ```
 */
export function test<T extends MeansGrid | ContrastTable>(
  table: T,
  options: ViewOptions = {},
): T {
  return reshow(table, { show: "test", ...options });
}

/** The class behind a table, or a fault if it is a copy. */
export function requireModel(table: MeansTable | ContrastTable): Means | Contrasts {
  if (table instanceof Contrasts) return table;
  return requireMeans(table as MeansTable);
}
