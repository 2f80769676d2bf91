/**
 * Words of pictures that are known and refused, each with a way on.
 *
 * @module
 */
import { type Builtin, refusing } from "../evaluation/builtin.ts";

const STRAIGHT = 'Axes are straight here: geom_col(position = "fill") shows the same shares';
const MAPS = "There are no maps here: geom_polygon() draws outlines that are columns of x and y";
const STILL = "Pictures stand still here: facet_wrap() shows a panel for each state";
const SAMPLES = "geom_violin() with geom_boxplot(width = 0.1) shows a sample's shape";

const REFUSED: Readonly<Record<string, string>> = {
  coord_radial: STRAIGHT,
  coord_sf: MAPS,
  coord_map: MAPS,
  coord_quickmap: MAPS,
  geom_sf: MAPS,
  geom_map: MAPS,
  after_scale: "Set the colour, or map it: fill = g",
  ggplotly: "Leave it out: the picture is shown, and its data stand in a table with it",
  transition_time: STILL,
  transition_states: STILL,
  animate: STILL,
  ggMarginal: "geom_rug() shows each variable's values along its axis",
  geom_quantile: 'geom_smooth(method = "lm") draws the mean, and geom_boxplot() quantiles by group',
  stat_quantile: 'geom_smooth(method = "lm") draws the mean, and geom_boxplot() quantiles by group',
  annotation_logticks:
    "Leave it out: scale_y_log10(breaks = c(1, 3, 10, 30)) marks more than the powers",
  geom_vridgeline: SAMPLES,
  stat_halfeye: SAMPLES,
  stat_slab: SAMPLES,
  geom_half_violin: SAMPLES,
  geom_violindot: "geom_violin() with geom_jitter(width = 0.05) shows shape and values",
  geom_violinhalf: SAMPLES,
  stat_pointinterval: "stat_summary(fun.data = median_hilow) shows medians with intervals",
  stat_lineribbon: "geom_ribbon() with geom_line() shows an interval about a line",
  stat_regline_equation: "coef(lm(y ~ x)) gives the equation; annotate() writes it",
  geom_bar_pattern: "geom_bar() with fill and colour tells bars apart",
};

/** Words of pictures that lead on. */
export const REFUSALS: readonly Builtin[] = Object.entries(REFUSED).map(([name, hint]) =>
  refusing(name, hint)
);
