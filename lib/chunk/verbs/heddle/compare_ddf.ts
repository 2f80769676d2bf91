/**
 * The verb that has tests by every df method: `compare_ddf`.
 *
 * @module
 */
import type { Call } from "../../evaluation/call.ts";
import { Table } from "../../../data/table.ts";
import { frame, type Value } from "../../values/value.ts";
import { ours, type Verb } from "../../evaluation/verb.ts";
import { anovaByDdf } from "../../../inference/test/side_by_side.ts";
import { numberColumn } from "../../values/frame.ts";
import { textColumn } from "../../../data/table_from.ts";
import { typeOf } from "../stats/tests.ts";

/** F tests by every df method, side by side. */
function testsByDdf(call: Call): Value {
  const { fit } = call.fit("mod");
  const type = typeOf(call, 2);
  const rows = call.at("mod", () => anovaByDdf(fit, { type }));
  const method = (row: typeof rows[number]) =>
    row.information ? `${row.ddf} (${row.information})` : row.ddf;
  return frame(
    new Table([
      textColumn("term", rows.map((r) => r.term)),
      textColumn("method", rows.map(method)),
      numberColumn("Df", rows.map((r) => r.numDf)),
      numberColumn("Df.res", rows.map((r) => r.denDf)),
      numberColumn("F", rows.map((r) => r.statistic)),
      numberColumn("Pr(>F)", rows.map((r) => r.pValue)),
    ]),
  );
}

/** F tests by every df method. */
export const COMPARE_DDF: Verb = ours(
  "compare_ddf",
  "mod, type?",
  "F tests by every df method, side by side",
  testsByDdf,
);
