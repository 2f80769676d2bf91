/**
 * A table of means made of linear functions: estimates, standard errors, intervals, tests, remarks.
 *
 * @module
 */
import { addAll } from "../../lists.ts";
import { checkLevel } from "../../math/distribution/argument.ts";
import { qt } from "../../math/distribution/tails.ts";
import type { Fit } from "../../model/fit.ts";
import type { Note } from "../../note.ts";
import type { Adjust, EstimateView, Show, Side } from "../estimate/view.ts";
import type { ContrastTable } from "../contrast/contrast_table.ts";
import type { Ddf, DenominatorDf } from "../df/ddf.ts";
import { type Estimates, estimatesOf } from "../estimate/estimates.ts";
import { type Adjusted, adjustedMeans } from "./means_adjustment.ts";
import type { MeansGrid, MeansRow } from "./means_grid.ts";
import {
  averagedNote,
  ddfNote,
  intervalNotes,
  linkNote,
  testSideNotes,
  transformedTestNote,
  unknownTransformationNote,
  untestedNotes,
} from "../estimate/remarks.ts";
import { dfKey, isTestable, testOf } from "../estimate/sides.ts";
import { isTransformed, type Transformation } from "../estimate/transformation.ts";
import type { MeansParts } from "./means_parts.ts";

/** Means: enumerable fields are those of the table; the rest stands behind getters. */
export class Means implements MeansGrid {
  readonly kind = "means" as const;
  factors: string[];
  by: string[];
  averagedOver: string[];
  estimateName: string;
  rows: MeansRow[];
  level: number;
  ddf: Ddf;
  ddfStated: boolean;
  response: string;
  transform: string | null;
  scale: "link" | "response";
  declare show?: Show;
  declare nullValue?: number;
  declare side?: Side;
  declare delta?: number;
  declare adjust?: Adjust;
  notes: Note[];
  declare contrasts?: ContrastTable;
  readonly #parts: MeansParts;
  readonly #estimates: Estimates;
  readonly #view: EstimateView;

  constructor(
    parts: MeansParts,
    view: EstimateView,
    estimates: Estimates = estimatesOf(parts.fit, parts.df, parts.linearFull, parts.known),
  ) {
    const { fit, transformation } = parts;
    this.#parts = parts;
    this.#view = view;
    this.#estimates = estimates;
    const back = transformation !== null && view.scale === "response";
    this.factors = parts.factors;
    this.by = parts.by;
    this.averagedOver = parts.averagedOver;
    this.estimateName = back ? "response" : parts.estimateName;
    this.level = checkLevel(view.level);
    this.ddf = parts.df.ddf;
    this.ddfStated = fit.kind === "lmer";
    this.response = fit.response;
    this.transform = transformation?.name ?? null;
    this.scale = back ? "response" : "link";
    const adjusted = view.adjust === "none" ? null : adjustedMeans(parts, view);
    if (adjusted) this.adjust = adjusted.adjust;
    this.rows = rowsOf(parts, view, estimates, adjusted);
    this.notes = [
      ...notesOf(parts, view, adjusted),
      ...untestedNotes(fit, parts.df.ddf, [estimates]),
    ];
    if (view.show !== "interval") {
      this.show = view.show;
      this.side = view.side;
      this.delta = view.delta;
      if (view.nullValue !== 0 || back) {
        this.nullValue = back ? transformation.inverse(view.nullValue) : view.nullValue;
      }
    }
  }

