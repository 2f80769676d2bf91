/**
 * The reference cases in `rside/`: residuals with a structure, fitted by an independent program to
 * a scaled gradient of 1e-12, its formulas checked against SAS. The data of the `fev` cases may not be
 * handed on: the folder that has them is named by the variable HEDDLE_REFERENCE_DATA, and without it
 * these cases are left out.
 *
 * @module
 */
import { parseTable } from "../../lib/data/parse_table.ts";
import type { Table } from "../../lib/data/table.ts";

/** F and df of a joint test. */
export interface JointFigures {
  F: number;
  ddf: number;
}

/** Kenward and Roger's by information and by second derivatives; Satterthwaite's. */
export type Variant =
  | "kr"
  | "kr_linear"
  | "kr97_expected"
  | "kr_linear_expected"
  | "satterthwaite";

/** Figures by name: levels of factors are texts. */
export type NamedFigures = Record<string, number | string | null>;

/** What a case says. */
export interface ResidualCase {
  id: string;
  fixed: string;
  random: string[] | null;
  residual: {
    type: string;
    subject?: string;
    visit?: string;
    coords?: string | string[];
    by?: string;
    share_cor?: boolean;
  };
  data: string;
  factors: Record<string, string[]>;
  criterion_reml: number;
  deviance_ml: number;
  /** Number of covariance parameters that are not on their bound. */
  q_cov: number;
  fixed_at_zero: string[] | string;
  params: { name: string; estimate: number; se_observed_information: number | null }[];
  coef:
    & ({ name: string; estimate: number; se: number; df_between_within?: number | null }
      & Record<`${"se" | "df"}_${Variant}`, number>)[];
  /** L is in the coefficients of treatment coding. */
  type3: ({ term: string; L: number[][] } & Record<Variant, JointFigures>)[];
  ml_coef: { name: string; estimate: number; se: number }[];
  emmeans: {
    spec: string;
    at: Record<string, number[]> | null;
    rows: NamedFigures[];
    pairs: NamedFigures[];
  }[];
}

const folder = new URL("rside/", import.meta.url);

/** Names of all cases. */
export function residualCases(): string[] {
  return Array.from(Deno.readDirSync(folder), (e) => e.name)
    .filter((n) => n.endsWith(".json") && n !== "fev_sas_loglik.json")
    .map((n) => n.slice(0, -5)).sort();
}

/** A case by name. */
export function readResidualCase(id: string): ResidualCase {
  return JSON.parse(Deno.readTextFileSync(new URL(`${id}.json`, folder))) as ResidualCase;
}

function dataOf(c: ResidualCase): string | null {
  const elsewhere = Deno.env.get("HEDDLE_REFERENCE_DATA");
  const places = [new URL(c.data, folder).pathname, ...(elsewhere ? [`${elsewhere}/${c.data}`] : [])];
  for (const place of places) {
    try {
      return Deno.readTextFileSync(place);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  return null;
}

/** Whether the data of a case are at hand. */
export const hasData = (c: ResidualCase): boolean => dataOf(c) !== null;

/** Its data, factors as they were. */
export function residualCaseData(c: ResidualCase): Table {
  return parseTable(dataOf(c)!, { factors: Object.keys(c.factors), levels: c.factors });
}

/** The formula with its random intercepts. */
export function residualCaseFormula(c: ResidualCase): string {
  return [c.fixed, ...(c.random ?? []).map((g) => `(1 | ${g})`)].join(" + ");
}

/** The structure as it is asked for. */
export function residualCaseStructure({ residual: r }: ResidualCase): string {
  const spatial = /^sp_([a-z]+?)(_nugget)?$/.exec(r.type);
  const visits = spatial ? [r.coords ?? []].flat().join(", ") : r.visit ?? "";
  const subject = r.subject === "one" ? undefined : r.subject;
  const inner = subject ? `${visits || "Trt"} | ${subject}` : visits;
  const more = [
    ...(spatial?.[2] ? ["nugget = TRUE"] : []),
    ...(r.by ? [`by = ${r.by}`] : []),
    ...(r.share_cor ? ["common = TRUE"] : []),
  ];
  return `${spatial?.[1] ?? r.type}(${[inner, ...more].filter((x) => x !== "").join(", ")})`;
}
