/**
 * Rows of means and contrasts: some of them, and several tables as one family.
 *
 * @module
 */
import { fail, type Span } from "../../diagnostic.ts";
import { bindContrasts, someContrasts } from "../../inference/contrast/bind_contrasts.ts";
import { bindMeans, someMeans } from "../../inference/means/bind_means.ts";
import type { Adjust } from "../../inference/estimate/view.ts";
import { placedAt } from "../evaluation/faults.ts";
import { describe, type Value } from "./value.ts";

/** Means or contrasts. */
export type EstimatesValue = Extract<Value, { kind: "means" } | { kind: "contrasts" }>;

/** Whether a value is means or contrasts. */
export function isEstimates(value: Value): value is EstimatesValue {
  return value.kind === "means" || value.kind === "contrasts";
}

/** Some rows of means or contrasts: what was adjusted for all is adjusted for these. */
export function someEstimates(
  value: EstimatesValue,
  places: Int32Array,
  span: Span,
): EstimatesValue {
  if (places.length === 0 || places.includes(-1)) {
    fail("bad-index", `No row of ${describe(value)} is picked here`, {
      span,
      hint: "Pick rows by their numbers: x[1:2, ]",
    });
  }
  return value.kind === "means"
    ? { kind: "means", grid: someMeans(value.grid, places) }
    : { kind: "contrasts", table: someContrasts(value.table, places) };
}

/** Several tables of means, or of contrasts, as one family. */
export function boundEstimates(
  values: readonly { value: EstimatesValue; span: Span }[],
  adjust?: Adjust,
): EstimatesValue {
  const [first] = values;
  const odd = values.find(({ value }) => value.kind !== first!.value.kind);
  if (odd) {
    fail("unlike-means", `${describe(first!.value)} and ${describe(odd.value)} are no family`, {
      span: odd.span,
      hint: "Put together means, or contrasts: rbind(pairs(a), pairs(b))",
    });
  }
  const span = { start: first!.span.start, end: values[values.length - 1]!.span.end };
  const means = values.flatMap(({ value }) => value.kind === "means" ? [value.grid] : []);
  const contrasts = values.flatMap(({ value }) => value.kind === "contrasts" ? [value.table] : []);
  return placedAt(
    span,
    () =>
      means.length > 0
        ? { kind: "means", grid: bindMeans(means, { adjust }) }
        : { kind: "contrasts", table: bindContrasts(contrasts, { adjust }) },
  );
}
