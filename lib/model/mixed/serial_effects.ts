/**
 * Random effects of visits that are correlated in time, `ar1(0 + week | plot)`, as lme4 2.0 and glmmTMB
 * have them: with the residuals beside them they are an autoregression with white noise, which is a
 * covariance of the residuals.
 *
 * @module
 */
import { STRUCTURES } from "../covariance/residual/structures.ts";
import {
  type Formula,
  type RandomTerm,
  withoutIntercept,
  writtenGroup,
} from "../formula/formula.ts";
import type { ResidualClause } from "../formula/residual_clause.ts";
import { deparse } from "../../syntax/deparse.ts";
import type { Expr } from "../../syntax/expr.ts";
import type { Note } from "../../note.ts";

/** The rest of a formula, and what one of its terms is with the residuals. */
export interface SerialEffects {
  formula: Formula;
  clause: ResidualClause;
  note: Note;
}

/** Null for a formula with no such term, or with several. */
export function serialEffects(formula: Formula): SerialEffects | null {
  const serial = formula.random.filter((term) => term.structure === "ar1" && visitOf(term));
  const [term, ...more] = serial;
  if (!term || more.length > 0) return null;
  const visit = visitOf(term)!;
  const bar = `${deparse(visit)} | ${writtenGroup(term.group)}`;
  const text = `ar1(${bar}, nugget = TRUE)`;
  return {
    formula: { ...formula, random: formula.random.filter((t) => t !== term) },
    clause: {
      text,
      kind: STRUCTURES.ar1!,
      visits: [visit],
      subject: term.group,
      together: false,
      by: null,
      common: false,
      options: { nugget: true, anisotropic: false, nu: 1.5 },
      start: term.start,
      end: term.end,
    },
    note: {
      code: "serial-effects",
      text:
        `The effects ar1(${deparse(term.left)} | ${writtenGroup(term.group)}) and the residuals ` +
        `are one covariance here: residual = ${text}. Its nugget is the residual variance`,
    },
  };
}

/** `week` of `0 + week`: the effects are those of visits, and nothing else. */
const visitOf = ({ left }: RandomTerm): Expr | null => {
  const visit = withoutIntercept(left);
  return visit && (visit.kind === "name" || visit.kind === "call") ? visit : null;
};
