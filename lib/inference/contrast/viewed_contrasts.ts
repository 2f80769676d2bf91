/**
 * A table of contrasts made of linear functions, one family for each `by` group.
 *
 * @module
 */
import { checkLevel } from "../../math/distribution/argument.ts";
import {
  adjustPValues,
  adjustTogether,
  criticalValue,
  type Family,
  type TestSide,
} from "../estimate/adjust.ts";
import {
  type ContrastGroup,
  type ContrastParts,
  correlationOf,
  numbersOf,
  rankOf,
} from "./contrast_parts.ts";
import type { EstimateView } from "../estimate/view.ts";
import { notesOf, type Plan, planOf } from "./contrast_plan.ts";
import type { ContrastRow, ContrastTable } from "./contrast_table.ts";
import type { Estimates } from "../estimate/estimates.ts";
import { untestedNotes } from "../estimate/remarks.ts";
import { fail } from "../../diagnostic.ts";
import { statesDf } from "../df/given_df.ts";
import { sharedDf } from "../estimate/shared_df.ts";
import { isTestable, sidedStatistic } from "../estimate/sides.ts";
import {
  limitsOnScale,
  NO_NUMBERS,
  NO_TEST,
  onScale,
  testedAgainst,
  untested,
  ViewedTable,
} from "../estimate/viewed_table.ts";

/** Contrasts with what they were made of. */
export class Contrasts extends ViewedTable<ContrastTable, ContrastParts> {
  readonly #numbers: readonly Estimates[];
  readonly #tests: readonly GroupTests[];

  constructor(
    parts: ContrastParts,
    view: EstimateView,
    numbers: readonly Estimates[] = parts.groups.map((g) => numbersOf(parts, g)),
  ) {
    const plan = planOf(parts, view, numbers);
    const tests = parts.groups.map((g, i) => testsOf(view, plan, g, numbers[i]!, parts));
    adjustAcross(tests, view);
    super(tableOf(parts, view, numbers, plan), parts, view);
    // rows are made when they are first read, for many contrasts are only counted or sorted
    let rows: ContrastRow[] | null = null;
    Object.defineProperty(this, "rows", {
      get: () =>
        rows ??= parts.groups.flatMap((g, i) => groupRows(view, plan, g, numbers[i]!, tests[i]!)),
      set: (own: ContrastRow[]) => rows = own,
    });
    this.#numbers = numbers;
    this.#tests = tests;
  }

  /** The p-values of each group in the order of its rows, NaN where there is no test. */
  get pValues(): readonly Float64Array[] {
    return this.#tests.map((t) => t.pValue);
  }

