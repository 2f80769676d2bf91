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
import { lmerDdf, refuseFor, reshown, summed, viewOptions } from "./views.ts";
import { textColumn } from "../../../data/table_from.ts";

const verb = verbOf("emmeans");

/** Joint tests as a value. */
function jointValue(shown: ShownJointTests): DisplayValue {
  const makeFrame = (): FrameValue =>
    frame(
      new Table([
        textColumn("model term", shown.rows.map((r) => r.term)),
        ...gridColumns(shown.by, shown.rows.map((r) => r.by ?? {})),
        numberColumn("df1", shown.rows.map((r) => r.numDf)),
        numberColumn("df2", shown.rows.map((r) => shown.ddf === "asymptotic" ? Infinity : r.denDf)),
        numberColumn("F.ratio", shown.rows.map((r) => r.statistic)),
        numberColumn("p.value", shown.rows.map((r) => r.pValue)),
      ]),
    );
  return { kind: "display", shown, what: "joint tests", frame: makeFrame, parts: {} };
}

function allJointTests(call: Call): Value {
  const { fit } = call.fit("object");
  const ddf = lmerDdf(call, fit);
  const made = call.at("object", () =>
    jointTests(fit, {
      ...(ddf ? { ddf } : {}),
      ...(call.has("by") ? { by: call.texts("by") } : {}),
    }));
  return jointValue(made);
}

function testMeans(call: Call): Value {
  const value = call.value("object");
  const view = viewOptions(call);
  if (call.flag("joint", false)) {
    const names = ["null", "by", "side", "delta"];
    refuseFor(call, names, "all rows jointly", "The joint test is two-sided, against zero");
    const table = value.kind === "means"
      ? value.grid
      : value.kind === "contrasts"
      ? value.table
      : null;
    if (!table) return call.wrong("object", "means or contrasts", value);
    return jointValue(call.at("object", () => jointTest(table)));
  }
  return summed(reshown(call, value, { show: "test", ...view })) ??
    call.wrong("object", "means or contrasts", value);
}

/** Verbs that test means. */
export const MEANS_TESTS: readonly Verb[] = [
  verb(
    "joint_tests",
    "object, by?, lmer.df?",
    "joint tests of the terms on the grid of means",
    allJointTests,
  ),
  verb(
    "test",
    "object, null?, joint?, by?, side?, delta?, adjust?, level?, type?, df?, cross.adjust?, bias.adjust?, sigma?",
    "tests of means or contrasts",
    testMeans,
  ),
];
