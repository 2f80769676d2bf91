/**
 * Tables of `flextable`: what they hold and say; their look is the page's.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { Table } from "../../../data/table.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { frame, type Value } from "../../values/value.ts";
import { handsOn, labelled, presented, presentedIn, rounded } from "../knitr/presented.ts";

const verb = verbOf("flextable");

function flextable(call: Call): Value {
  const made = presentedIn(call, "data");
  const { table } = made.whole;
  const keys = call.has("col_keys") ? call.texts("col_keys") : table.names;
  const columns = keys.map((key) =>
    table.columns.find(({ name }) => name === key) ??
      fail("unknown-column", `The table has no column "${key}"`, {
        span: call.spanOf("col_keys"),
        hint: `Its columns are ${table.names.join(", ")}`,
      })
  );
  // flextable shows no names of rows
  return presented({ ...made, whole: frame(new Table(columns, { nrow: table.nrow }), null) });
}

const AS_SHOWN = "the table: the page decides how it looks";

/** Words about the look of a table, with the arguments that they take besides it. */
const LOOKS: readonly (readonly [name: string, parameters: string])[] = [
  ...("autofit theme_vanilla theme_booktabs theme_box theme_zebra theme_alafoli theme_vader theme_apa " +
    "theme_tron").split(" ").map((name) => [name, ""] as const),
  ...["bold", "italic"].map((name) => [name, `i~, j~, ${name}~, part~`] as const),
  ["align", "i~, j~, align~, part~"],
  ["fontsize", "i~, j~, size~, part~"],
  ["color", "i~, j~, color~, part~, source~"],
  ["bg", "i~, j~, bg~, part~, source~"],
  ["width", "j~, width~, unit~"],
  ["merge_v", "j~, target~, part~, combine~"],
  ["hline", "i~, j~, border~, part~"],
];

export const FLEXTABLES: readonly Verb[] = [
  verb(
    "flextable",
    "data, col_keys?, cwidth~, cheight~, defaults~, theme_fun~",
    "a table",
    flextable,
  ),
  verb(
    "set_caption",
    "x, caption, autonum~, word_stylename~, style~, html_classes~",
    "a table with a caption",
    (call) => presented({ ...presentedIn(call, "x"), caption: call.text("caption") }),
  ),
  verb(
    "set_header_labels",
    "x, ..., values!",
    "a table with other names of columns",
    (call) => presented(labelled(call, presentedIn(call, "x"))),
  ),
  verb(
    "colformat_double",
    "x, i!, j?, big.mark~, decimal.mark~, digits?, na_str~, nan_str~, prefix!, suffix!",
    "a table with its numbers rounded",
    (call) => presented(rounded(call, presentedIn(call, "x"), "j", "digits", 1)),
  ),
  ...LOOKS.map(([name, parameters]) =>
    verb(name, ["x", parameters].filter((p) => p !== "").join(", "), AS_SHOWN, handsOn("x"))
  ),
];
