/**
 * Tables of `gt`: what they hold and say; their look is the page's.
 *
 * @module
 */
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import type { Value } from "../../values/value.ts";
import { handsOn, labelled, presented, presentedIn, rounded } from "../knitr/presented.ts";

const verb = verbOf("gt");

/** Title and subtitle are the caption. */
function header(call: Call): Value {
  const made = presentedIn(call, "data");
  const words = [call.text("title")];
  if (call.has("subtitle") && call.value("subtitle").kind !== "null") {
    words.push(call.text("subtitle"));
  }
  return presented({ ...made, caption: words.join(". ") });
}

const AS_SHOWN = "the table: the page decides how it looks";

/** Options of the look of a part of a table. */
const OPTION =
  /^(table|heading|column_labels|row_group|summary_row|grand_summary_row|footnotes|source_notes|data_row|row|stub|page|container|latex|ihtml|quarto)[._]/;

export const GT: readonly Verb[] = [
  verb(
    "gt",
    "data, rowname_col!NULL, groupname_col!NULL, caption?, auto_align~, id~, locale~",
    "a table",
    (call) => {
      const made = presentedIn(call, "data");
      return presented(call.has("caption") ? { ...made, caption: call.text("caption") } : made);
    },
  ),
  verb("tab_header", "data, title, subtitle?, preheader~", "a table with a title", header),
  verb(
    "cols_label",
    ".data, ..., .list!, .fn!",
    "a table with other names of columns",
    (call) => presented(labelled(call, presentedIn(call, ".data"))),
  ),
  verb(
    "fmt_number",
    "data, columns?, rows!, decimals?, n_sigfig!, drop_trailing_zeros~, use_seps~, sep_mark~, dec_mark~",
    "a table with its numbers rounded",
    (call) => presented(rounded(call, presentedIn(call, "data"), "columns", "decimals", 2)),
  ),
  verb("tab_options", "data, ...", AS_SHOWN, (call) => {
    for (const arg of call.rest) {
      if (!OPTION.test(arg.name ?? "")) call.refuse(arg);
      call.evaluate(arg);
      call.note("passed-over", `tab_options(): ${arg.name} is passed over`, {
        argument: arg.name,
      }, arg.nameSpan ?? arg.span);
    }
    return handsOn("data")(call);
  }),
  ...[
    ["tab_style", "style~, locations~"],
    ["cols_align", "align~, columns~"],
    ["opt_row_striping", "row_striping~"],
  ].map(([name, parameters]) => verb(name!, `data, ${parameters}`, AS_SHOWN, handsOn("data"))),
];
