/**
 * The reference cases in `public/`: what R said, and the data it was said of.
 *
 * @module
 */
import { parseTable } from "../../lib/data/parse_table.ts";
import type { Table } from "../../lib/data/table.ts";
import type { Fit, LinearMixedModel, LinearModel } from "../../lib/model/fit.ts";
import { lm } from "../../lib/model/linear/lm.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";

/** What every case says of its model and its data. */
export interface CaseFacts {
  id: string;
  kind: "lm" | "lmer";
  formula: string;
  /** Of mixed models. */
  reml?: boolean;
  /** Name of the column of prior weights. */
  weights: string | null;
  /** Name of the file. */
  data: string;
  /** Levels in their order, by factor. */
  factors: Record<string, string[]>;
  /** R's JSON writes a list of one as the thing itself. */
  ordered_factors?: string | string[];
}

const folder = new URL("public/", import.meta.url);

/** The text of a file among the reference values. */
export function readPublic(name: string): string {
  return Deno.readTextFileSync(new URL(name, folder));
}

/** Names of all cases, sorted. */
export function caseNames(): string[] {
  return [...Deno.readDirSync(folder)]
    .map((entry) => entry.name)
    .filter((name) => name.endsWith(".json"))
    .map((name) => name.slice(0, -".json".length))
    .sort();
}

/** A case by name, as its file has it; the caller says what it reads of it besides the facts. */
export function readCase<More = unknown>(id: string): CaseFacts & More {
  return JSON.parse(readPublic(`${id}.json`)) as CaseFacts & More;
}

/** All cases, or those of one kind. */
export function readCases<More = unknown>(kind?: CaseFacts["kind"]): (CaseFacts & More)[] {
  return caseNames().map((id) => readCase<More>(id)).filter((c) => !kind || c.kind === kind);
}

/** The data of a case, its factors as R had them. */
export function dataOf(c: CaseFacts): Table {
  return parseTable(readPublic(c.data), {
    factors: Object.keys(c.factors),
    levels: c.factors,
    ordered: [c.ordered_factors ?? []].flat(),
  });
}

/** The model of a case. */
export function fitOf(c: CaseFacts, data: Table = dataOf(c)): Fit {
  return c.kind === "lm" ? lmOf(c, data) : lmerOf(c, data);
}

/** The linear model of a case. */
export function lmOf(c: CaseFacts, data: Table = dataOf(c)): LinearModel {
  return lm(c.formula, data, weightsOf(c));
}

/** The mixed model of a case. */
export function lmerOf(c: CaseFacts, data: Table = dataOf(c)): LinearMixedModel {
  return lmer(c.formula, data, { ...weightsOf(c), reml: c.reml !== false });
}

function weightsOf({ weights }: CaseFacts): { weights?: string } {
  return weights === null || weights === undefined ? {} : { weights };
}
