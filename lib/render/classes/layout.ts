/**
 * What a class of models looks like where it does not look like the others: one row a class, in
 * `classes.ts`.
 *
 * @module
 */
import type { AnovaTable } from "../../inference/test/anova_table.ts";
import type { RenderOptions } from "../options.ts";
import type { ShownSummary } from "../shown.ts";
import type { CoefficientColumn } from "../text/coefficients.ts";

/** A column of a table of tests. */
export type TestColumn =
  | "sumSq"
  | "meanSq"
  | "df"
  | "df or none"
  | "F value"
  | "F values"
  | "F"
  | "Df.res"
  | "Chisq"
  | "LR Chisq"
  | "Deviance"
  | "Resid. Df"
  | "Resid. Dev"
  | "Pr(>F)"
  | "Pr(>Chisq)"
  | "Pr(>Chi)";

/** How a class of models is shown. */
export interface ClassLayout {
  /** Whether aliased coefficients have rows in tables. */
  readonly showsAliased: boolean;
  /** Columns of the table of coefficients after estimate and standard error, under R's names. */
  testColumns(shown: ShownSummary, rows: ShownSummary["coefficients"]): CoefficientColumn[];
  /** `summary(m)` as R prints it. */
  summary(shown: ShownSummary): string[];
  /** `m` as R prints it. */
  brief(shown: ShownSummary): string[];
  /** What a page says below the table of coefficients. */
  facts(shown: ShownSummary, options: RenderOptions): string[];
  /** Of `Anova`. */
  readonly tests: {
    /** The first line, as car has it. */
    heading(type: string, test: AnovaTable["test"], method: string): string;
    /** Whether the response is not named. */
    readonly nameless?: boolean;
    /** Below the response. */
    remarks?(test: AnovaTable["test"]): string[];
    /** Columns in car's order. */
    columns(test: AnovaTable["test"], type: AnovaTable["type"]): readonly TestColumn[];
    /** Before the name of the test in a sentence. */
    word(test: AnovaTable["test"]): string;
  };
  /** Of `anova` of one model as stats has it. */
  readonly sequence: {
    /** The lines above. */
    heading(table: AnovaTable): string[];
    /** Columns in its order. */
    columns(table: AnovaTable): readonly TestColumn[];
    /** Whether terms without a df of their own are shown. */
    readonly showsEmpty: boolean;
  };
}
