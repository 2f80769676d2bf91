/**
 * Means as values: as verbs make them, and as arguments.
 *
 * @module
 */
import type { MeansGrid } from "../../../inference/means/means_grid.ts";
import type { Call } from "../../evaluation/call.ts";
import { list, type MeansValue, type Value } from "../../values/value.ts";
import { emmList, inferenceOptions, reshown } from "./views.ts";

/** The tests that `infer`, `null`, `side` and `delta` ask of means as they are made. */
export function inferred(call: Call, value: Value): Value {
  const view = inferenceOptions(call);
  return Object.keys(view).length === 0 ? value : reshown(call, value, view) ?? value;
}

/** Means; with contrasts a list of both, as in R. */
export function meansValue(grid: MeansGrid, name: "emmeans" | "emtrends" = "emmeans"): Value {
  if (!grid.contrasts) return { kind: "means", grid };
  return list([
    { name, value: { kind: "means", grid } },
    { name: "contrasts", value: { kind: "contrasts", table: grid.contrasts } },
  ], "emm_list");
}

/** The means that an argument is; of a list the first, as in R. */
export function meansArgument(call: Call, name: string): MeansValue {
  const value = call.value(name);
  if (value.kind === "means") return value;
  const first = emmList(value)?.items[0]?.value;
  if (first?.kind === "means") return first;
  return call.wrong(name, "means", value, "emmeans(m, ~ Trt) gives means");
}
