/**
 * A table of contrasts made of linear functions, one family for each `by` group.
 *
 * @module
 */
import type { Note } from "../note.ts";
import type { Fit } from "../model/fit.ts";
import {
  adjustPValues,
  criticalValue,
  type Family,
  intervalAdjust,
  type TestSide,
} from "./adjust.ts";
import type { Adjust, ContrastRow, ContrastTable } from "./contrast_table.ts";
import type { Ddf, DenominatorDf } from "./ddf.ts";
import { isEstimable } from "./estimability.ts";
import { covarianceOf, dot, quadraticForm, restrict, rowRank } from "./linear_function.ts";
import { multivariateT } from "../math/multivariate_t.ts";
import { checkLevel, sidedStatistic } from "./means.ts";
import type { Show, Side } from "./means_grid.ts";
import {
  adjustmentNote,
  averagedNote,
  changedAdjustNote,
  ddfNote,
  type FamilyFacts,
  intervalNotes,
  linkNote,
  stillTransformedNote,
  testSideNotes,
  transformedTestNote,
} from "./remarks.ts";
import type { Transformation } from "./transformation.ts";

/** Contrasts of one `by` group. */
export interface ContrastGroup {
  by: Record<string, string | number> | null;
  names: readonly string[];
  /** Interaction contrasts: the parts of each name. */
  parts: readonly Record<string, string>[] | null;
  linearFull: readonly Float64Array[];
  known: readonly number[];
  /** Means compared. */
  familySize: number;
}

/** What a table of contrasts is made of. */
export interface ContrastParts {
  fit: Fit;
  df: DenominatorDf;
  method: string;
  by: string[];
  groups: readonly ContrastGroup[];
  type: "pairs" | "contrast" | "prediction";
  averagedOver: string[];
  estimateName: string;
  transformation: Transformation | null;
}

/** How it is shown. */
export interface ContrastView {
  adjust: Adjust;
  level: number;
  scale: "link" | "response";
  show: Show;
  side: Side;
  delta: number;
  nullValue: number;
}

/** One group in numbers; only the estimable contrasts have any. */
interface GroupNumbers {
  linear: (Float64Array | null)[];
  estimate: Float64Array;
  standardError: Float64Array;
  df: Float64Array;
}

