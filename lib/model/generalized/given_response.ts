/**
 * The response of a mixed model beside its family: what the family does not have is refused, and what the
 * data cannot tell is said.
 *
 * @module
 */
import { distributionName } from "../distribution_name.ts";
import { fail } from "../../diagnostic.ts";
import type { Note } from "../../note.ts";
import type { BuiltModel } from "../fixed/build.ts";
import type { FixedEffects } from "../fixed/fixed_effects.ts";
import type { Formula } from "../formula/formula.ts";
import { totalWeights } from "./generalized_fit.ts";
import type { RandomFamily } from "./series/likelihood.ts";

/** What is to be said of the response; rows without zeros where the family has none. */
export function checkedResponse(
  { formula, frame, random }: BuiltModel,
  family: RandomFamily,
  zero: FixedEffects | null,
): Note[] {
  const { values } = frame.response!;
  const rowOf = (i: number): number => 1 + (frame.rows ? frame.rows[i]! : i);
  const notes = family.check({
    values,
    weights: totalWeights(frame),
    paired: frame.trials !== null,
    label: formula.responseLabel,
    rowOf,
  });
  const trials = frame.trials ?? frame.weights;
  refuseSingleTrials(family, trials, formula);
  const none = family.truncated && !zero ? values.indexOf(0) : -1;
  if (zero && values.every((y) => y === 0)) {
    fail(
      "no-optimum",
      `${formula.responseLabel} is 0 in all rows used, so that no mean has an estimate`,
      {
        span: { start: formula.expr.start, end: formula.expr.end },
        hint: "Look at the data, and at what was filtered out",
      },
    );
  }
  if (none >= 0) {
    fail("zero-count", `${formula.responseLabel} is 0 in row ${rowOf(none)}`, {
      hint: `The ${
        distributionName(family.name)
      } distribution has no zeros: with ziformula = ~ 1 they come from the other part`,
    });
  }
  return [...notes, ...unitsOfOneTrial(random, family, trials)];
}

/** Random terms whose levels have one trial each. */
function unitsOfOneTrial(
  random: BuiltModel["random"],
  { proportions }: RandomFamily,
  trials: Float64Array | null,
): Note[] {
  if (!proportions || trials?.some((m) => m > 1)) return [];
  const alone = random.map(({ group }) => group).filter((g) => g.levels.length === g.codes.length);
  return [...new Set(alone.map((g) => g.name))].map((name): Note => ({
    code: "units-of-one-trial",
    text: `Each level of ${name} has one trial, a 0 or a 1, which does not tell how far levels ` +
      "differ: the variance is what the approximation makes of it; leave the term out",
    data: { group: name },
  }));
}

/** Refuses rows of one trial where a family asks how the trials of a row vary together. */
function refuseSingleTrials(
  { name, proportions, dispersion }: RandomFamily,
  trials: Float64Array | null,
  { expr: { start, end } }: Formula,
): void {
  if (!proportions || !dispersion || trials?.some((m) => m > 1)) return;
  fail("single-trials", "Each row is one trial, which says nothing of how proportions vary", {
    span: { start, end },
    hint:
      `The ${
        distributionName(name)
      } distribution is of rows with several trials, cbind(successes, failures); of single ones ` +
      "family = binomial with a random term for what they share",
  });
}
