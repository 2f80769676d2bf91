/**
 * Each argument of the words of pictures acts or is told of: a picture with it differs from the one
 * without, or there is a remark.
 */
import { assert, assertEquals } from "@std/assert";
import { page } from "./pages.ts";

const DATA = `set.seed(1)
d <- data.frame(x = c(1.3, 2, 3, 4, 5, 6, 7, 8), y = c(2, 4, 3, 5, 6, 7, 5.5, 9),
  g = factor(rep(c("a", "b"), 4)), h = factor(rep(c("p", "q"), each = 4)),
  day = as.Date("2024-01-01") + 0:7 * 10, lo = 1:8, w = letters[1:8])
dn <- d
dn$g[3] <- NA
e <- data.frame(x = rnorm(60), y = rnorm(60), g = factor(rep(c("a", "b", "c"), 20)))
P <- ggplot(d, aes(x, y, colour = g)) + geom_point()
N <- ggplot(dn, aes(x, y, colour = g)) + geom_point()
Q <- ggplot(d, aes(x, y, colour = y)) + geom_point()
D <- ggplot(d, aes(day, y)) + geom_point()
A <- P + facet_grid(h ~ g) + labs(title = "T", subtitle = "S", caption = "C", tag = "A")`;

/** What a picture shows and what is said of it. */
function seen(source: string): { shown: string; said: number; fault: string } {
  const { diagnostics, notes, shown } = page(DATA, source).blocks[1]!;
  return {
    shown: JSON.stringify(shown.map(({ value }) => value.kind === "figure" ? value.data : null)),
    said: notes.length,
    fault: diagnostics[0] ? `${diagnostics[0].code}: ${diagnostics[0].message}` : "",
  };
}

