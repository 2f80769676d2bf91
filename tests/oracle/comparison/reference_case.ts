/**
 * A reference case: data, what R said of them, and our fit.
 *
 * @module
 */
import { parseTable } from "../../../lib/data/parse_table.ts";
import type { Table } from "../../../lib/data/table.ts";
import { lm } from "../../../lib/model/lm.ts";
import { lmer } from "../../../lib/model/lmer.ts";
import type { Coding, Fit } from "../../../lib/model/fit.ts";

/** A value of the JSON files. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
/** An object of them. */
export interface JsonObject {
  [key: string]: Json;
}

/** A row of one of R's data frames. */
export type Row = JsonObject;

/** A case in memory. */
export interface ReferenceCase {
  id: string;
  json: JsonObject;
  table: Table;
  fit: Fit;
}

const folder = new URL("../public/", import.meta.url);

/** Names of all cases, sorted. */
export function caseNames(): string[] {
  return [...Deno.readDirSync(folder)]
    .map((e) => e.name)
    .filter((n) => n.endsWith(".json"))
    .map((n) => n.slice(0, -5))
    .sort();
}

/** The value as an object; an absent one is empty. */
export const object = (j: Json | undefined): JsonObject =>
  j !== null && typeof j === "object" && !Array.isArray(j) ? j : {};

/** The value as a list; R's JSON writes a list of one as the thing itself. */
export const list = (j: Json | undefined): Json[] =>
  j === undefined || j === null ? [] : Array.isArray(j) ? j : [j];

/** The value as rows of a data frame. */
export const rows = (j: Json | undefined): Row[] => list(j).map(object);

/** The value as texts. */
export const texts = (j: Json | undefined): string[] => list(j).map(String);

/** Fits the formula of a case (or another) to its data. */
export function fitFormula(
  json: JsonObject,
  table: Table,
  options: { formula?: string; contrasts?: Record<string, Coding>; reml?: boolean } = {},
): Fit {
  const formula = options.formula ?? String(json.formula);
  const weights = json.weights === null ? {} : { weights: String(json.weights) };
  const contrasts = options.contrasts ? { contrasts: options.contrasts } : {};
  if (json.kind === "lm") return lm(formula, table, { ...weights, ...contrasts });
  const reml = options.reml ?? json.reml !== false;
  return lmer(formula, table, { ...weights, ...contrasts, reml });
}

/** Reads a case and fits its model. */
export function loadCase(id: string): ReferenceCase {
  const json = JSON.parse(Deno.readTextFileSync(new URL(`${id}.json`, folder))) as JsonObject;
  const levels = Object.fromEntries(
    Object.entries(object(json.factors)).map(([k, v]) => [k, texts(v)]),
  );
  const table = parseTable(Deno.readTextFileSync(new URL(String(json.data), folder)), {
    factors: Object.keys(levels),
    levels,
    ordered: texts(json.ordered_factors),
  });
  return { id, json, table, fit: fitFormula(json, table) };
}
