/**
 * `plot_grid` of `cowplot`.
 *
 * @module
 */
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import type { Value } from "../../values/value.ts";
import { layoutIn, picturesIn, together } from "../patchwork/words.ts";

/** Marks of pictures: "AUTO" and "auto" are letters in turn. */
export function tagsOf(call: Call, name: string): string[] | null {
  if (!call.has(name) || call.value(name).kind === "null") return null;
  const texts = call.texts(name);
  if (texts.length === 1 && texts[0]!.toLowerCase() === "auto") {
    return [texts[0] === "auto" ? "a" : "A"];
  }
  return texts.length === 1 ? [...texts, ""] : texts;
}

function plotGrid(call: Call): Value {
  const tags = tagsOf(call, "labels");
  return together(
    picturesIn(call, ["plotlist"]),
    layoutIn(call, { widths: "rel_widths", heights: "rel_heights" }),
    tags ? { tags } : {},
  );
}

/** Lines of a grid behind a picture, or along one axis alone. */
function backgroundGrid(call: Call): Value {
  const major = call.choice("major", ["xy", "x", "y", "only_minor", "none"], "xy");
  const minor = call.choice("minor", ["none", "xy", "x", "y"], "none");
  if (minor !== "none") {
    call.note("passed-over", "background_grid(): pictures have no minor lines", { minor });
  }
  const theme = major === "none" || major === "only_minor"
    ? { grid: false }
    : { grid: true, noGridX: major === "y", noGridY: major === "x" };
  return { kind: "pieces", pieces: [{ piece: "theme", theme, whole: false }] };
}

/** Words of cowplot. */
export const COWPLOT: readonly Verb[] = [
  verbOf("cowplot")(
    "background_grid",
    "major?, minor?, size.major~, size.minor~, color.major~, color.minor~, colour.major~, colour.minor~",
    "lines of a grid behind a picture",
    backgroundGrid,
  ),
  verbOf("cowplot")(
    "plot_grid",
    "..., plotlist?, align?, axis?, nrow?, ncol?, rel_widths?, rel_heights?, labels?, label_size?, label_fontface?, " +
      "label_fontfamily?, label_colour?, label_x?, label_y?, hjust?, vjust?, scale!1, greedy?, byrow?",
    "pictures beside each other",
    plotGrid,
  ),
];
