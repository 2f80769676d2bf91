/**
 * The remarks under tables of means and contrasts, worded as emmeans words them, each with a code
 * and the facts it was made of.
 *
 * @module
 */
import type { Note } from "../note.ts";
import type { Fit } from "../model/fit.ts";
import type { Adjust } from "./contrast_table.ts";
import type { Ddf } from "./ddf.ts";
import type { Estimates } from "./estimates.ts";
import type { Side } from "./means_grid.ts";

/** What the means are averages over; no remark if nothing. */
export function averagedNote(over: readonly string[]): Note[] {
  if (over.length === 0) return [];
  return [{
    code: "averaged-over",
    text: `Results are averaged over the levels of: ${over.join(", ")}`,
    data: { over: [...over] },
  }];
}

/** That some of the functions have no standard error, or no df, and why. */
export function untestedNotes(fit: Fit, ddf: Ddf, numbers: readonly Estimates[]): Note[] {
  if (fit.kind === "lm") return [];
  const has = (what: (e: Estimates, i: number) => boolean): boolean =>
    numbers.some((e) => e.linear.some((l, i) => l !== null && what(e, i)));
  const notes: Note[] = [];
  if (has((e, i) => Number.isNaN(e.standardError[i]!))) {
    notes.push({
      code: "untestable",
      text: "There is no standard error where a random effect with it has a variance " +
        "that cannot be estimated",
    });
  }
  if (has((e, i) => e.standardError[i]! > 0 && Number.isNaN(e.df[i]!))) {
    notes.push({
      code: "impossible-df",
      text: `There are no ${ddf} degrees of freedom above 0 where none are given`,
    });
  }
  return notes;
}

/** How df were found. */
export function ddfNote(ddf: Ddf): Note {
  return { code: "ddf", text: `Degrees-of-freedom method: ${ddf}`, data: { ddf } };
}

/** That estimates are on the scale of the transformed response. */
export function linkNote(transform: string): Note {
  return {
    code: "scale",
    text: `Results are given on the ${transform} (not the response) scale.`,
    data: { transform },
  };
}

/** That means cannot be taken back to the scale of the response, though that was asked. */
export function unknownTransformationNote(response: string): Note {
  return {
    code: "unknown-transformation",
    text: `Unknown transformation in ${response}: no back-transformation done`,
    data: { response },
  };
}

/** That contrasts of a transformed response cannot be brought back. */
export function stillTransformedNote(transform: string): Note {
  return {
    code: "still-transformed",
    text: `Note: contrasts are still on the ${transform} scale`,
    data: { transform },
  };
}

/** Level, adjustment and back-transformation of intervals. */
export function intervalNotes(
  level: number,
  adjustment: Note | null,
  backFrom: string | null,
): Note[] {
  const notes: Note[] = [{
    code: "level",
    text: `Confidence level used: ${level}`,
    data: { level },
  }];
  if (adjustment) notes.push(adjustment);
  if (backFrom !== null) {
    notes.push({
      code: "back-transformed",
      text: `Intervals are back-transformed from the ${backFrom} scale`,
      data: { transform: backFrom },
    });
  }
  return notes;
}

/** Facts of a family that its adjustment is worded from. */
export interface FamilyFacts {
  /** Means compared. */
  familySize: number;
  /** Contrasts. */
  count: number;
  /** Rank of the contrasts (Scheffé), or null if groups differ. */
  rank: number | null;
  /** Whether `by` groups differ in size. */
  varies: boolean;
}

/**
 * The adjustment of tests or intervals in words; null where there is none to speak of: no
 * adjustment, or Tukey's or Scheffé's for fewer than three means.
 */
export function adjustmentNote(
  what: "tests" | "intervals",
  adjust: Adjust,
  facts: FamilyFacts,
): Note | null {
  if (adjust === "none") return null;
  const ofFamily = adjust === "tukey" || adjust === "scheffe";
  if (ofFamily && facts.familySize < 3) return null;
  const size = facts.varies ? "(varies)" : String(facts.familySize);
  const count = facts.varies ? "(varies)" : String(facts.count);
  const rest = adjust === "tukey"
    ? `for comparing a family of ${size} estimates`
    : adjust === "scheffe"
    ? `with rank ${facts.rank ?? "(varies)"}`
    : `for ${count} ${what === "tests" ? "tests" : "estimates"}`;
  const name = what === "tests" ? "P value adjustment" : "Conf-level adjustment";
  return {
    code: what === "tests" ? "test-adjustment" : "interval-adjustment",
    text: `${name}: ${adjust} method ${rest}`,
    data: { adjust, ...facts },
  };
}

/** That the adjustment asked for was replaced by one that fits. */
export function changedAdjustNote(asked: Adjust, used: Adjust, why: string): Note {
  return {
    code: "adjust-changed",
    text: `Note: adjust = "${asked}" was changed to "${used}"\nbecause "${asked}" is ${why}`,
    data: { asked, used },
  };
}

/** What one-sided and equivalence tests are tests of. */
export function testSideNotes(side: Side, delta: number): Note[] {
  const notes: Note[] = [];
  if (delta !== 0 && side !== "two") {
    const kind = side === "equivalence"
      ? "equivalence"
      : side === "left"
      ? "nonsuperiority"
      : "noninferiority";
    notes.push({
      code: "threshold",
      text: `Statistics are tests of ${kind} with a threshold of ${
        Number(Math.abs(delta).toPrecision(5))
      }`,
      data: { kind, delta },
    });
  }
  if (side !== "two") {
    const tail = side === "left" || side === "equivalence" ? "left" : "right";
    notes.push({ code: "tail", text: `P values are ${tail}-tailed`, data: { tail } });
  }
  return notes;
}

/** On which scale tests were made. */
export function transformedTestNote(transform: string): Note {
  return {
    code: "test-scale",
    text: `Tests are performed on the ${transform} scale`,
    data: { transform },
  };
}

/** That means average over what they interact with. */
export function interactionNote(): Note {
  return {
    code: "interaction",
    text: "NOTE: Results may be misleading due to involvement in interactions",
  };
}

/** What is nested in what. */
export function nestingNote(nesting: ReadonlyMap<string, readonly string[]>): Note {
  const lines = [...nesting].map(([name, outer]) =>
    `${name} %in% ${outer.length > 1 ? `(${outer.join("*")})` : outer[0]}`
  );
  return {
    code: "nesting",
    text: `NOTE: A nesting structure was detected in the fitted model:\n    ${lines.join(", ")}`,
    data: Object.fromEntries(nesting),
  };
}
