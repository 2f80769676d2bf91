/**
 * A table of means made of linear functions: estimates, standard errors, intervals, tests, remarks.
 *
 * @module
 */
import { showsLimits, showsTests } from "../estimate/view.ts";
import { addAll } from "../../lists.ts";
import { checkLevel } from "../../math/distribution/argument.ts";
import { qt } from "../../math/distribution/tails.ts";
import type { Transformation } from "../../model/formula/transformation.ts";
import type { Note } from "../../note.ts";
import type { EstimateView } from "../estimate/view.ts";
import type { ContrastTable } from "../contrast/contrast_table.ts";
import { type Estimates, estimatesOf } from "../estimate/estimates.ts";
import { type Adjusted, adjustedMeans } from "./means_adjustment.ts";
import type { MeansGrid, MeansRow, MeansTable } from "./means_grid.ts";
import {
  averagedNote,
  biasNote,
  ddfNote,
  intervalNotes,
  linkNote,
  testSideNotes,
  transformedTestNote,
  unknownTransformationNote,
  untestedNotes,
} from "../estimate/remarks.ts";
import { statedDf, statesDf } from "../df/given_df.ts";
import { sharedDf } from "../estimate/shared_df.ts";
import { isTestable, testOf } from "../estimate/sides.ts";
import type { MeansParts } from "./means_parts.ts";
import {
  limitsOnScale,
  NO_NUMBERS,
  NO_TEST,
  onScale,
  testedAgainst,
  untested,
  ViewedTable,
} from "../estimate/viewed_table.ts";

/** Means with what they were made of. */
export class Means extends ViewedTable<MeansTable, MeansParts> implements MeansGrid {
  declare contrasts?: ContrastTable;
  readonly #estimates: Estimates;

  constructor(
    parts: MeansParts,
    view: EstimateView,
    estimates: Estimates = estimatesOf(parts.fit, parts.df, parts.linearFull, parts.known),
  ) {
    super(tableOf(parts, view, estimates), parts, view);
    this.#estimates = estimates;
  }

  get linear(): readonly (Float64Array | null)[] {
    return this.#estimates.linear;
  }
  get linearFull(): readonly Float64Array[] {
    return this.parts.linearFull;
  }
  get known(): Float64Array {
    return this.parts.known;
  }
  get transformation(): Transformation | null {
    return this.parts.transformation;
  }
  /** The same means shown otherwise. */
  shown(view: Partial<EstimateView>): Means {
    return new Means(this.parts, { ...this.view, ...view }, this.#estimates);
  }
}

function tableOf(parts: MeansParts, view: EstimateView, estimates: Estimates): MeansTable {
  const { fit, transformation, df } = parts;
  const level = checkLevel(view.level);
  const back = view.scale === "response" ? transformation : null;
  const adjusted = view.adjust === "none" ? null : adjustedMeans(parts, view);
  const { show, side, delta } = view;
  return {
    kind: "means",
    factors: parts.factors,
    by: parts.by,
    averagedOver: parts.averagedOver,
    estimateName: back ? back.estimateName ?? "response" : parts.estimateName,
    rows: rowsOf(parts, view, estimates, adjusted),
    level,
    ddf: df.ddf,
    ddfStated: statesDf(fit, df),
    response: fit.response,
    transform: transformation?.name ?? null,
    scale: back ? "response" : "link",
    notes: [...notesOf(parts, view, adjusted), ...untestedNotes(fit, df.ddf, [estimates])],
    ...(adjusted ? { adjust: adjusted.adjust } : {}),
    ...(show === "interval" ? {} : { show, side, delta, ...testedAgainst(view, back) }),
  };
}

function rowsOf(
  parts: MeansParts,
  view: EstimateView,
  e: Estimates,
  adjusted: Adjusted | null,
): MeansRow[] {
  const back = view.scale === "response" ? parts.transformation : null;
  const tested = showsTests(view.show);
  const none = tested ? NO_TEST : {};
  const critical = new Map<number, number>();
  return parts.at.map((at, i): MeansRow => {
    if (e.linear[i] === null) return { at, ...NO_NUMBERS, ...none };
    const [estimate, se, df] = [e.estimate[i]!, e.standardError[i]!, e.df[i]!];
    if (!isTestable(se, df)) return { at, ...untested(back, estimate, se, df), ...none };
    const own = adjusted?.limits(i) ?? limits(estimate, se, df, view, critical);
    const [lower, upper] = limitsOnScale(back, own);
    const row = { at, ...onScale(back, estimate, se), df, lower, upper, nonEstimable: false };
    if (!tested) return row;
    return { ...row, ...(adjusted?.test(i) ?? testOf(estimate, se, df, view)) };
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
  const key = sharedDf(df);
  let c = critical.get(key);
  if (c === undefined) {
    c = qt((1 - view.level) / (one ? 1 : 2), key, { upper: true });
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
    ...parts.remarks ?? [],
  ];
  if (view.scale === "response" && !transformation && parts.estimateName === "emmean") {
    if (fit.responseForm.transformed) notes.push(unknownTransformationNote(fit.response));
  }
  if (statesDf(fit, df)) notes.push(ddfNote(statedDf(df)));
  if (transformation && !back) notes.push(linkNote(transformation.name));
  if (showsLimits(view.show)) {
    addAll(
      notes,
      intervalNotes(
        view.level,
        adjusted?.ofIntervals ?? null,
        back ? transformation.name : null,
      ),
    );
  }
  if (back && transformation.sigma !== undefined) notes.push(biasNote(transformation.sigma));
  if (showsTests(view.show)) {
    if (adjusted?.ofTests) notes.push(adjusted.ofTests);
    addAll(notes, testSideNotes(view.side, view.delta));
    if (back) notes.push(transformedTestNote(transformation.name));
  }
  return notes;
}
