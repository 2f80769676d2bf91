/**
 * A picture in words, for those who do not see it.
 *
 * @module
 */
import { plainLabel } from "../marked_words.ts";
import { listed } from "../made/make_figure.ts";
import type { PlotSpec } from "./spec.ts";
import type { LayersFigure } from "./types.ts";

const NAMES: Readonly<Record<string, string>> = {
  point: "points",
  path: "a path",
  line: "lines",
  step: "steps",
  bar: "bars",
  tile: "tiles",
  rect: "rectangles",
  polygon: "areas",
  ribbon: "bands",
  area: "areas",
  density: "densities",
  errorbar: "error bars",
  linerange: "ranges",
  pointrange: "points with ranges",
  crossbar: "boxes with ranges",
  boxplot: "box plots",
  violin: "violins",
  ridges: "ridges of density",
  contour: "lines of equal height",
  hex: "hexagons",
  dotplot: "stacked dots",
  curve: "bent lines",
  hline: "reference lines",
  vline: "reference lines",
  abline: "reference lines",
  text: "texts",
  label: "texts",
  segment: "segments",
  rug: "a rug",
  smooth: "smooth lines",
};

/** What the picture shows: its layers, its axes, what its keys and panels tell apart. */
export function altOf(plot: PlotSpec, figure: LayersFigure): string {
  const layers = [
    ...new Set(
      plot.layers.flatMap((l) =>
        l.stat === "bin" && l.geom === "bar" ? "a histogram" : NAMES[l.geom] ?? []
      ),
    ),
  ];
  const axes = figure.x !== "" && figure.y !== ""
    ? ` of ${figure.y} against ${figure.x}`
    : figure.x + figure.y === ""
    ? ""
    : ` of ${figure.x || figure.y}`;
  const keys = figure.keys.map((k) => k.title).filter((t) => t !== "");
  const by = keys.length === 0 ? "" : `, by ${listed(keys)}`;
  const more = [...new Set([...axesWords(figure), ...groupWords(figure)])].join("; ");
  const panels = figure.panels.length < 2
    ? ""
    : `; ${figure.panels.length} panels${panelWords(plot.facet.names, figure)}`;
  const what = listed(layers) || "An empty panel";
  const marked = `${figure.title === "" ? "" : `${figure.title}: `}${what}${axes}${by}${panels}${
    more === "" ? "" : ` (${more})`
  }`;
  const text = plainLabel(marked);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Names at most that a text lists. */
const NAMED = 8;

/** What the keys tell apart, by name. */
function groupWords({ keys }: LayersFigure): string[] {
  return keys.flatMap(({ title, tones, entries }) => {
    const names = entries.map((e) => e.text).filter((t) => t !== "");
    if (names.length < 2) return [];
    const what = title === "" ? "the key" : title;
    if (tones) return [`${what} from ${names[0]} to ${names.at(-1)}`];
    return names.length > NAMED
      ? [`${what}: ${names.length} names`]
      : [`${what}: ${listed(names)}`];
  });
}

/** The labels that the axes begin and end with, or the names along them: of all panels where they share them. */
function axesWords({ panels, x, y }: LayersFigure): string[] {
  return (["x", "y"] as const).flatMap((which): string[] => {
    const title = which === "x" ? x : y;
    const own = panels.map((p) => p[which]).filter((a) => a.ticks.length > 0);
    if (own.length === 0 || title === "") return [];
    if (own[0]!.names) {
      const names = [...new Set(own.flatMap((a) => a.ticks.map((t) => t.text)))];
      return [`${title}: ${names.length > NAMED ? `${names.length} names` : listed(names)}`];
    }
    const ticks = own.flatMap((a) => a.ticks).sort((a, b) => a.at - b.at);
    const [first, last] = [ticks[0]!, ticks.at(-1)!];
    return first.at === last.at ? [] : [`axis of ${title} labelled ${first.text} to ${last.text}`];
  });
}

/** What panels are by: their variables, or their own words where shorthands made the variables up. */
function panelWords(names: readonly string[], { panels }: LayersFigure): string {
  if (!names.some((n) => n.startsWith("."))) return ` by ${listed(names)}`;
  const own = [
    ...new Set(
      panels.flatMap((p) => [p.top, p.right, p.bottom ?? "", p.left ?? ""]).filter((t) => t !== ""),
    ),
  ];
  return own.length === 0 || own.length > 8 ? "" : `: ${listed(own)}`;
}
