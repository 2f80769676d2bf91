/**
 * The reference cases in `glmm/`: generalized linear models of R, polished to the optimum, and mixed
 * ones at the optimum of the Laplace approximation, to a gradient of 1e-10 or below. The data of eight
 * cases (`fec_…`, `fish_…`, `herbicide_…`) may not be handed on: the folder that has them is named by the
 * variable HEDDLE_REFERENCE_DATA, and without it these cases are left out.
 *
 * @module
 */
import { parseTable } from "../../lib/data/parse_table.ts";
import type { Table } from "../../lib/data/table.ts";

type Row = Record<string, string | number | null>;

/** What a case says. */
export interface GeneralizedCase {
  id: string;
  kind: "glm" | "glmm";
  formula: string;
  ziformula: string | null;
  family: string;
  link: string;
  reml: boolean;
  data: string;
  n: number;
  factors: Record<string, string[]>;
  nb?: { theta: number; se_theta: number };
  fit: {
    logLik: number | null;
    npar: number;
    AIC: number | null;
    BIC: number | null;
    deviance?: number;
    null_deviance?: number;
    df_residual?: number;
    dispersion: number | { value: number; meaning: string } | null;
    pearson_chisq?: number;
    coef: { name: string; estimate: number; se: number }[];
    zi_coef?: { name: string; estimate: number; se: number }[];
    vcov: number[][];
    varcomp?: { term: string; cov: number[][]; sd: number[]; cor: number[][] | null }[];
    theta_se?: number | number[];
    own_laplace?: { logLik: number; logLik_with_expected_weights: number | null };
    blup10?: { level: string; mode: number; cond_sd_given_parameters: number }[];
    fitted_response10?: number[];
    fitted10?: number[];
    deviance_resid10?: number[];
    pearson_resid10?: number[];
    hat10?: number[];
    cooks10?: number[];
  };
  laplace_expected_weights?: Record<string, number | number[]>;
  anova?: Record<string, Row[] | string[] | null>;
  wald: Record<
    "II" | "III_contr_sum",
    { term: string; chisq: number; df: number; p: number }[] | undefined
  >;
  emmeans: {
    spec: string;
    options: unknown;
    link: Row[];
    response: Row[] | null;
    pairs_link: Record<"none" | "tukey", Row[]>;
    pairs_response: Record<"none" | "tukey", Row[]> | null;
  }[];
  agq?: { nAGQ: number; logLik: number; beta: number[]; se: number[]; sd: number }[];
}

const folder = new URL("glmm/", import.meta.url);

/** The names of all cases whose data are at hand. */
export function generalizedCases(): string[] {
  return [...Deno.readDirSync(folder)].map((f) => f.name).filter((n) => n.endsWith(".json"))
    .map((n) => n.replace(/\.json$/, "")).filter((id) => textOf(readGeneralizedCase(id)) !== null)
    .sort();
}

function textOf({ data }: GeneralizedCase): string | null {
  const elsewhere = Deno.env.get("HEDDLE_REFERENCE_DATA");
  const places = [new URL(data, folder).pathname, ...(elsewhere ? [`${elsewhere}/${data}`] : [])];
  for (const place of places) {
    try {
      return Deno.readTextFileSync(place);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  return null;
}

/** A case by name. */
export function readGeneralizedCase(id: string): GeneralizedCase {
  return JSON.parse(Deno.readTextFileSync(new URL(`${id}.json`, folder))) as GeneralizedCase;
}

/** Its data, factors as they were. */
export function generalizedCaseData(c: GeneralizedCase): Table {
  return parseTable(textOf(c)!, {
    factors: Object.keys(c.factors),
    levels: c.factors,
  });
}
