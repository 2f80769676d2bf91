/**
 * Kinds of layers: what each draws, computes and obeys.
 *
 * @module
 */
export { LOOKS_OF, WEIGHED } from "./theming/looks_of_kinds.ts";
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
  /** Another package of R's that has it. */
  package?: string;
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

const BINS = "bins binwidth breaks boundary center closed pad orientation";
const SMOOTH = "method formula se level n span fullrange method.args xseq orientation";
const SUMMARY = "fun fun.data fun.min fun.max fun.args fun.y fun.ymin fun.ymax width orientation";

const REPELLED =
  "parse nudge_x nudge_y hjust vjust angle family fontface lineheight label.size label.padding label.r " +
  "box.padding point.padding min.segment.length force force_pull max.time max.iter max.overlaps direction seed " +
  "segment.color segment.colour segment.size segment.alpha segment.linetype bg.color bg.r xlim ylim arrow verbose";

/** Layers by their words. */
export const KINDS: Record<string, Kind> = {
  geom_point: kind("point", "identity", "identity", "", "points"),
  geom_jitter: kind(
    "point",
    "identity",
    "jitter",
    "width height seed",
    "points, moved a little at random",
  ),
  geom_count: kind("point", "sum", "identity", "", "points, as large as they are many"),
  geom_line: kind(
    "line",
    "identity",
    "identity",
    "orientation lineend linejoin arrow",
    "lines along x",
  ),
  geom_path: kind(
    "path",
    "identity",
    "identity",
    "lineend linejoin arrow",
    "lines in the order of the rows",
  ),
  geom_step: kind("step", "identity", "identity", "direction", "steps"),
  geom_col: kind("bar", "identity", "stack", "width just orientation", "bars"),
  geom_bar: kind("bar", "count", "stack", "width just orientation", "bars of counts"),
  geom_histogram: kind("bar", "bin", "stack", BINS, "a histogram"),
  geom_freqpoly: kind("line", "bin", "identity", BINS, "counts in bins as a line"),
  geom_density: kind(
    "density",
    "density",
    "identity",
    "bw adjust n trim kernel outline.type orientation",
    "a density",
  ),
  geom_boxplot: kind(
    "boxplot",
    "boxplot",
    "dodge2",
    "width coef notch notchwidth varwidth outlier.shape outlier.colour outlier.color outlier.size outlier.alpha outlier.fill outliers staplewidth orientation",
    "box plots",
  ),
  geom_violin: kind(
    "violin",
    "ydensity",
    "dodge",
    "width trim scale adjust draw_quantiles bw kernel orientation",
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
  geom_text_repel: {
    ...kind("text", "identity", "identity", REPELLED, "texts that give way"),
    package: "ggrepel",
  },
  geom_label_repel: {
    ...kind("label", "identity", "identity", REPELLED, "texts in boxes that give way"),
    package: "ggrepel",
  },
  geom_tile: kind("tile", "identity", "identity", "width height linejoin", "tiles"),
  geom_raster: kind("tile", "identity", "identity", "interpolate hjust vjust", "tiles"),
  geom_rect: kind("rect", "identity", "identity", "linejoin", "rectangles"),
  geom_polygon: kind("polygon", "identity", "identity", "rule", "areas within lines"),
  geom_ribbon: kind("ribbon", "identity", "identity", "outline.type orientation", "bands"),
  geom_area: kind("area", "align", "stack", "outline.type orientation", "areas under lines"),
  geom_hline: kind("hline", "identity", "identity", "", "horizontal lines"),
  geom_vline: kind("vline", "identity", "identity", "", "vertical lines"),
  geom_abline: kind("abline", "identity", "identity", "", "lines by slope and intercept", {
    slope: 1,
    intercept: 0,
  }),
  geom_segment: kind("segment", "identity", "identity", "arrow lineend linejoin", "segments"),
  geom_curve: kind(
    "curve",
    "identity",
    "identity",
    "curvature angle ncp arrow lineend",
    "bent lines",
  ),
  geom_spoke: kind(
    "segment",
    "identity",
    "identity",
    "arrow lineend linejoin",
    "segments by angle and radius",
  ),
  geom_bin2d: kind("tile", "bin2d", "identity", "bins binwidth drop", "counts on a lattice"),
  geom_bin_2d: kind("tile", "bin2d", "identity", "bins binwidth drop", "counts on a lattice"),
  geom_hex: kind("hex", "binhex", "identity", "bins binwidth", "counts in hexagons"),
  geom_contour: kind(
    "contour",
    "contour",
    "identity",
    "bins binwidth breaks lineend linejoin",
    "lines of equal height",
  ),
  geom_density_2d: kind(
    "contour",
    "density2d",
    "identity",
    "h adjust n bins binwidth breaks lineend linejoin",
    "lines of equal density",
  ),
  geom_density2d: kind(
    "contour",
    "density2d",
    "identity",
    "h adjust n bins binwidth breaks lineend linejoin",
    "lines of equal density",
  ),
  geom_dotplot: kind(
    "dotplot",
    "bindot",
    "identity",
    "binwidth dotsize stackratio method stackdir binaxis width",
    "dots in bins",
  ),
  geom_qq: kind(
    "point",
    "qq",
    "identity",
    "",
    "quantiles against those of the normal distribution",
  ),
  geom_qq_line: kind(
    "path",
    "qqline",
    "identity",
    "line.p fullrange",
    "the line of normal quantiles",
  ),
  geom_rug: kind("rug", "identity", "identity", "sides length outside", "ticks along the axes"),
  geom_smooth: kind(
    "smooth",
    "smooth",
    "identity",
    SMOOTH,
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
  stat_summary_bin: kind(
    "pointrange",
    "summarybin",
    "identity",
    `${SUMMARY} fatten bins binwidth breaks`,
    "summaries of y in bins of x",
  ),
  stat_smooth: kind(
    "smooth",
    "smooth",
    "identity",
    SMOOTH,
    "a line through points, with its band",
  ),
  stat_ecdf: kind("step", "ecdf", "identity", "n pad", "the empirical distribution"),
  stat_bin: kind("bar", "bin", "stack", BINS, "counts in bins"),
  stat_count: kind("bar", "count", "stack", "width orientation", "counts"),
  stat_density: kind("area", "density", "stack", "bw adjust n trim kernel", "a density"),
  stat_boxplot: kind("boxplot", "boxplot", "dodge2", "width coef orientation", "box plots"),
  stat_ydensity: kind(
    "violin",
    "ydensity",
    "dodge",
    "width trim scale adjust draw_quantiles bw kernel orientation",
    "violins",
  ),
  stat_sum: kind("point", "sum", "identity", "", "points, as large as they are many"),
  stat_ellipse: kind(
    "path",
    "ellipse",
    "identity",
    "type level segments",
    "ellipses that hold a share of the points",
  ),
  stat_identity: kind("point", "identity", "identity", "", "points"),
  stat_unique: kind("point", "unique", "identity", "", "each place once"),
  stat_qq: kind(
    "point",
    "qq",
    "identity",
    "",
    "quantiles against those of the normal distribution",
  ),
  stat_qq_line: kind(
    "path",
    "qqline",
    "identity",
    "line.p fullrange",
    "the line of normal quantiles",
  ),
  stat_bin_2d: kind("tile", "bin2d", "identity", "bins binwidth drop", "counts on a lattice"),
  stat_bin2d: kind("tile", "bin2d", "identity", "bins binwidth drop", "counts on a lattice"),
  stat_bin_hex: kind("hex", "binhex", "identity", "bins binwidth", "counts in hexagons"),
  stat_contour: kind(
    "contour",
    "contour",
    "identity",
    "bins binwidth breaks",
    "lines of equal height",
  ),
  stat_density_2d: kind(
    "contour",
    "density2d",
    "identity",
    "h adjust n bins binwidth breaks",
    "lines of equal density",
  ),
};

const RIDGES =
  "bandwidth from to n scale rel_min_height quantile_lines quantiles calc_ecdf panel_scaling";
for (
  const word
    of "geom_density_ridges geom_density_ridges2 geom_density_ridges_gradient stat_density_ridges"
      .split(" ")
) {
  const own = kind("ridges", "ridges", "identity", RIDGES, "densities of groups above each other");
  KINDS[word] = { ...own, package: "ggridges" };
}
for (const word of ["geom_ridgeline", "geom_ridgeline_gradient"]) {
  const own = kind(
    "ridges",
    "identity",
    "identity",
    "scale min_height",
    "heights of groups above each other",
  );
  KINDS[word] = { ...own, package: "ggridges" };
}

for (const name of ["contour_filled", "density_2d_filled", "density2d_filled"]) {
  const own = `${name === "contour_filled" ? "" : "h adjust n "}bins binwidth breaks rule`;
  for (const word of [`geom_${name}`, `stat_${name}`]) {
    KINDS[word] = kind("polygon", "identity", "identity", own, "areas of one class of heights");
  }
}

export const GEOM_NAMES = Object.keys(KINDS).filter((k) => k.startsWith("geom_"));

/** What a statistic or a geometry adds to the arguments of a layer that names it. */
export const MORE: Readonly<Record<string, string>> = {
  summary: SUMMARY,
  summarybin: `${SUMMARY} bins binwidth breaks`,
  bin: BINS,
  smooth: SMOOTH,
  density: "bw adjust n trim kernel",
  ecdf: "n pad",
  function: "fun xlim n args",
  bar: "width just",
  errorbar: "width",
  crossbar: "width fatten",
  pointrange: "fatten",
  tile: "width height",
  boxplot: "width notch varwidth",
  ellipse: "type level segments",
  text: "nudge_x nudge_y hjust vjust angle fontface check_overlap",
  label: "nudge_x nudge_y hjust vjust angle fontface",
};

/** Arguments of looks that the page has of its own: nothing changes without them. */
export const OF_THE_PAGE = new Set(
  ("interpolate lineend linejoin linemitre family lineheight label.size label.padding label.r ncp na.rm box.padding " +
    "point.padding min.segment.length force force_pull max.time max.iter max.overlaps segment.color segment.colour " +
    "segment.size segment.alpha segment.linetype bg.color bg.r verbose").split(" "),
);

/** Arguments of which only some values are obeyed; the first is R's default. */
export const ONLY: Readonly<Record<string, readonly (string | number | boolean)[]>> = {
  scale: ["area", "count", "width"],
  kernel: [
    "gaussian",
    "rectangular",
    "triangular",
    "epanechnikov",
    "biweight",
    "cosine",
    "optcosine",
  ],
  direction: ["hv", "vh", "mid", "both", "x", "y"],
  "outline.type": ["both", "upper", "lower", "full"],
  closed: ["right", "left"],
  outside: [false],
  rule: ["evenodd"],
  binning: ["dotdensity"],
  stackdir: ["up", "down", "center", "centerwhole"],
  binaxis: ["x", "y"],
  drop: [true],
  panel_scaling: [true],
  type: ["t", "norm", "euclid"],
  orientation: ["NA", "x", "y"],
};

/** Statistics that say how wide what they make is. */
export const OWN_WIDTH = new Set(["bin", "bin2d", "binhex"]);

/** Arguments of looks that do not act on a kind of layer, by its word. */
export const IDLE: Readonly<Record<string, string>> = {
  geom_text_repel: "direction seed xlim ylim arrow",
  geom_label_repel: "direction seed xlim ylim arrow",
  geom_curve: "angle",
  geom_dotplot: "width",
};

/** Why a value is not obeyed, and what leads on. */
export const WAY_OUT: Readonly<Record<string, string>> = {
  binning: 'method = "dotdensity" is the only one: geom_histogram() has bins of one width',
};