  get fit(): Fit {
    return this.#parts.fit;
  }
  get df(): DenominatorDf {
    return this.#parts.df;
  }
  get linear(): readonly (Float64Array | null)[] {
    return this.#estimates.linear;
  }
  get linearFull(): readonly Float64Array[] {
    return this.#parts.linearFull;
  }
  get known(): Float64Array {
    return this.#parts.known;
  }
  get transformation(): Transformation | null {
    return this.#parts.transformation;
  }
  /** What the table was made of. */
  get parts(): MeansParts {
    return this.#parts;
  }
  /** How it is shown. */
  get view(): EstimateView {
    return this.#view;
  }
  /** The same means shown otherwise. */
  shown(view: Partial<EstimateView>): Means {
    return new Means(this.#parts, { ...this.#view, ...view }, this.#estimates);
  }
}

const MISSING = {
  estimate: null,
  standardError: null,
  df: null,
  lower: null,
  upper: null,
  nonEstimable: true,
} as const;

function rowsOf(
  parts: MeansParts,
  view: EstimateView,
  e: Estimates,
  adjusted: Adjusted | null,
): MeansRow[] {
  const back = view.scale === "response" ? parts.transformation : null;
  const tested = view.show !== "interval";
  const critical = new Map<number, number>();
  return parts.at.map((at, i): MeansRow => {
    if (e.linear[i] === null) {
      return tested ? { at, ...MISSING, statistic: null, pValue: null } : { at, ...MISSING };
    }
    const estimate = e.estimate[i]!;
    const se = e.standardError[i]!;
    const df = e.df[i]!;
    if (!isTestable(se, df)) {
      const known = {
        ...MISSING,
        estimate: back ? back.inverse(estimate) : estimate,
        standardError: se > 0 ? (back ? Math.abs(back.derivative(estimate)) * se : se) : null,
        df: Number.isNaN(df) ? null : df,
      };
      const none = { at, ...known, nonEstimable: false };
      return tested ? { ...none, statistic: null, pValue: null } : none;
    }
    const [lower, upper] = adjusted?.limits(i) ?? limits(estimate, se, df, view, critical);
    const row: MeansRow = {
      at,
      estimate: back ? back.inverse(estimate) : estimate,
      standardError: back ? Math.abs(back.derivative(estimate)) * se : se,
      df,
      lower: back ? Math.min(back.inverse(lower), back.inverse(upper)) : lower,
      upper: back ? Math.max(back.inverse(lower), back.inverse(upper)) : upper,
      nonEstimable: false,
    };
    if (tested) Object.assign(row, adjusted?.test(i) ?? testOf(estimate, se, df, view));
    return row;
  });
}

function limits(
  estimate: number,
  se: number,
  df: number,
  view: EstimateView,
  critical: Map<number, number>,
): [number, number] {
  const one = view.side === "left" || view.side === "right" || view.side === "noninferiority";
  const key = dfKey(df);
  let c = critical.get(key);
  if (c === undefined) {
    c = qt((1 - view.level) / (one ? 1 : 2), df, { upper: true });
    critical.set(key, c);
  }
  if (!one) return [estimate - c * se, estimate + c * se];
  return view.side === "left" ? [-Infinity, estimate + c * se] : [estimate - c * se, Infinity];
}

function notesOf(parts: MeansParts, view: EstimateView, adjusted: Adjusted | null): Note[] {
  const { transformation, df, fit } = parts;
  const back = transformation !== null && view.scale === "response";
  const notes: Note[] = [
    ...parts.first,
    ...(adjusted?.changed ?? []),
    ...averagedNote(parts.averagedOver, parts.averagedPartly),
  ];
  if (view.scale === "response" && !transformation && parts.estimateName === "emmean") {
    if (isTransformed(fit.response)) notes.push(unknownTransformationNote(fit.response));
  }
  if (fit.kind === "lmer") notes.push(ddfNote(df.ddf));
  if (transformation && !back) notes.push(linkNote(transformation.name));
  if (view.show !== "test") {
    addAll(
      notes,
      intervalNotes(
        view.level,
        adjusted?.ofIntervals ?? null,
        back ? transformation.name : null,
      ),
    );
  }
  if (view.show !== "interval") {
    if (adjusted?.ofTests) notes.push(adjusted.ofTests);
    addAll(notes, testSideNotes(view.side, view.delta));
    if (back) notes.push(transformedTestNote(transformation.name));
  }
  return notes;
}
