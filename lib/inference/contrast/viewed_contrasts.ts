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
import { dfKey, isTestable, sidedStatistic } from "../estimate/sides.ts";
import type { EstimateTest } from "../estimate/estimate_table.ts";
import {
  limitsOnScale,
  NO_NUMBERS,
  NO_TEST,
  onScale,
  testedAgainst,
  untested,
  ViewedTable,
} from "../estimate/viewed_table.ts";
import type { Transformation } from "../../model/formula/transformation.ts";

/** Contrasts with what they were made of. */
export class Contrasts extends ViewedTable<ContrastTable, ContrastParts> {
  readonly #numbers: readonly Estimates[];

  constructor(
    parts: ContrastParts,
    view: EstimateView,
    numbers: readonly Estimates[] = parts.groups.map((g) => numbersOf(parts, g)),
  ) {
    super(tableOf(parts, view, numbers), parts, view);
    this.#numbers = numbers;
  }

  /** The same contrasts shown otherwise. */
  shown(view: Partial<EstimateView>): Contrasts {
    return new Contrasts(this.parts, { ...this.view, ...view }, this.#numbers);
  }
}

function tableOf(
  parts: ContrastParts,
  view: EstimateView,
  numbers: readonly Estimates[],
): ContrastTable {
  const { fit, transformation, df } = parts;
  const level = checkLevel(view.level);
  const plan = planOf(parts, view, numbers);
  return {
    kind: "contrasts",
    method: parts.method,
    by: parts.by,
    rows: acrossGroups(
      parts.groups.map((group, g) => groupRows(parts, view, plan, group, numbers[g]!)),
      view,
    ),
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

/** The rows of all groups, the p-values of those in the same place adjusted together where that is asked. */
function acrossGroups(groups: ContrastRow[][], { crossAdjust }: EstimateView): ContrastRow[] {
  const rows = groups.flat();
  if (crossAdjust === undefined || crossAdjust === "none" || groups.length < 2) return rows;
  const [first] = groups;
  if (groups.some((g) => g.length !== first!.length)) {
    fail("uneven-groups", "Groups that differ in their contrasts are not adjusted for together", {
      hint: "summary(x, by = NULL) makes one family of all",
    });
  }
  first!.forEach((_, i) => {
    const same = groups.map((g) => g[i]!).filter((r) => r.pValue !== null);
    const p = adjustTogether(crossAdjust, Float64Array.from(same, (r) => r.pValue!));
    same.forEach((row, k) => row.pValue = p[k]!);
  });
  return rows;
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

function groupRows(
  parts: ContrastParts,
  view: EstimateView,
  plan: Plan,
  group: ContrastGroup,
  numbers: Estimates,
): ContrastRow[] {
  const place: number[] = [];
  group.names.forEach((_, i) => {
    if (numbers.estimable[i] && isTestable(numbers.standardError[i]!, numbers.df[i]!)) {
      place.push(i);
    }
  });
  const statistics = Float64Array.from(
    place,
    (i) =>
      sidedStatistic(numbers.estimate[i]! - view.nullValue, numbers.standardError[i]!, view)
        .statistic,
  );
  const df = Float64Array.from(place, (i) => numbers.df[i]!);
  const family = familyOf(parts, plan, group, numbers, plan.tail);
  const p = place.length === 0 ? df : adjustPValues(plan.adjust, { ...family, statistics, df });
  const critical = limitsOf(view, plan, family);
  let next = 0;
  return group.names.map((name, i): ContrastRow => {
    const head: Head = {
      contrast: plan.ratio ? name.replaceAll(" - ", " / ") : name,
      ...(group.parts ? { parts: group.parts[i]! } : {}),
      ...(group.by ? { by: group.by } : {}),
    };
    if (!numbers.estimable[i]) return { ...head, ...NO_NUMBERS, ...NO_TEST };
    if (place[next] === i) {
      const at = next++;
      const test = { statistic: statistics[at]!, pValue: p[at]! };
      return rowOf(head, numbers, i, plan.ratio, test, critical);
    }
    const [estimate, se, df] = [numbers.estimate[i]!, numbers.standardError[i]!, numbers.df[i]!];
    return { ...head, ...untested(plan.ratio, estimate, se, df), ...NO_TEST };
  });
}

type Head = Pick<ContrastRow, "contrast" | "parts" | "by">;

/** A row; its limits are computed when first read, for some adjustments take long to find them. */
function rowOf(
  head: Head,
  numbers: Estimates,
  i: number,
  back: Transformation | null,
  test: EstimateTest,
  critical: (df: number) => [number, number],
): ContrastRow {
  const [estimate, se, df] = [numbers.estimate[i]!, numbers.standardError[i]!, numbers.df[i]!];
  let limits: [number, number] | null = null;
  const both = (): [number, number] => {
    if (limits) return limits;
    const [low, high] = critical(df);
    return limits = limitsOnScale(back, [estimate + low * se, estimate + high * se]);
  };
  return {
    ...head,
    ...onScale(back, estimate, se),
    df,
    ...test,
    nonEstimable: false,
    get lower(): number {
      return both()[0];
    },
    set lower(value: number) {
      limits = [value, both()[1]];
    },
    get upper(): number {
      return both()[1];
    },
    set upper(value: number) {
      limits = [both()[0], value];
    },
  };
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
    const key = dfKey(df);
    let pair = known.get(key);
    if (!pair) {
      const c = criticalValue(plan.intervalAdjust, view.level, df, { ...family, side });
      pair = [side === "left" ? -Infinity : -c, side === "right" ? Infinity : c];
      known.set(key, pair);
    }
    return pair;
  };
}
