/**
 * Which adjustment a table of contrasts ends up with, and the remarks under it.
 *
 * @module
 */
import { showsLimits, showsTests } from "../estimate/view.ts";
import { addAll, greatest } from "../../lists.ts";
import { multivariateT } from "../../math/multivariate/multivariate_t.ts";
import type { Note } from "../../note.ts";
import { intervalAdjust, type TestSide } from "../estimate/adjust.ts";
import type { Adjust, EstimateView, Side } from "../estimate/view.ts";
import { type ContrastParts, correlationOf, rankOf } from "./contrast_parts.ts";
import type { Estimates } from "../estimate/estimates.ts";
import {
  adjustmentNote,
  averagedNote,
  changedAdjustNote,
  crossAdjustmentNote,
  ddfNote,
  type FamilyFacts,
  intervalNotes,
  latticeNote,
  linkNote,
  stillTransformedNote,
  testSideNotes,
  transformedTestNote,
} from "../estimate/remarks.ts";
import { statedDf, statesDf } from "../df/given_df.ts";
import { isTestable } from "../estimate/sides.ts";
import type { Transformation } from "../../model/formula/transformation.ts";

/** The adjustments in force and what is to be said of them. */
export interface Plan {
  adjust: Adjust;
  intervalAdjust: Adjust;
  tail: TestSide;
  facts: FamilyFacts;
  /** The transformation, where contrasts go back as ratios. */
  ratio: Transformation | null;
  changed: Note[];
}

function tailOf(side: Side): TestSide {
  if (side === "two") return "two";
  return side === "left" || side === "equivalence" ? "left" : "right";
}

/** Decides on the adjustments: none for one contrast, Tukey's for pairs only, and so on. */
export function planOf(
  parts: ContrastParts,
  view: EstimateView,
  numbers: readonly Estimates[],
): Plan {
  const counts = parts.groups.map((g) => g.names.length);
  const count = greatest(counts, 1);
  const varies = counts.some((c) => c !== count);
  const tail = tailOf(view.side);
  let adjust = view.adjust;
  const changed: Note[] = [];
  if (count === 1 && !varies && adjust !== "scheffe") adjust = "none";
  const change = (
    why: "one-sided" | "not-pairs" | "too-many",
    to: "sidak" | "tukey" = "sidak",
  ): void => {
    changed.push(changedAdjustNote(adjust, to, why));
    adjust = to;
  };
  if (adjust === "mvt" && tooMany(parts, tail, numbers)) {
    change("too-many", tail === "two" && parts.type === "pairs" ? "tukey" : "sidak");
  }
  if (tail !== "two" && ["tukey", "scheffe", "dunnettx"].includes(adjust)) {
    change("one-sided");
  }
  if (adjust === "tukey" && parts.type !== "pairs") {
    change("not-pairs");
  }
  const familySize = greatest(parts.groups.map((g) => g.familySize), 0);
  const { transformation } = parts;
  const ratio = view.scale === "response" && transformation?.ratio && parts.type !== "prediction"
    ? transformation
    : null;
  return {
    adjust,
    intervalAdjust: intervalAdjust(adjust),
    tail,
    facts: { familySize, count, rank: null, varies },
    ratio,
    changed,
  };
}

/** So many contrasts the multivariate t is integrated over at most, where no exact rule applies. */
const LATTICE_MOST = 300;
/** From so many on nobody looks for one. */
const RULE_MOST = 2000;

/** Whether the multivariate t of a group would keep its author waiting. */
function tooMany(
  parts: ContrastParts,
  tail: TestSide,
  numbers: readonly Estimates[],
): boolean {
  return numbers.some((n) => {
    const count = n.estimable.length;
    if (count <= LATTICE_MOST || count > RULE_MOST) return count > RULE_MOST;
    return multivariateT(correlationOf(parts, n), tail === "two").method === "lattice";
  });
}

/** Remarks in the order in which emmeans prints them. */
export function notesOf(
  parts: ContrastParts,
  view: EstimateView,
  plan: Plan,
  numbers: readonly Estimates[],
): Note[] {
  const { transformation } = parts;
  const notes: Note[] = [
    ...plan.changed,
    ...averagedNote(parts.averagedOver, parts.averagedPartly),
    ...(parts.remarks ?? []),
  ];
  const stays = transformation && (!transformation.ratio || parts.type === "prediction");
  if (stays) notes.push(stillTransformedNote(transformation.name));
  if (statesDf(parts.fit, parts.df)) notes.push(ddfNote(statedDf(parts.df)));
  if (transformation && !stays && !plan.ratio) notes.push(linkNote(transformation.name));
  let facts = plan.facts;
  if (plan.adjust === "scheffe") {
    const ranks = [...new Set(numbers.map(rankOf))];
    facts = { ...facts, rank: ranks.length === 1 ? ranks[0]! : null };
  }
  if (showsLimits(view.show)) {
    const note = adjustmentNote("intervals", plan.intervalAdjust, facts);
    addAll(notes, intervalNotes(view.level, note, plan.ratio?.name ?? null));
  }
  if (showsTests(view.show)) {
    const note = adjustmentNote("tests", plan.adjust, facts);
    if (note) notes.push(note);
    if (view.crossAdjust !== undefined && view.crossAdjust !== "none") {
      notes.push(crossAdjustmentNote(view.crossAdjust));
    }
    if (plan.adjust === "mvt") addAll(notes, latticeNotes(parts, view, plan, numbers));
    addAll(notes, testSideNotes(view.side, view.delta));
    if (plan.ratio) notes.push(transformedTestNote(plan.ratio.name));
  }
  return notes;
}

/** How far off multivariate t probabilities may be where no exact rule applies. */
function latticeNotes(
  parts: ContrastParts,
  view: EstimateView,
  plan: Plan,
  numbers: readonly Estimates[],
): Note[] {
  let worst = 0;
  for (const n of numbers) {
    const none = (estimable: number, i: number): boolean =>
      estimable === 0 || !isTestable(n.standardError[i]!, n.df[i]!);
    if (n.estimable.every(none)) continue;
    const law = multivariateT(correlationOf(parts, n), plan.tail === "two");
    if (law.method !== "lattice") continue;
    n.estimable.forEach((own, i) => {
      if (none(own, i)) return;
      const t = (n.estimate[i]! - view.nullValue) / n.standardError[i]!;
      const size = plan.tail === "two" ? Math.abs(t) : plan.tail === "right" ? t : -t;
      worst = Math.max(worst, law.error(size, n.df[i]!));
    });
  }
  return worst === 0 ? [] : [latticeNote(worst)];
}
