/**
 * A right and a wrong use of each word of base graphics.
 */
import { VERB_GROUPS } from "./words.ts";

type Case = [string, string | RegExp, string, string];

/** What is drawn, and what is said of it. */
const USES: Readonly<Record<string, [string, string | RegExp]>> = {
  boxplot: [
    "boxplot(breaks ~ tension, data = warp)",
    "Figure (sheet): Box plots of breaks against tension",
  ],
  barplot: ["barplot(c(a = 1, b = 2))", "Figure (sheet): Bars"],
  hist: ["hist(warp$breaks)", /^Figure \(sheet\): Histogram of warp\$breaks: a histogram/],
  curve: ["curve(x^2, 0, 1)", "Figure (sheet): Lines and a curve of x^2 against x"],
  qqnorm: ["qqnorm(warp$breaks)", /^Figure \(sheet\): Normal Q-Q Plot/],
  qqplot: ["qqplot(1:3, 2:5)", "Figure (sheet): Points of 2:5 against 1:3"],
  matplot: ["matplot(matrix(1:6, 3))", "Figure (sheet): Points of matrix(1:6, 3)"],
  stripchart: ["stripchart(breaks ~ tension, data = warp)", /^Figure \(sheet\): Points/],
  dotchart: ["dotchart(c(a = 1, b = 2))", "Figure (sheet): Points"],
  "interaction.plot": [
    "interaction.plot(warp$tension, warp$wool, warp$breaks)",
    "Figure (sheet): Lines of mean of warp$breaks against warp$tension; a key tells B and A apart",
  ],
  pie: ["pie(c(a = 1, b = 2))", "Figure (sheet): Slices of a pie"],
  mosaicplot: [
    "mosaicplot(~ wool + tension, data = warp)",
    /^Figure \(sheet\): .*[Tt]iles as large as the counts of tension against wool/,
  ],
  spineplot: [
    "spineplot(wool ~ breaks, data = warp)",
    "Figure (sheet): Strips of shares of wool against breaks",
  ],
  cdplot: [
    "cdplot(factor(wool) ~ breaks, data = warp)",
    "Figure (sheet): Areas of shares of factor(wool) against breaks",
  ],
  sunflowerplot: [
    "invisible(sunflowerplot(c(1, 1, 2), c(1, 1, 3)))",
    "Figure (sheet): Points and leaves that count equal points of c(1, 1, 3) against c(1, 1, 2)",
  ],
  symbols: [
    "symbols(1:3, 3:1, circles = 1:3, inches = 0.2)",
    "Figure (sheet): Circles of several sizes of 3:1 against 1:3",
  ],
  "scatter.smooth": ["scatter.smooth(1:9, (1:9)^2)", /^Figure \(sheet\): Points and a smooth line/],
  "plot.new": ["plot.new()", "Figure (sheet): An empty panel"],
  frame: ["frame()", "Figure (sheet): An empty panel"],
  par: ["par('mfrow')", "[1] 1 1"],
  layout: ["layout(matrix(1:2, 1)); plot(1); plot(2)", /^Figure \(sheet\): 2 panels/],
  "plot.window": ["plot.new(); plot.window(c(0, 1), c(0, 9))", "Figure (sheet): An empty panel"],
  palette: ["palette()[2]", '[1] "#DF536B"'],
  desplot: ["desplot(breaks ~ replicate + k, data = field)", /^Figure/],
  ggdesplot: ["ggdesplot(breaks ~ replicate + k, data = field)", /^Figure/],
  biplot: ["biplot(prcomp(women))", /Arrows|texts/i],
  screeplot: ["screeplot(prcomp(women))", /Bars/i],
  "rect.hclust": [
    "plot(hclust(dist(women))); rect.hclust(hclust(dist(women)), k = 3)",
    /tree of clusters/i,
  ],
};

/** Words that add to a picture: what they are given, and what is said of it. */
const ADDED: Readonly<Record<string, [string, string]>> = {
  lines: ["1:3, 3:1", "lines"],
  points: ["1:3, 3:1", "points"],
  matlines: ["1:3, cbind(1:3, 3:1)", "lines"],
  matpoints: ["1:3, cbind(1:3, 3:1)", "points"],
  abline: ["h = 2", "straight lines"],
  qqline: ["1:3", "a line through the quartiles"],
  segments: ["1, 1, 2, 2", "segments"],
  arrows: ["1, 1, 2, 2", "arrows"],
  rect: ["1, 1, 2, 2", "rectangles"],
  polygon: ["c(1, 2, 2), c(1, 1, 2)", "areas"],
  text: ["2, 2, 'a'", "texts"],
  mtext: ["'a'", ""],
  axis: ["4", ""],
  title: ["'a'", ""],
  box: ["", ""],
  grid: ["", ""],
  rug: ["1:3", "a rug"],
  legend: ["'top', 'a', pch = 1", ""],
};

/** Every word of base graphics. */
export const GRAPHICS: Case[] = VERB_GROUPS.graphics!.map(({ name }): Case => {
  const added = ADDED[name];
  if (added) {
    const [given, said] = added;
    const alone = said === "" || said === "points";
    const words = name === "title" ? "A: an empty panel" : alone ? said || "an empty panel" : said;
    const text = words.charAt(0).toUpperCase() + words.slice(1);
    const wrong = given === "" ? "nonsense = 1" : `${given}, nonsense = 1`;
    return [
      `plot(1:3, 1:3, type = 'n', xlab = '', ylab = ''); ${name}(${given})`,
      name === "legend" ? /a key tells a apart/ : new RegExp(`${text}$`, "i"),
      `plot(1:3); ${name}(${wrong})`,
      "unknown-argument",
    ];
  }
  const use = USES[name]!;
  const wrong = use[0].replace(`${name}(`, `${name}(nonsense = 1, `).replace(", )", ")");
  return [use[0], use[1], wrong, "unknown-argument"];
});
