/**
 * A reference case: data, what R said of them, and our fit.
 *
 * @module
 */
import type { Table } from "../../../lib/data/table.ts";
import { lm } from "../../../lib/model/linear/lm.ts";
import { lmer } from "../../../lib/model/mixed/lmer.ts";
import type { Fit } from "../../../lib/model/fit.ts";
import type { Coding } from "../../../lib/model/fixed/codings.ts";
import { dataOf, readCase } from "../read_case.ts";

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
  const { formula = String(json.formula), reml = json.reml !== false, ...rest } = options;
  const weights = json.weights === null ? {} : { weights: String(json.weights) };
  if (json.kind === "lm") return lm(formula, table, { ...weights, ...rest });
  return lmer(formula, table, { ...weights, ...rest, reml });
}

/** Reads a case and fits its model. */
export function loadCase(id: string): ReferenceCase {
  const json = readCase<JsonObject>(id);
  const table = dataOf(json);
  return { id, json, table, fit: fitFormula(json, table) };
}
