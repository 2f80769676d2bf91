/**
 * Words of kableExtra that say how a table looks. Here the page decides that: they hand the table on,
 * and each argument is told to be passed over.
 *
 * @module
 */
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import { fromLanguage } from "../../bridge/from_language.ts";
import { asCharacter } from "../../../language/values/coerce.ts";
import { isAtomic } from "../../../language/values/value.ts";
import type { Value } from "../../values/value.ts";
import { asKable, KABLE_ARGUMENTS } from "../knitr/kable.ts";

const verb = verbOf("kableExtra");

const INK = "bold~, italic~, monospace~, underline~, strikeout~, color~, background~";
const STYLE = "bootstrap_options~, latex_options~, full_width~, position~, font_size~, " +
  "row_label_position~, repeat_header_text~, repeat_header_method~, repeat_header_continued~, " +
  "stripe_color~, stripe_index~, latex_table_env~, protect_latex~, table.envir~, fixed_thead~, " +
  "htmltable_class~, html_font~, wraptable_width~, lightable_options~";

/** Themes of kableExtra. */
const THEMES =
  "kable_styling kable_classic kable_classic_2 kable_minimal kable_paper kable_material kable_material_dark"
    .split(" ");

/** The words, with the arguments that they take besides the table. */
const LOOKS: readonly (readonly [name: string, parameters: string])[] = [
  ...THEMES.map((name) => [name, STYLE] as const),
  [
    "column_spec",
    `column~, width~, ${INK}, border_left~, border_right~, width_min~, width_max~, extra_css~, ` +
    "include_thumbnail~, latex_column_spec~, latex_valign~, link!NULL, new_tab~, tooltip~, " +
    "popover~, image!NULL",
  ],
  [
    "row_spec",
    `row~, ${INK}, align~, font_size~, angle~, extra_css~, hline_after~, extra_latex_after~`,
  ],
  [
    "scroll_box",
    "height~, width~, box_css~, extra_css~, fixed_thead~",
  ],
  [
    "collapse_rows",
    "columns~, valign~, latex_hline~, row_group_label_position~, custom_latex_hline~, " +
    "row_group_label_fonts~, headers_to_remove~, target~, col_names~, longtable_clean_cut~",
  ],
  ["add_indent", "positions~, level_of_indent~, all_cols~, target_cols~"],
  ["landscape", "margin~"],
];

function handedOn(call: Call): Value {
  return call.value("kable_input");
}

/** The texts of cells, without their look. */
function cells(call: Call): Value {
  const x = toLanguage(call.value("x"));
  if (!isAtomic(x)) return call.wrong("x", "a vector", call.value("x"));
  return fromLanguage(asCharacter(x));
}

/** Words of kableExtra about the look of a table. */
export const KABLE_LOOKS: readonly Verb[] = [
  verb(
    "kbl",
    KABLE_ARGUMENTS,
    "a table, with its caption: kable() under kableExtra's name",
    asKable,
  ),
  ...LOOKS.map(([name, parameters]) =>
    verb(name, `kable_input, ${parameters}`, "the table: the page decides how it looks", handedOn)
  ),
  ...["cell_spec", "text_spec"].map((name) =>
    verb(
      name,
      `x, format~, ${INK}, font_size~, angle~, tooltip~, popover~, link!NULL, extra_css~, ` +
        "escape~, background_as_tile~, latex_background_in_cell~, align~, new_tab~",
      "the texts of cells, without their look",
      cells,
    )
  ),
];
