/**
 * The units of a model whose residuals have a structure: subjects are units like any other, and visits are
 * what is observed of them. Its strata are those of a random intercept for each subject, which is what
 * compound symmetry is.
 *
 * @module
 */
import { deparse } from "../../syntax/deparse.ts";
import type { Fit } from "../../model/fit.ts";
import { coreOf } from "../../model/mixed/core.ts";
import { lm } from "../../model/linear/lm.ts";
import { lmer } from "../../model/mixed/lmer.ts";
import type { Note } from "../../note.ts";
import type { SymbolTable } from "../structure/factor_letters.ts";
import type { Structure } from "../structure/structure.ts";
import { fitStructure } from "./fit_structure.ts";

const remembered = new WeakMap<Fit, Fit>();

/** A fit with the same units and residuals without a structure; the fit itself if it has none. */
export function fitOfUnits(fit: Fit): Fit {
  const { random } = fit;
  if (fit.residualStructure === null || !random) return fit;
  const known = remembered.get(fit);
  if (known) return known;
  const { built } = coreOf(random).problem;
  const { residual } = built.frame;
  const subject = residual?.subject ? residual.clause.subject : undefined;
  const own = subject?.factors.map((f) => deparse(f));
  const alone = own === undefined || (residual?.visit.levels.length ?? 0) < 2;
  // a subject that has random effects of its own is among the units already
  const there = own !== undefined &&
    random.randomTerms.some(({ group }) =>
      group.factors.map((f) => deparse(f)).sort().join() === [...own].sort().join()
    );
  const terms = alone || there ? "" : ` + (1 | ${own.join(":")})`;
  const made = random.groups.length > 0 || terms !== ""
    ? lmer(`${fit.formula}${terms}`, fit.data)
    : lm(fit.formula, fit.data);
  remembered.set(fit, made);
  return made;
}

/** The structure of a fit's units; where its residuals have another structure than theirs, that is said. */
export function unitStructure(fit: Fit, symbols?: SymbolTable): Structure {
  const made = fitStructure(fitOfUnits(fit), symbols);
  const { residualStructure: structure } = fit;
  if (structure === null || /^(cs|id)\b/.test(structure)) return made;
  const note: Note = {
    code: "strata-of-units",
    text:
      `The residuals have the structure ${structure}: strata and degrees of freedom are those of the ` +
      "units, as compound symmetry has them; tests of the model have others",
    data: { structure },
  };
  return { ...made, notes: [...made.notes, note] };
}
