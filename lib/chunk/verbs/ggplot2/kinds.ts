/**
 * Kinds of layers: what each draws, computes and obeys.
 *
 * @module
 */
import type { PositionSpec } from "../../../render/figure/grammar/spec.ts";

/** A kind of layer: what it draws, computes and how it is moved, and its own arguments. */
export interface Kind {
  geom: string;
  stat: string;
  position: PositionSpec["name"];
  /** Arguments that it obeys. */
  own: string;
  /** Aesthetics that it has when they are not given. */
  usual?: Readonly<Record<string, number | string>>;
  doc: string;
}

const kind = (
  geom: string,
  stat: string,
  position: PositionSpec["name"],
  own: string,
  doc: string,
  usual?: Kind["usual"],
): Kind => ({
  geom,
  stat,
  position,
  own,
  doc,
  ...(usual ? { usual } : {}),
});

const BINS = "bins binwidth breaks boundary center closed orientation";
const SUMMARY = "fun fun.data fun.min fun.max fun.args fun.y fun.ymin fun.ymax width orientation";

/** Layers by their words. */
export const KINDS: Readonly<Record<string, Kind>> = {
  geom_point: kind("point", "identity", "identity", "", "points"),
  geom_jitter: kind(
    "point",
    "identity",
    "jitter",
    "width height",
    "points, moved a little at random",
  ),
  geom_count: kind("point", "sum", "identity", "", "points, as large as they are many"),
  geom_line: kind("line", "identity", "identity", "orientation lineend linejoin", "lines along x"),
  geom_path: kind(
    "path",
    "identity",
    "identity",
    "lineend linejoin arrow",
    "lines in the order of the rows",
  ),
  geom_step: kind("step", "identity", "identity", "direction", "steps"),
  geom_col: kind("bar", "identity", "stack", "width orientation", "bars"),
  geom_bar: kind("bar", "count", "stack", "width orientation", "bars of counts"),
  geom_histogram: kind("bar", "bin", "stack", BINS, "a histogram"),
  geom_freqpoly: kind("line", "bin", "identity", BINS, "counts in bins as a line"),
  geom_density: kind(
    "density",
    "density",
    "identity",
    "bw adjust n trim kernel bounds",
    "a density",
  ),
  geom_boxplot: kind(
    "boxplot",
    "boxplot",
    "dodge2",
    "width coef notch varwidth outlier.shape outlier.colour outlier.color outlier.size outlier.alpha outlier.fill outliers staplewidth orientation",
    "box plots",
  ),
  geom_violin: kind(
    "violin",
    "ydensity",
    "dodge",
    "width trim scale adjust draw_quantiles bw orientation",
    "violins",
  ),
  geom_errorbar: kind("errorbar", "identity", "identity", "width orientation", "error bars"),
  geom_errorbarh: kind(
    "errorbar",
    "identity",
    "identity",
    "height orientation",
    "error bars on their side",
  ),
  geom_linerange: kind("linerange", "identity", "identity", "orientation", "ranges"),
  geom_pointrange: kind(
    "pointrange",
    "identity",
    "identity",
    "fatten orientation",
    "points with ranges",
  ),
  geom_crossbar: kind(
    "crossbar",
    "identity",
    "identity",
    "width fatten orientation",
    "boxes with a middle",
  ),
  geom_text: kind(
    "text",
    "identity",
    "identity",
    "parse check_overlap nudge_x nudge_y hjust vjust angle family fontface lineheight",
    "texts",
  ),
  geom_label: kind(
    "label",
    "identity",
    "identity",
    "parse nudge_x nudge_y hjust vjust angle family fontface label.size label.padding label.r lineheight",
    "texts",
  ),
  geom_tile: kind("tile", "identity", "identity", "width height linejoin", "tiles"),
  geom_raster: kind("tile", "identity", "identity", "interpolate hjust vjust", "tiles"),
  geom_rect: kind("rect", "identity", "identity", "linejoin", "rectangles"),
  geom_polygon: kind("polygon", "identity", "identity", "rule", "areas within lines"),
  geom_ribbon: kind("ribbon", "identity", "identity", "outline.type orientation", "bands"),
  geom_area: kind("area", "identity", "stack", "outline.type orientation", "areas under lines"),
  geom_hline: kind("hline", "identity", "identity", "", "horizontal lines"),
  geom_vline: kind("vline", "identity", "identity", "", "vertical lines"),
  geom_abline: kind("abline", "identity", "identity", "", "lines by slope and intercept", {
    slope: 1,
    intercept: 0,
  }),
  geom_segment: kind("segment", "identity", "identity", "arrow lineend linejoin", "segments"),
  geom_rug: kind("rug", "identity", "identity", "sides length outside", "ticks along the axes"),
  geom_smooth: kind(
    "smooth",
    "smooth",
    "identity",
    "method formula se level n span fullrange method.args orientation",
    "a line through points, with its band",
  ),
  geom_function: kind("line", "function", "identity", "fun xlim n args", "a function"),
  geom_blank: kind("blank", "identity", "identity", "", "nothing, but its place"),
  stat_function: kind("line", "function", "identity", "fun xlim n args", "a function"),
  stat_summary: kind(
    "pointrange",
    "summary",
    "identity",
    `${SUMMARY} fatten`,
    "summaries of y at each x",
  ),
  stat_smooth: kind(
    "smooth",
    "smooth",
    "identity",
    "method formula se level n span fullrange method.args orientation",
    "a line through points, with its band",
  ),
  stat_ecdf: kind("step", "ecdf", "identity", "n pad", "the empirical distribution"),
  stat_bin: kind("bar", "bin", "stack", BINS, "counts in bins"),
  stat_count: kind("bar", "count", "stack", "width orientation", "counts"),
  stat_density: kind("area", "density", "stack", "bw adjust n trim kernel", "a density"),
  stat_boxplot: kind("boxplot", "boxplot", "dodge2", "width coef orientation", "box plots"),
};

export const GEOM_NAMES = Object.keys(KINDS).filter((k) => k.startsWith("geom_"));
/** Arguments that change only looks that there are not here, or that say what is done anyway. */
export const PASSED = new Set(
  ("lineend linejoin arrow parse check_overlap family fontface lineheight label.size label.padding label.r interpolate outline.type " +
    "direction fatten kernel notch varwidth outlier.colour outlier.color outlier.size outlier.alpha outlier.fill staplewidth length " +
    "outside rule draw_quantiles stroke pad").split(" "),
);
/** Arguments that change numbers and are not obeyed unless they say what is done. */
export const ONLY: Readonly<Record<string, readonly (string | number | boolean)[]>> = {
  scale: ["area", "width"],
  kernel: ["gaussian"],
  notch: [false],
  varwidth: [false],
};
