/**
 * What two bars stand for.
 *
 * @module
 */
import { parseExpression } from "../../syntax/parse.ts";
import type { RandomTerm } from "./formula.ts";
import { expandTerms } from "./terms.ts";

/**
 * `(1 + x || g)` is `(1 | g)` and `(0 + x | g)`: terms are independent of each other, as lme4
 * has it unless told otherwise. The columns of one term are not: a factor has a variance for each
 * level and their covariances. Of a `diag()` term each column is by itself, and it stays one term.
 */
export function separateTerms(term: RandomTerm): RandomTerm[] {
  if (term.correlated || term.structure === "diag") return [term];
  const { intercept, terms } = expandTerms(term.left);
  const lefts = [...(intercept ? ["1"] : []), ...terms.map((t) => `0 + ${t.label}`)];
  return lefts.map((left) => ({ ...term, left: parseExpression(left), correlated: true }));
}
