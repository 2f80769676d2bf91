/**
 * `getAgroData` of statforbiology: a set of data of that course by its name, which in R is fetched.
 *
 * @module
 */
import { DiagnosticError, fail } from "../../../diagnostic.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { DELIMITED } from "../../../data/readers/delimited.ts";
import { frame } from "../../values/value.ts";
import { baseOptions, CSV } from "../base/reading_arguments.ts";
import { told } from "../base/reading_table.ts";
import { ASKED_NOTHING } from "../../page/reading_in_r.ts";

const ADDRESS = "https://raw.githubusercontent.com/OnofriAndreaPG/agroBioData/master";

/** Reads the copy that lies among the book's data. */
export const GET_AGRO_DATA: Verb = verbOf("statforbiology")(
  "getAgroData",
  "fileName, where~",
  "a set of data of statforbiology, from the copy in the folder data",
  (call) => {
    const name = call.text("fileName");
    try {
      const path = `data/${name}.csv`;
      const options = { ...baseOptions(call, CSV), file: path };
      const table = call.at(
        "fileName",
        () => call.context.environment.readTable(path, options, DELIMITED),
      );
      return frame(told(call, table, "r", ASKED_NOTHING, "fileName"));
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      if (!error.diagnostics.some((d) => d.code === "missing-file")) throw error;
      return fail("not-fetched", `Nothing is fetched from elsewhere: "${name}"`, {
        span: call.spanOf("fileName"),
        hint: `Download ${ADDRESS}/${name}.csv into the folder data, where getAgroData() reads it`,
      });
    }
  },
);
