/**
 * `ggarrange` and `annotate_figure` of `ggpubr`.
 *
 * @module
 */
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import type { Piece } from "../../values/plot.ts";
import type { Value } from "../../values/value.ts";
import { arrangedOf, layered, plotOf } from "../ggplot2/adding.ts";
import { wordsOf } from "../ggplot2/scale_arguments.ts";
import { tagsOf } from "../cowplot/words.ts";
import { layoutIn, picturesIn, together } from "../patchwork/words.ts";

const verb = verbOf("ggpubr");
const WITHOUT_KEY: Piece = { piece: "theme", theme: { keys: "none" }, whole: false };

function ggarrange(call: Call): Value {
  const tags = tagsOf(call, "labels");
  const layout = layoutIn(call);
  const common = call.flag("common.legend", false);
  if (common) layout.collect = true;
  const at = call.has("legend") && call.value("legend").kind === "character"
    ? call.choice("legend", ["top", "bottom", "right", "left", "none"], "top")
    : null;
  const plots = picturesIn(call, ["plotlist"]);
  // the key in common is that of the first picture
  const first = plots.findIndex((p) => p !== null);
  const own = plots.map((p, i) =>
    common && p && !p.arranged && i !== first
      ? plotOf({ ...p, pieces: [...p.pieces, WITHOUT_KEY] })
      : p
  );
  return together(own, layout, tags ? { tags } : {}, at as "top" | null);
}

/** Words above and below pictures. */
function annotateFigure(call: Call): Value {
  const value = layered(call.value("p"));
  if (value.kind !== "plot") return call.wrong("p", "a picture", value);
  const own = value.arranged ??
    { how: "wrap" as const, plots: [value], layout: {}, annotation: {}, keysAt: null };
  const words = (name: string): string | undefined =>
    call.has(name) && call.value(name).kind !== "null" ? wordsOf(call, name) ?? "" : undefined;
  const title = words("top"), caption = words("bottom"), subtitle = words("left");
  return arrangedOf(value, {
    ...own,
    annotation: {
      ...own.annotation,
      ...(title === undefined ? {} : { title }),
      ...(subtitle === undefined ? {} : { subtitle }),
      ...(caption === undefined ? {} : { caption }),
    },
  });
}

/** Words of ggpubr. */
export const GGPUBR: readonly Verb[] = [
  verb(
    "ggarrange",
    "..., plotlist?, ncol?, nrow?, labels?, label.x?, label.y?, hjust?, vjust?, font.label?, align?, widths?, " +
      "heights?, legend?, common.legend?, legend.grob!NULL",
    "pictures beside each other",
    ggarrange,
  ),
  verb(
    "annotate_figure",
    "p, top?, bottom?, left?, right!NULL, fig.lab!NULL, fig.lab.pos?, fig.lab.size?, fig.lab.face?",
    "words above and below pictures",
    annotateFigure,
  ),
];
