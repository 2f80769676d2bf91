/**
 * Likelihoods without a largest value: what the search went on for, in words.
 *
 * @module
 */
import { aDistribution } from "../distribution_name.ts";
import { fail } from "../../diagnostic.ts";
import { keptNames } from "../coefficients.ts";
import type { Fit } from "../fit.ts";
import type { GeneralizedFamily } from "./families/generalized_family.ts";
import type { EndlessSearch } from "./irls.ts";

/** A coefficient that moves by more than this in the last of many steps is on its way to infinity. */
const ENDLESS = 1e-3;

/** A mean as near as this to a bound, after many steps, is on its way there. */
const VANISHED = 1e-6;

/**
 * Refuses a search that had no end, with the columns and the rows that made it so.
 *
 * @throws DiagnosticError `no-optimum`, `no-start`
 */
export function refuseEndless(
  { parsed, fixed, family, rows }: Pick<Fit, "parsed" | "fixed" | "rows"> & {
    family: GeneralizedFamily;
  },
  { lastStep, lastMean }: EndlessSearch,
): never {
  const { expr } = parsed;
  const span = { start: expr.start, end: expr.end };
  if (!lastStep) {
    const named = `${aDistribution(family.name)} distribution with link ${family.link.name}`;
    fail("no-start", `No step of the search leads to means that are those of ${named}`, {
      span,
      hint: "The link lets the predictor leave the means of the family: choose the logarithm or " +
        "another that keeps within them",
    });
  }
  const names = keptNames(fixed);
  const moving = names.filter((_, k) => !(Math.abs(lastStep[k]!) < ENDLESS));
  const bounded = !family.isMean(2);
  const bound = (mu: number): 0 | 1 | null =>
    mu < VANISHED ? 0 : bounded && mu > 1 - VANISHED ? 1 : null;
  const gone = Array.from(lastMean.keys()).filter((i) => bound(lastMean[i]!) !== null);
  const first = gone.length > 0 ? 1 + (rows ? rows[gone[0]!]! : gone[0]!) : null;
  const to = [...new Set(gone.map((i) => bound(lastMean[i]!)))].sort().join(" or ");
  const where = first === null
    ? ""
    : gone.length === 1
    ? `the mean of row ${first} goes to ${to}; `
    : `the means of ${gone.length} rows (the first is row ${first}) go to ${to}; `;
  const [estimates, grow] = moving.length === 1 ? ["estimate", "grows"] : ["estimates", "grow"];
  const of = (moving.length > 0 ? moving : names).join(", ");
  fail(
    "no-optimum",
    `The likelihood has no largest value: ${where}the ${estimates} of ${of} ${grow} without end`,
    {
      span,
      hint: bounded
        ? "These columns separate successes from failures (separation): leave one out, or join a " +
          "level where all or none succeed to another"
        : "Where all counts of a level are 0 it has no estimate: leave the level out, or join it " +
          "to another",
    },
  );
}
