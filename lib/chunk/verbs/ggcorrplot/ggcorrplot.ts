/**
 * Correlations as cells of a lattice: `ggcorrplot(cor(d))`.
 *
 * @module
 */
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import type { Value } from "../../values/value.ts";
import { drawn, TYPES } from "../corrplot/corrplot.ts";

function ggcorrplot(call: Call): Value {
  const method = call.choice("method", ["square", "circle"], "square");
  const colours = call.has("colors")
    ? `c(${call.texts("colors").map((c) => JSON.stringify(c)).join(", ")})`
    : 'c("blue", "white", "red")';
  return drawn(call, {
    method: method === "square" ? "color" : "circle",
    type: call.choice("type", TYPES, "full"),
    diagonal: call.flag("show.diag", call.choice("type", TYPES, "full") === "full"),
    order: call.flag("hc.order", false) ? "hclust" : "original",
    hclust: call.has("hc.method") ? call.text("hc.method") : "complete",
    numbers: call.flag("lab", false) ? call.text("lab_col", "black") : null,
    digits: call.number("digits", 2),
    colours,
    limits: "c(-1, 1)",
    names: true,
    key: call.flag("show.legend", true),
    title: call.has("title") && call.text("title") !== "" ? call.text("title") : null,
    keyTitle: call.text("legend.title", "Corr"),
    insignificant: call.choice("insig", ["pch", "blank"], "pch"),
    level: call.number("sig.level", 0.05),
  });
}

/** Words of ggcorrplot. */
export const GGCORRPLOT: readonly Verb[] = [
  verbOf("ggcorrplot")(
    "ggcorrplot",
    "corr, method?, type?, ggtheme~, title?, show.legend?, legend.title?, show.diag?, colors?, outline.color~, " +
      "hc.order?, hc.method?, lab?, lab_col?, lab_size~, p.mat?, sig.level?, insig?, pch~, pch.col~, pch.cex~, tl.cex~, " +
      "tl.col~, tl.srt~, digits?, as.is~",
    "correlations as cells of a lattice",
    ggcorrplot,
  ),
];