function numbersOf(parts: ContrastParts, group: ContrastGroup): GroupNumbers {
  const { fit, df } = parts;
  const { kept, nullBasis } = fit.fixed;
  const k = group.names.length;
  const out: GroupNumbers = {
    linear: new Array(k),
    estimate: new Float64Array(k),
    standardError: new Float64Array(k),
    df: new Float64Array(k),
  };
  for (let i = 0; i < k; i++) {
    const full = group.linearFull[i]!;
    if (Number.isNaN(full[0] ?? 0) || !isEstimable(full, nullBasis)) {
      out.linear[i] = null;
      continue;
    }
    const l = nullBasis.length === 0 && kept.length === full.length ? full : restrict(full, kept);
    out.linear[i] = l;
    out.estimate[i] = dot(l, fit.beta) + group.known[i]!;
    out.standardError[i] = Math.sqrt(quadraticForm(l, df.covariance));
    out.df[i] = df.df(l);
  }
  return out;
}

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
  readonly #view: ContrastView;
  readonly #numbers: GroupNumbers[];

  constructor(parts: ContrastParts, view: ContrastView, numbers?: GroupNumbers[]) {
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
    this.notes = notesOf(parts, view, plan, this.#numbers);
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
  get view(): ContrastView {
    return this.#view;
  }
  /** The same contrasts shown otherwise. */
  shown(view: Partial<ContrastView>): Contrasts {
    return new Contrasts(this.#parts, { ...this.#view, ...view }, this.#numbers);
  }
}

/** The adjustments in force and what is to be said of them. */
interface Plan {
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

function planOf(parts: ContrastParts, view: ContrastView): Plan {
  const counts = parts.groups.map((g) => g.names.length);
  const count = Math.max(1, ...counts);
  const varies = counts.some((c) => c !== count);
  const tail = tailOf(view.side);
  let adjust = view.adjust;
  const changed: Note[] = [];
  if (count === 1 && !varies && adjust !== "scheffe") adjust = "none";
  const change = (why: string): void => {
    changed.push(changedAdjustNote(adjust, "sidak", why));
    adjust = "sidak";
  };
  if (tail !== "two" && ["tukey", "scheffe", "dunnettx"].includes(adjust)) {
    change("not appropriate for one-sided inferences");
  }
  if (adjust === "tukey" && parts.type !== "pairs") {
    change("only appropriate for one set of pairwise comparisons");
  }
  const familySize = Math.max(0, ...parts.groups.map((g) => g.familySize));
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

/** Rank of the estimable functions of a group. */
function rankOf(numbers: GroupNumbers): number {
  return rowRank(numbers.linear.filter((l): l is Float64Array => l !== null));
}

function correlationOf(parts: ContrastParts, numbers: GroupNumbers): Float64Array {
  const rows = numbers.linear.filter((l): l is Float64Array => l !== null);
  const q = rows.length;
  const v = covarianceOf(rows, parts.df.covariance);
  const sd = Float64Array.from(rows, (_, i) => Math.sqrt(v[i * q + i]!));
  return v.map((x, i) => {
    const [a, b] = [Math.floor(i / q), i % q];
    return a === b ? 1 : x / (sd[a]! * sd[b]!);
  });
}

function rowsOf(
  parts: ContrastParts,
  view: ContrastView,
  plan: Plan,
  numbers: readonly GroupNumbers[],
): ContrastRow[] {
  const rows: ContrastRow[] = [];
  parts.groups.forEach((group, g) =>
    rows.push(...groupRows(parts, view, plan, group, numbers[g]!))
  );
  return rows;
}

function familyOf(
  parts: ContrastParts,
  plan: Plan,
  group: ContrastGroup,
  numbers: GroupNumbers,
  tail: TestSide,
): Family {
  const family: Family = { familySize: group.familySize, count: group.names.length, side: tail };
  if (plan.adjust === "scheffe") family.rank = rankOf(numbers);
  if (plan.adjust === "mvt") family.correlation = correlationOf(parts, numbers);
  return family;
}

function groupRows(
  parts: ContrastParts,
  view: ContrastView,
  plan: Plan,
  group: ContrastGroup,
  numbers: GroupNumbers,
): ContrastRow[] {
  const place: number[] = [];
  numbers.linear.forEach((l, i) => l && place.push(i));
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
  numbers: GroupNumbers,
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
  view: ContrastView,
  plan: Plan,
  family: Family,
): (df: number) => [number, number] {
  const known = new Map<number, [number, number]>();
  // an equivalence test has two-sided limits
  const side: TestSide = view.side === "equivalence" ? "two" : plan.tail;
  return (df) => {
    let pair = known.get(df);
    if (!pair) {
      const c = criticalValue(plan.intervalAdjust, view.level, df, { ...family, side });
      pair = [side === "left" ? -Infinity : -c, side === "right" ? Infinity : c];
      known.set(df, pair);
    }
    return pair;
  };
}

function notesOf(
  parts: ContrastParts,
  view: ContrastView,
  plan: Plan,
  numbers: readonly GroupNumbers[],
): Note[] {
  const { transformation } = parts;
  const notes: Note[] = [...plan.changed, ...averagedNote(parts.averagedOver)];
  const stays = transformation && (!transformation.ratio || parts.type === "prediction");
  if (stays) notes.push(stillTransformedNote(transformation.name));
  if (parts.fit.kind === "lmer") notes.push(ddfNote(parts.df.ddf));
  if (transformation && !stays && !plan.ratio) notes.push(linkNote(transformation.name));
  let facts = plan.facts;
  if (plan.adjust === "scheffe") {
    const ranks = [...new Set(numbers.map(rankOf))];
    facts = { ...facts, rank: ranks.length === 1 ? ranks[0]! : null };
  }
  if (view.show !== "test") {
    const note = adjustmentNote("intervals", plan.intervalAdjust, facts);
    notes.push(...intervalNotes(view.level, note, plan.ratio?.name ?? null));
  }
  if (view.show !== "interval") {
    const note = adjustmentNote("tests", plan.adjust, facts);
    if (note) notes.push(note);
    if (plan.adjust === "mvt") notes.push(...latticeNotes(parts, view, plan, numbers));
    notes.push(...testSideNotes(view.side, view.delta));
    if (plan.ratio) notes.push(transformedTestNote(plan.ratio.name));
  }
  return notes;
}

/** How far off multivariate t probabilities may be where no exact rule applies. */
function latticeNotes(
  parts: ContrastParts,
  view: ContrastView,
  plan: Plan,
  numbers: readonly GroupNumbers[],
): Note[] {
  let worst = 0;
  for (const n of numbers) {
    if (n.linear.every((l) => l === null)) continue;
    const law = multivariateT(correlationOf(parts, n), plan.tail === "two");
    if (law.method !== "lattice") continue;
    n.linear.forEach((l, i) => {
      if (l === null) return;
      const t = (n.estimate[i]! - view.nullValue) / n.standardError[i]!;
      const size = plan.tail === "two" ? Math.abs(t) : plan.tail === "right" ? t : -t;
      worst = Math.max(worst, law.error(size, n.df[i]!));
    });
  }
  return worst === 0 ? [] : [{
    code: "mvt-error",
    text: `Multivariate t probabilities are by a lattice rule, with an error of about ${
      worst.toExponential(0)
    }`,
    data: { error: worst },
  }];
}