/** A picture without, and with each argument; `@` is where the argument goes. */
const CASES: readonly (readonly [without: string, withIt: string, args: readonly string[]])[] = [
  ["P", "P + guides(colour = guide_legend(@))", [
    'title = "T"',
    'title.position = "top"',
    "title.theme = element_text(size = 3)",
    "label = FALSE",
    'label.position = "left"',
    "keywidth = 3",
    'direction = "vertical"',
    "override.aes = list(size = 5)",
    "nrow = 2",
    "ncol = 1",
    "byrow = TRUE",
    "reverse = TRUE",
  ]],
  ["Q", "Q + guides(colour = guide_colourbar(@))", [
    'title = "T"',
    "reverse = TRUE",
    "label = FALSE",
    'direction = "vertical"',
    "barwidth = 10",
    "barheight = 10",
    "nbin = 5",
    "ticks = FALSE",
    "draw.ulim = FALSE",
    'frame.colour = "black"',
  ]],
  ["Q", "Q + guides(colour = @)", [
    '"none"',
    '"legend"',
    '"coloursteps"',
    '"bins"',
    "guide_coloursteps()",
    "guide_bins()",
    "guide_none()",
  ]],
  ["P", "P + guides(x = @)", [
    '"none"',
    'guide_axis(title = "T")',
    "guide_axis(angle = 90)",
    'guide_axis(position = "top")',
    "guide_axis(n.dodge = 2)",
    "guide_axis(check.overlap = TRUE)",
  ]],
  ["P", "P + guides(y = @)", [
    '"none"',
    "guide_axis(angle = 90)",
    'guide_axis(position = "right")',
  ]],
  ["N", "N + scale_colour_discrete(@)", [
    'name = "T"',
    'breaks = "a"',
    'labels = c("A", "B")',
    'limits = c("b", "a")',
    'guide = "none"',
    'na.value = "red"',
    "na.translate = FALSE",
  ]],
  ["Q", "Q + scale_colour_continuous(@)", [
    'low = "red"',
    'high = "green"',
    'name = "T"',
    "breaks = c(3, 6)",
    'labels = function(x) paste(x, "t")',
    "limits = c(0, 12)",
    'trans = "log10"',
    "n.breaks = 9",
  ]],
  ["Q", "Q + scale_colour_gradient2(@)", [
    'low = "red"',
    'mid = "blue"',
    "midpoint = 4",
    'space = "Lab"',
  ]],
  ["P + scale_x_continuous()", "P + scale_x_continuous(@)", [
    'name = "T"',
    "breaks = c(3, 6)",
    "minor_breaks = 1:3",
    "n.breaks = 9",
    "labels = scales::percent",
    "limits = c(0, 12)",
    "expand = c(1, 1)",
    'trans = "log10"',
    'guide = "none"',
    "guide = guide_axis(angle = 45)",
    'position = "top"',
    "sec.axis = sec_axis(~ . * 2)",
  ]],
  ["P + scale_x_continuous(limits = c(2, 5))", "P + scale_x_continuous(limits = c(2, 5), @)", [
    "oob = scales::squish",
    "oob = scales::oob_keep",
  ]],
  [
    "ggplot(dn, aes(g, y)) + geom_point()",
    "ggplot(dn, aes(g, y)) + geom_point() + scale_x_discrete(@)",
    [
      'name = "T"',
      'breaks = "a"',
      'labels = c("A", "B")',
      'limits = c("b", "a")',
      "expand = c(1, 1)",
      "na.translate = FALSE",
      'guide = "none"',
      'position = "top"',
    ],
  ],
  ["D", "D + scale_x_date(@)", [
    'date_breaks = "1 week"',
    'date_labels = "%d/%m"',
    'labels = function(x) format(x, "%d")',
    "breaks = function(x) seq(x[1], x[2], by = 14)",
    'date_minor_breaks = "1 day"',
  ]],
  ["A", "A + theme(@)", [
    'legend.position = "bottom"',
    "legend.position = c(0.1, 0.9)",
    'legend.direction = "vertical"',
    'legend.justification = "right"',
    "legend.title = element_blank()",
    "legend.text = element_blank()",
    "legend.text = element_text(size = 20)",
    'legend.key.size = unit(1, "cm")',
    "axis.text = element_text(size = 20)",
    "axis.text.x = element_text(angle = 45, hjust = 1)",
    "axis.text.y = element_text(angle = 90)",
    "axis.text.x = element_blank()",
    "axis.title.x = element_text(face = 'bold')",
    "axis.title = element_blank()",
    "axis.title.y.left = element_blank()",
    "axis.ticks = element_line(colour = 'red')",
    "plot.title = element_text(hjust = 0.5)",
    "plot.title = element_text(size = 20)",
    "plot.title = element_blank()",
    "plot.subtitle = element_text(hjust = 1)",
    "plot.caption = element_text(hjust = 0)",
    "plot.tag = element_blank()",
    "plot.margin = margin(10, 10, 10, 10)",
    "panel.grid = element_blank()",
    "panel.grid.major.x = element_blank()",
    "panel.grid.minor = element_line(colour = 'red')",
    "panel.border = element_rect(fill = NA)",
    "panel.background = element_rect(fill = 'red')",
    'panel.spacing = unit(2, "cm")',
    "strip.text = element_blank()",
    "strip.text.x = element_blank()",
    "strip.text.y = element_blank()",
    "strip.text.y = element_text(angle = 0)",
    "strip.background = element_rect(fill = 'red')",
    'strip.placement = "inside"',
    "text = element_text(size = 20)",
    "text = element_blank()",
    "title = element_blank()",
    "line = element_blank()",
    "aspect.ratio = 2",
  ]],
  ["P + theme_bw()", "P + theme_bw(@)", ["base_size = 20", 'base_family = "serif"', "20"]],
  ["ggplot(d, aes(x, y)) + geom_line()", "ggplot(d, aes(x, y)) + geom_line(@)", [
    "alpha = 0.3",
    'colour = "red"',
    "linewidth = 2",
    'linetype = "dashed"',
    "shape = 4",
    'fill = "red"',
    'orientation = "y"',
    "arrow = arrow()",
    'lineend = "round"',
  ]],
  [
    "ggplot(d, aes(x, ymin = lo, ymax = y)) + geom_errorbar()",
    "ggplot(d, aes(x, ymin = lo, ymax = y)) + geom_errorbar(@)",
    [
      "alpha = 0.3",
      "width = 0.2",
      'fill = "red"',
    ],
  ],
  ["P + geom_hline(yintercept = 3)", "P + geom_hline(yintercept = 3, @)", [
    "alpha = 0.3",
    'colour = "red"',
    'linetype = "dashed"',
  ]],
  ["ggplot(d, aes(x, y)) + geom_rug()", "ggplot(d, aes(x, y)) + geom_rug(@)", [
    "alpha = 0.3",
    'sides = "t"',
    'length = unit(0.1, "npc")',
    'length = unit(1, "cm")',
  ]],
  [
    "ggplot(e, aes(x)) + geom_histogram(bins = 9)",
    "ggplot(e, aes(x)) + geom_histogram(bins = 9, @)",
    [
      "boundary = 0.1",
      "center = 0.1",
      "width = 0.3",
      "just = 0",
      'colour = "red"',
      "shape = 4",
    ],
  ],
  [
    "ggplot(d, aes(x, y, label = w)) + geom_text()",
    "ggplot(d, aes(x, y, label = w)) + geom_text(@)",
    [
      "nudge_y = 0.4",
      "hjust = 0",
      "vjust = 0",
      "angle = 40",
      'family = "serif"',
      'fontface = "bold"',
      'fill = "red"',
      "size = 6",
    ],
  ],
  [
    "P + annotate('text', x = 3, y = 3, label = 'A')",
    "P + annotate('text', x = 3, y = 3, label = 'A', @)",
    [
      "size = 7",
      "hjust = 0",
      'family = "serif"',
      "shape = 4",
    ],
  ],
];

Deno.test("each argument of the words of pictures acts or is told of", () => {
  const silent: string[] = [];
  for (const [without, withIt, args] of CASES) {
    const bare = seen(without);
    assertEquals(bare.fault, "", without);
    for (const arg of args) {
      const call = withIt.replace("@", () => arg), { shown, said, fault } = seen(call);
      assertEquals(fault, "", call);
      if (shown === bare.shown && said <= bare.said) silent.push(call);
    }
  }
  assertEquals(silent, []);
});

Deno.test("what a theme says of looks is told in one remark", () => {
  const { notes } = page(
    DATA,
    `P + theme(axis.text = element_text(size = 9, face = "bold"), panel.background = element_rect(fill = "grey"),
legend.key.size = unit(1, "cm"), panel.grid.minor = element_blank())`,
  ).blocks[1]!;
  assertEquals(notes.map((n) => n.text), [
    "theme(): face, size of axis.text; fill of panel.background; length of legend.key.size: " +
    "passed over, as looks are the page's",
  ]);
});

Deno.test("an argument that no verb reads is told of", () => {
  const { notes } = page(
    "d <- data.frame(x = 1:3, y = 1:3)\nggplot(d, aes(x, y), environment = NULL) + geom_point()",
  )
    .blocks[0]!;
  assert(notes.some((n) => n.text === "ggplot(): environment is passed over"));
});
