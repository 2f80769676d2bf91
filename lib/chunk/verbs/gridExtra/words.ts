/**
 * `grid.arrange` of `gridExtra`.
 *
 * @module
 */
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import type { Value } from "../../values/value.ts";
import { wordsOf } from "../ggplot2/scale_arguments.ts";
import { layoutIn, picturesIn, together } from "../patchwork/words.ts";

function arrange(call: Call): Value {
  const title = call.has("top") && call.value("top").kind !== "null"
    ? wordsOf(call, "top") ?? ""
    : "";
  const caption = call.has("bottom") && call.value("bottom").kind !== "null"
    ? wordsOf(call, "bottom") ?? ""
    : "";
  return together(picturesIn(call, ["grobs"]), layoutIn(call), {
    ...(title === "" ? {} : { title }),
    ...(caption === "" ? {} : { caption }),
  });
}

/** Words of gridExtra. */
export const GRID_EXTRA: readonly Verb[] = ["grid.arrange", "arrangeGrob"].map((name) =>
  verbOf("gridExtra")(
    name,
    "..., grobs?, layout_matrix!NULL, ncol?, nrow?, widths?, heights?, top?, bottom?, left!NULL, right!NULL, padding?",
    "pictures beside each other",
    arrange,
  )
);