  /** The same contrasts shown otherwise. */
  shown(view: Partial<EstimateView>): Contrasts {
    return new Contrasts(this.parts, { ...this.view, ...view }, this.#numbers);
  }
}

/** The tests of a group; NaN where there is none. */
interface GroupTests {
  statistic: Float64Array;
  pValue: Float64Array;
  /** What the adjustment is over. */
  family: Family;
}

/** The table, without its rows. */
function tableOf(
  parts: ContrastParts,
  view: EstimateView,
  numbers: readonly Estimates[],
  plan: Plan,
): ContrastTable {
  const { fit, transformation, df } = parts;
  const level = checkLevel(view.level);
  return {
    kind: "contrasts",
    method: parts.method,
    by: parts.by,
    ...(parts.label === undefined ? {} : { label: parts.label }),
    rows: [],
    adjust: plan.adjust,
    intervalAdjust: plan.intervalAdjust,
    familySize: plan.facts.familySize,
    level,
    ddf: df.ddf,
    ddfStated: statesDf(fit, df),
    averagedOver: parts.averagedOver,
    estimateName: plan.ratio?.ratio ?? parts.estimateName,
    transform: transformation?.name ?? null,
    scale: plan.ratio ? "response" : "link",
    show: view.show,
    side: view.side,
    delta: view.delta,
    notes: [
      ...notesOf(parts, view, plan, numbers),
      ...untestedNotes(fit, df.ddf, numbers),
    ],
    ...testedAgainst(view, plan.ratio),
  };
}

/** Adjusts the p-values of those in the same place of all groups together where that is asked. */
function adjustAcross(groups: readonly GroupTests[], { crossAdjust }: EstimateView): void {
  if (crossAdjust === undefined || crossAdjust === "none" || groups.length < 2) return;
  const [first] = groups;
  if (groups.some((g) => g.pValue.length !== first!.pValue.length)) {
    fail("uneven-groups", "Groups that differ in their contrasts are not adjusted for together", {
      hint: "summary(x, by = NULL) makes one family of all",
    });
  }
  first!.pValue.forEach((_, i) => {
    const same = groups.filter((g) => !Number.isNaN(g.statistic[i]!));
    const p = adjustTogether(crossAdjust, Float64Array.from(same, (g) => g.pValue[i]!));
    same.forEach((g, k) => g.pValue[i] = p[k]!);
  });
}

function familyOf(
  parts: ContrastParts,
  plan: Plan,
  group: ContrastGroup,
  numbers: Estimates,
  tail: TestSide,
): Family {
  const family: Family = { familySize: group.familySize, count: group.names.length, side: tail };
  if (plan.adjust === "scheffe") family.rank = rankOf(numbers);
  if (plan.adjust === "mvt") family.correlation = correlationOf(parts, numbers);
  return family;
}

function testsOf(
  view: EstimateView,
  plan: Plan,
  group: ContrastGroup,
  numbers: Estimates,
  parts: ContrastParts,
): GroupTests {
  const count = group.names.length;
  const family = familyOf(parts, plan, group, numbers, plan.tail);
  const statistic = new Float64Array(count).fill(NaN);
  const pValue = new Float64Array(count).fill(NaN);
  const place: number[] = [];
  for (let i = 0; i < count; i++) {
    const se = numbers.standardError[i]!;
    if (!numbers.estimable[i] || !isTestable(se, numbers.df[i]!)) continue;
    place.push(i);
    statistic[i] = sidedStatistic(numbers.estimate[i]! - view.nullValue, se, view).statistic;
  }
  if (place.length > 0) {
    const all = place.length === count;
    const statistics = all ? statistic : Float64Array.from(place, (i) => statistic[i]!);
    const df = all ? numbers.df : Float64Array.from(place, (i) => numbers.df[i]!);
    const p = adjustPValues(plan.adjust, { ...family, statistics, df });
    place.forEach((i, at) => pValue[i] = p[at]!);
  }
  return { statistic, pValue, family };
}

/** Where so many rows share a multiplier their limits are numbers from the beginning. */
const MANY = 256;

/** A difference of logarithms is a ratio. */
const asRatio = (name: string): string => name.replaceAll(" - ", " / ");

const ofRatios = (parts: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(parts).map(([column, name]) => [column, asRatio(name)]));

function groupRows(
  view: EstimateView,
  plan: Plan,
  group: ContrastGroup,
  numbers: Estimates,
  { statistic, pValue, family }: GroupTests,
): ContrastRow[] {
  const critical = limitsOf(view, plan, family);
  const { estimate, standardError, df } = numbers;
  const shared = plan.intervalAdjust !== "mvt" && group.names.length >= MANY &&
    group.names.length >= MANY * new Set(df.map(sharedDf)).size;
  return group.names.map((name, i): ContrastRow => {
    const head: Head = { contrast: plan.ratio ? asRatio(name) : name };
    if (group.parts) head.parts = plan.ratio ? ofRatios(group.parts[i]!) : group.parts[i]!;
    if (group.by) head.by = group.by;
    if (!numbers.estimable[i]) return { ...head, ...NO_NUMBERS, ...NO_TEST };
    const [est, se, own] = [estimate[i]!, standardError[i]!, df[i]!];
    if (Number.isNaN(statistic[i]!)) {
      return { ...head, ...untested(plan.ratio, est, se, own), ...NO_TEST };
    }
    const shown = onScale(plan.ratio, est, se);
    const limits = (): [number, number] => {
      const [low, high] = critical(own);
      return limitsOnScale(plan.ratio, [est + low * se, est + high * se]);
    };
    const [lower, upper] = shared ? limits() : [null, null];
    // one literal for what is the same in all rows: there may be a hundred thousand
    const whole = {
      contrast: head.contrast,
      estimate: shown.estimate,
      standardError: shown.standardError,
      df: own,
      statistic: statistic[i]!,
      pValue: pValue[i]!,
      nonEstimable: false,
      lower,
      upper,
    };
    const row = head.parts || head.by ? { ...head, ...whole } : whole;
    return shared ? row : withLimits(row, limits);
  });
}

type Head = Pick<ContrastRow, "contrast" | "parts" | "by">;

/** The row, whose limits are computed when first read: for some adjustments they take long to find. */
function withLimits(row: ContrastRow, make: () => [number, number]): ContrastRow {
  let limits: [number, number] | null = null;
  const both = (): [number, number] => limits ??= make();
  return Object.defineProperties(row, {
    lower: { get: () => both()[0], set: (value: number) => limits = [value, both()[1]] },
    upper: { get: () => both()[1], set: (value: number) => limits = [both()[0], value] },
  });
}

/** Multipliers of the standard error for the lower and upper limit, remembered by df. */
function limitsOf(
  view: EstimateView,
  plan: Plan,
  family: Family,
): (df: number) => [number, number] {
  const known = new Map<number, [number, number]>();
  // an equivalence test has two-sided limits
  const side: TestSide = view.side === "equivalence" ? "two" : plan.tail;
  return (df) => {
    const key = sharedDf(df);
    let pair = known.get(key);
    if (!pair) {
      const c = criticalValue(plan.intervalAdjust, view.level, key, { ...family, side });
      pair = [side === "left" ? -Infinity : -c, side === "right" ? Infinity : c];
      known.set(key, pair);
    }
    return pair;
  };
}
