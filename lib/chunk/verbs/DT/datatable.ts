/**
 * Tables of `DT`: here a table of the page, which a reader can take away and search with the page.
 *
 * @module
 */
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { frame, type Value } from "../../values/value.ts";
import {
  captioned,
  handsOn,
  namesGiven,
  presented,
  presentedIn,
  rounded,
} from "../knitr/presented.ts";

const verb = verbOf("DT");

function datatable(call: Call): Value {
  let made = captioned(call, presentedIn(call, "data"));
  if (call.has("colnames")) made = namesGiven(call, "colnames", made);
  if (call.has("rownames") && !call.flag("rownames", true)) {
    made = { ...made, whole: frame(made.whole.table, null) };
  }
  return presented(made);
}

const AS_SHOWN = "the table: the page decides how it looks";

export const DATATABLES: readonly Verb[] = [
  verb(
    "datatable",
    "data, options~, class~, callback~, rownames?, colnames?, container!, caption?, filter~, escape~, " +
      "style~, width~, height~, elementId~, fillContainer~, autoHideNavigation~, selection~, " +
      "extensions~, plugins~, editable~",
    "a table, with its caption",
    datatable,
  ),
  verb(
    "formatRound",
    "table, columns, digits?, interval~, mark~, dec.mark~",
    "numbers rounded",
    (call) => {
      const made = presentedIn(call, "table");
      return presented(rounded(call, made, "columns", "digits", 2));
    },
  ),
  verb(
    "formatStyle",
    "table, columns~, valueColumns~, target~, fontWeight~, color~, backgroundColor~, background~, fontSize~, textAlign~, border~, borderLeft~, borderRight~, " +
      "borderTop~, borderBottom~, cursor~, opacity~",
    AS_SHOWN,
    handsOn("table"),
  ),
];
