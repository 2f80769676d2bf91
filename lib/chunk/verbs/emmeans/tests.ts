/**
 * Verbs of emmeans that test: `joint_tests test`.
 *
 * @module
 */
import type { Call } from "../../evaluation/call.ts";
import { type DisplayValue, frame, type FrameValue, type Value } from "../../values/value.ts";
import type { ShownJointTests } from "../../../render/shown.ts";
import { Table } from "../../../data/table.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { gridColumns, numberColumn } from "../../values/frame.ts";
import { jointTest, jointTests } from "../../../inference/test/joint_tests.ts";
import { WEIGHTS } from "../../../inference/means/margins.ts";
import { reducedCovariates } from "./covariates.ts";
import { isResponses, responsesGrid } from "./responses.ts";
import { meansArgument } from "./made_means.ts";
import { valuesAt } from "./means_arguments.ts";
import { isEstimates, someEstimates } from "../../values/estimates.ts";
import { emmList, lmerDdf, refuseFor, regrouped, reshown, summed, viewOptions } from "./views.ts";
import { textColumn } from "../../../data/table_from.ts";

const verb = verbOf("emmeans");

/** Joint tests as a value. */
export function jointValue(shown: ShownJointTests): DisplayValue {
  const makeFrame = (): FrameValue =>
    frame(
      new Table([
        textColumn(shown.termName ?? "model term", shown.rows.map((r) => r.term)),
        ...gridColumns(shown.by, shown.rows.map((r) => r.by ?? {})),
        ...(shown.rows.some((r) => r.tSquare !== undefined)
          ? [numberColumn("T.square", shown.rows.map((r) => r.tSquare ?? null))]
          : []),
        numberColumn("df1", shown.rows.map((r) => r.numDf)),
        numberColumn("df2", shown.rows.map((r) => shown.ddf === "asymptotic" ? Infinity : r.denDf)),
        numberColumn("F.ratio", shown.rows.map((r) => r.statistic)),
        numberColumn("p.value", shown.rows.map((r) => r.pValue)),
      ]),
    );
  return { kind: "display", shown, what: "joint tests", frame: makeFrame, parts: {} };
}

function allJointTests(call: Call): Value {
  const object = call.value("object");
  const more = {
    ...(call.has("by") && call.value("by").kind !== "null" ? { by: call.texts("by") } : {}),
    confounded: call.flag("showconf", true),
    untested: call.flag("show0df", false),
    ...(call.has("weights") ? { weights: call.choice("weights", WEIGHTS, "equal") } : {}),
  };
  if (object.kind === "means" || emmList(object)) {
    refuseFor(
      call,
      ["at", "cov.reduce", "lmer.df"],
      "means",
      "It belongs to ref_grid() of the model",
    );
    const { grid } = meansArgument(call, "object");
    return jointValue(call.at("object", () => jointTests(grid, more)));
  }
  if (isResponses(object)) {
    const whole = call.at("object", () =>
      responsesGrid(call, object, (fit) => ({
        at: { ...reducedCovariates(call, fit, {}), ...(call.has("at") ? valuesAt(call) : {}) },
      })));
    return jointValue(call.at("object", () => jointTests(whole, more)));
  }
  const { fit } = call.fit("object");
  const ddf = lmerDdf(call, fit);
  const given = call.has("at") ? valuesAt(call) : undefined;
  const at = call.has("cov.reduce")
    ? { ...reducedCovariates(call, fit, given ?? {}), ...given }
    : given;
  return jointValue(
    call.at("object", () => jointTests(fit, { ...(ddf ? { ddf } : {}), ...more, at })),
  );
}

function testMeans(call: Call): Value {
  const value = call.value("object");
  const view = viewOptions(call);
  if (call.flag("joint", false)) {
    refuseFor(call, ["side", "delta"], "all rows jointly", "The joint test is two-sided");
    if (!isEstimates(value)) return call.wrong("object", "means or contrasts", value);
    const all = regrouped(call, value);
    const own = call.has("rows")
      ? someEstimates(all, Int32Array.from(call.numbers("rows"), (v) => v - 1), call.spanOf("rows"))
      : all;
    const table = own.kind === "means" ? own.grid : own.table;
    const nullValue = call.number("null", 0);
    return jointValue(call.at("object", () => jointTest(table, nullValue)));
  }
  refuseFor(call, ["rows"], "each row", "Pick rows before: test(e[1:2, ])");
  return summed(reshown(call, value, { show: "test", ...view })) ??
    call.wrong("object", "means or contrasts", value);
}

/** Verbs that test means. */
export const MEANS_TESTS: readonly Verb[] = [
  verb(
    "joint_tests",
    "object, by?, lmer.df?, at?, cov.reduce?, weights?, show0df?, showconf?",
    "joint tests of the terms on the grid of means",
    allJointTests,
  ),
  verb(
    "test",
    "object, null?, joint?, rows?, by?, side?, delta?, adjust?, level?, type?, df?, cross.adjust?, bias.adjust?, sigma?, scheffe.rank?, verbose~",
    "tests of means or contrasts",
    testMeans,
  ),
];
