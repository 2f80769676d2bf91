/**
 * A table of contrasts made of linear functions, one family for each `by` group.
 *
 * @module
 */
import { addAll } from "../../lists.ts";
import { checkLevel } from "../../math/distribution/argument.ts";
import type { Note } from "../../note.ts";
import type { Fit } from "../../model/fit.ts";
import { adjustPValues, criticalValue, type Family, type TestSide } from "../estimate/adjust.ts";
import {
  type ContrastGroup,
  type ContrastParts,
  correlationOf,
  numbersOf,
  rankOf,
} from "./contrast_parts.ts";
import type { Adjust, EstimateView, Show, Side } from "../estimate/view.ts";
import { notesOf, type Plan, planOf } from "./contrast_plan.ts";
import type { ContrastRow, ContrastTable } from "./contrast_table.ts";
import type { Ddf, DenominatorDf } from "../df/ddf.ts";
import type { Estimates } from "../estimate/estimates.ts";
import { untestedNotes } from "../estimate/remarks.ts";
import { dfKey, isTestable, sidedStatistic } from "../estimate/sides.ts";

/** Contrasts: enumerable fields are those of the table; the rest stands behind getters. */
export class Contrasts implements ContrastTable {
  readonly kind = "contrasts" as const;
  method: string;
  by: string[];
  rows: ContrastRow[];
  adjust: Adjust;
  intervalAdjust: Adjust;
  familySize: number;
  level: number;
  ddf: Ddf;
  ddfStated: boolean;
  averagedOver: string[];
  estimateName: string;
  transform: string | null;
  scale: "link" | "response";
  show: Show;
  side: Side;
  delta: number;
  declare nullValue?: number;
  notes: Note[];
  readonly #parts: ContrastParts;
  readonly #view: EstimateView;
  readonly #numbers: Estimates[];

  constructor(parts: ContrastParts, view: EstimateView, numbers?: Estimates[]) {
    const { fit, transformation } = parts;
    this.#parts = parts;
    this.#view = view;
    this.#numbers = numbers ?? parts.groups.map((g) => numbersOf(parts, g));
    const plan = planOf(parts, view);
    const ratio = plan.ratio;
    this.method = parts.method;
    this.by = parts.by;
    this.adjust = plan.adjust;
    this.intervalAdjust = plan.intervalAdjust;
    this.familySize = plan.facts.familySize;
    this.level = checkLevel(view.level);
    this.ddf = parts.df.ddf;
    this.ddfStated = fit.kind === "lmer";
    this.averagedOver = parts.averagedOver;
    this.estimateName = ratio?.ratio ?? parts.estimateName;
    this.transform = transformation?.name ?? null;
    this.scale = ratio ? "response" : "link";
    this.show = view.show;
    this.side = view.side;
    this.delta = view.delta;
    if (view.nullValue !== 0 || ratio) {
      this.nullValue = ratio ? ratio.inverse(view.nullValue) : view.nullValue;
    }
    this.rows = rowsOf(parts, view, plan, this.#numbers);
    this.notes = [
      ...notesOf(parts, view, plan, this.#numbers),
      ...untestedNotes(fit, parts.df.ddf, this.#numbers),
    ];
  }

  get fit(): Fit {
    return this.#parts.fit;
  }
  /** The df method. */
  get df(): DenominatorDf {
    return this.#parts.df;
  }
  /** What the table was made of. */
  get parts(): ContrastParts {
    return this.#parts;
  }
  /** How it is shown. */
  get view(): EstimateView {
    return this.#view;
  }
  /** The same contrasts shown otherwise. */
  shown(view: Partial<EstimateView>): Contrasts {
    return new Contrasts(this.#parts, { ...this.#view, ...view }, this.#numbers);
  }
}

function rowsOf(
  parts: ContrastParts,
  view: EstimateView,
  plan: Plan,
  numbers: readonly Estimates[],
): ContrastRow[] {
  const rows: ContrastRow[] = [];
  parts.groups.forEach((group, g) =>
    addAll(rows, groupRows(parts, view, plan, group, numbers[g]!))
  );
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
  numbers.linear.forEach((l, i) => {
    if (l && isTestable(numbers.standardError[i]!, numbers.df[i]!)) place.push(i);
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
  const rows: ContrastRow[] = [];
  let next = 0;
  group.names.forEach((name, i) => {
    const label = plan.ratio ? name.replaceAll(" - ", " / ") : name;
    const head = {
      contrast: label,
      ...(group.parts ? { parts: group.parts[i]! } : {}),
      ...(group.by ? { by: group.by } : {}),
    };
    if (numbers.linear[i] === null) {
      rows.push({ ...head, ...MISSING });
      return;
    }
    if (place[next] !== i) {
      const estimate = numbers.estimate[i]!;
      const se = numbers.standardError[i]!;
      const back = plan.ratio;
      const known = {
        estimate: back ? back.inverse(estimate) : estimate,
        standardError: se > 0 ? (back ? Math.abs(back.derivative(estimate)) * se : se) : null,
      };
      // a function that is zero has no variance of which df could be asked
      const df = Number.isFinite(numbers.df[i]!) ? numbers.df[i]! : null;
      rows.push({ ...head, ...MISSING, ...known, df, nonEstimable: false });
      return;
    }
    const at = next++;
    rows.push(rowOf(head, numbers, i, plan, statistics[at]!, p[at]!, critical));
  });
  return rows;
}

const MISSING = {
  estimate: null,
  standardError: null,
  df: null,
  statistic: null,
  pValue: null,
  lower: null,
  upper: null,
  nonEstimable: true,
} as const;

type Head = Pick<ContrastRow, "contrast" | "parts" | "by">;

/** A row; its limits are computed when first read. */
function rowOf(
  head: Head,
  numbers: Estimates,
  i: number,
  plan: Plan,
  statistic: number,
  pValue: number,
  critical: (df: number) => [number, number],
): ContrastRow {
  const estimate = numbers.estimate[i]!;
  const se = numbers.standardError[i]!;
  const df = numbers.df[i]!;
  const back = plan.ratio;
  let limits: [number, number] | null = null;
  const both = (): [number, number] => {
    if (limits) return limits;
    const [low, high] = critical(df);
    limits = [estimate + low * se, estimate + high * se];
    if (back) limits = [back.inverse(limits[0]), back.inverse(limits[1])];
    return limits;
  };
  return {
    ...head,
    estimate: back ? back.inverse(estimate) : estimate,
    standardError: back ? Math.abs(back.derivative(estimate)) * se : se,
    df,
    statistic,
    pValue,
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
    nonEstimable: false,
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
