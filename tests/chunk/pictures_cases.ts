/**
 * A right and a wrong use of each word of pictures: parts alone, and pictures of each kind of layer.
 */
import { VERB_GROUPS } from "./words.ts";

type Case = [string, string | RegExp, string, string];

const FIRST: Readonly<Record<string, string>> = {
  aes: "aes(wool)",
  annotate: "annotate('text', x = 1, y = 1, label = 'a')",
  ggplot: "ggplot(warp, aes(wool, breaks))",
  ggtitle: "ggtitle('a')",
  xlab: "xlab('a')",
  ylab: "ylab('a')",
  facet_wrap: "facet_wrap(~ wool)",
  facet_grid: "facet_grid(~ wool)",
  xlim: "xlim(0, 1)",
  ylim: "ylim(0, 1)",
  rel: "rel(2)",
  geom_smooth: "geom_smooth(method = 'lm')",
  stat_smooth: "stat_smooth(method = 'lm')",
  geom_function: "geom_function(fun = dnorm)",
  stat_function: "stat_function(fun = dnorm)",
  stat_summary: "stat_summary(fun.data = mean_se)",
  annotate_figure: "annotate_figure(ggplot(warp, aes(wool, breaks)), top = 'a')",
  inset_element: "inset_element(ggplot(warp, aes(wool, breaks)), 0.6, 0.6, 1, 1)",
  last_plot: "ggplot(warp, aes(wool, breaks)); last_plot()",
  sec_axis: "sec_axis(~ . * 2)",
  as_labeller: "as_labeller(c(A = 'a'))",
  expand_limits: "expand_limits(y = 0)",
  lims: "lims(y = c(0, 1))",
  labeller: "labeller(wool = c(A = 'a'))",
  expansion: "expansion(mult = 0.1)",
  gghistogram: "gghistogram(warp, x = 'breaks', bins = 9)",
  ggdensity: "ggdensity(warp, x = 'breaks')",
  ggqqplot: "ggqqplot(warp, x = 'breaks')",
  stat_pvalue_manual:
    "stat_pvalue_manual(data.frame(group1 = 'L', group2 = 'M', p = 0.1, y.position = 80))",
  qplot: "qplot(breaks, data = warp)",
  quickplot: "quickplot(breaks, data = warp)",
  corrplot: "corrplot(cor(women))",
  ggcorrplot: "ggcorrplot(cor(women))",
  coplot: "coplot(breaks ~ wool | tension, data = warp)",
  ggpairs: "ggpairs(warp)",
  xyplot: "xyplot(breaks ~ tension | wool, warp)",
  dotplot: "dotplot(breaks ~ tension | wool, warp)",
  qqmath: "qqmath(~ breaks | wool, warp)",
  bwplot: "bwplot(breaks ~ tension | wool, warp)",
  histogram: "histogram(~ breaks | wool, warp)",
  densityplot: "densityplot(~ breaks, warp, groups = wool)",
};

/** Pictures of ggpubr's by x and y. */
const BY_NAMES = /^gg(box|violin|dot|bar|line|scatter|strip)(plot|chart)?$/;

const TOGETHER = new Set(["wrap_plots", "plot_grid", "ggarrange", "grid.arrange", "arrangeGrob"]);

function useOf(name: string): string {
  if (TOGETHER.has(name)) return `${name}(ggplot(warp, aes(wool, breaks)))`;
  if (Object.hasOwn(FIRST, name)) return FIRST[name]!;
  if (BY_NAMES.test(name)) return `${name}(warp, x = 'tension', y = 'breaks')`;
  if (/_manual$/.test(name)) return `${name}(values = c('1', '2'))`;
  if (/_(gradient|steps)n$/.test(name)) return `${name}(colours = c('red', 'blue'))`;
  return `${name}()`;
}

/** Pictures that are drawn. */
const DRAWN: Case[] = [
  [
    "ggplot(warp, aes(tension, breaks, fill = wool)) + geom_boxplot()",
    /Box plots of breaks against tension, by wool/,
    "ggplot(warp, aes(tension, brakes)) + geom_boxplot()",
    "unknown-name",
  ],
  [
    "ggplot(warp, aes(breaks)) + geom_histogram(binwidth = 5) + facet_wrap(~ wool)",
    /A histogram of count against breaks; 2 panels by wool/,
    "ggplot(warp, aes(breaks)) + geom_histogram(binwith = 5)",
    "unknown-argument",
  ],
  [
    "warp |> ggplot(aes(tension, breaks)) + geom_point()",
    /Points/,
    "ggplot(warp) + geom_pont()",
    "unknown-verb",
  ],
  [
    "ggplot(warp, aes(x = breaks)) + geom_density()",
    /Densities/,
    "ggplot(warp) + geom_point(aes(x = breaks))",
    "missing-argument",
  ],
  [
    "ggplot(warp, aes(tension, breaks)) + stat_summary(fun = mean, geom = 'point')",
    /Points of breaks against tension/,
    "ggplot(warp, aes(tension, breaks, colr = wool))",
    "unknown-argument",
  ],
  [
    "ggplot(warp) + NULL + list(xlab('a'), ylab('b')) + geom_blank(aes(tension, breaks))",
    /b against a/,
    "ggplot(warp) + 3",
    "wrong-argument",
  ],
];

/** Every word of pictures. */
export const PICTURES: Case[] = [
  ...DRAWN,
  ...VERB_GROUPS.pictures!.map(({ name }): Case => {
    const use = useOf(name);
    return [
      use,
      /^/,
      name === "vars"
        ? `${name}(`
        : use.replace(`${name}(`, `${name}(nonsense = 1, `).replace(", )", ")"),
      name === "vars"
        ? "unclosed-bracket"
        : name === "labeller"
        ? "wrong-argument"
        : "unknown-argument",
    ];
  }),
];
