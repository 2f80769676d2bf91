/**
 * The reference cases in `rside/`: residuals with a structure, fitted by an independent program to
 * a scaled gradient of 1e-12, its formulas checked against SAS.
 *
 * @module
 */
import { parseTable } from "../../lib/data/parse_table.ts";
import type { Table } from "../../lib/data/table.ts";

/** F, df and scale of a joint test. */
export interface JointFigures {
  F: number;
  ddf: number;
  scaling?: number;
}

/** What a case says. */
export interface ResidualCase {
  id: string;
  fixed: string;
  random: string[] | null;
  residual: { type: string; subject?: string; visit?: string; by?: string };
  data: string;
  factors: Record<string, string[]>;
  criterion_reml: number;
  deviance_ml: number;
  /** Number of covariance parameters. */
  q_cov: number;
  params: { name: string; estimate: number; se_observed_information: number }[];
  coef: {
    name: string;
    estimate: number;
    se: number;
    /** From the observed information. */
    se_kr: number;
    df_kr: number;
    se_kr97_expected: number;
    df_kr97_expected: number;
    df_satterthwaite: number;
    df_between_within: number | null;
  }[];
  type3: {
    term: string;
    /** In the coefficients of treatment coding. */
    L: number[][];
    kr97_expected: JointFigures;
    satterthwaite: JointFigures;
  }[];
  ml_coef: { name: string; estimate: number; se: number }[];
}

const folder = new URL("rside/", import.meta.url);

/** A case by name. */
export function readResidualCase(id: string): ResidualCase {
  return JSON.parse(Deno.readTextFileSync(new URL(`${id}.json`, folder))) as ResidualCase;
}

/** Its data, factors as they were. */
export function residualCaseData(c: ResidualCase): Table {
  return parseTable(Deno.readTextFileSync(new URL(c.data, folder)), {
    factors: Object.keys(c.factors),
    levels: c.factors,
  });
}

/** The formula with its random intercepts. */
export function residualCaseFormula(c: ResidualCase): string {
  return [c.fixed, ...[c.random ?? []].flat().map((g) => `(1 | ${g})`)].join(" + ");
}
