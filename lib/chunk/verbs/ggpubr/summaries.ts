/**
 * Summaries that `add =` puts on pictures of `ggpubr`: their middles and what they reach to.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { suggestion } from "../../../syntax/nearest.ts";
import type { Sentence } from "./sentence.ts";
import { named } from "./composing.ts";

const about = (middle: string, reach: string): string =>
  `fun.data = function(v) { m <- ${middle}(v); r <- ${reach}; c(y = m, ymin = m - r, ymax = m + r) }`;

/** The middle of each summary, and how its reach is computed; a range is greatest less least. */
const SUMMARIES: Readonly<Record<string, readonly [middle: string, reach: string | null]>> = {
  mean: ["mean", null],
  median: ["median", null],
  mean_se: ["mean", "fun.data = mean_se"],
  mean_sd: ["mean", "fun.data = mean_sdl, fun.args = list(mult = 1)"],
  mean_ci: ["mean", "fun.data = mean_cl_normal"],
  mean_range: ["mean", about("mean", "max(v) - min(v)")],
  median_iqr: ["median", about("median", "IQR(v)")],
  median_hilow: ["median", "fun.data = median_hilow"],
  median_q1q3: [
    "median",
    "fun.data = function(v) c(y = median(v), ymin = quantile(v, 0.25, names = FALSE), ymax = quantile(v, 0.75, names = FALSE))",
  ],
  median_mad: ["median", about("median", "mad(v)")],
  median_range: ["median", about("median", "max(v) - min(v)")],
};

const OTHERS = ["jitter", "dotplot", "point", "boxplot", "violin"];

/** The middle that bars and lines show, of the summaries that are added; null for the data themselves. */
export function middleOf(sentence: Sentence): string | null {
  const found = sentence.added().find((a) => Object.hasOwn(SUMMARIES, a));
  return found ? SUMMARIES[found]![0] : null;
}

/**
 * Layers of what is added.
 *
 * @param usual how summaries are drawn unless `error.plot` says it
 * @param place where things of one x stand
 */
export function addedLayers(
  sentence: Sentence,
  usual: "pointrange" | "errorbar",
  place: string,
  others = true,
): string[] {
  const { call } = sentence;
  const columns = sentence.groups;
  const grouped = columns.length === 0 ? [] : [
    `group = ${columns.length === 1 ? named(columns[0]!) : `interaction(${columns.map(named)})`}`,
  ];
  const error = call.choice(
    "error.plot",
    ["pointrange", "linerange", "crossbar", "errorbar"],
    usual,
  );
  return sentence.added().flatMap((name): string[] => {
    const summary = SUMMARIES[name.replace(/_$/, "")];
    const look = sentence.looks(["color"], { color: '"black"' }, grouped) +
      sentence.more("color") + sentence.more("size");
    if (summary) {
      const [middle, reach] = summary;
      if (reach === null) {
        return usual === "errorbar"
          ? []
          : [`stat_summary(${look}, fun = ${middle}, geom = "point", position = ${place})`];
      }
      const width = error === "errorbar" ? sentence.more("width", "0.1") : "";
      return [`stat_summary(${look}, ${reach}, geom = "${error}"${width}, position = ${place})`];
    }
    if (!others || !OTHERS.includes(name)) {
      const hint = suggestion(name, [...Object.keys(SUMMARIES), ...(others ? OTHERS : [])]);
      return fail("wrong-argument", `${call.verb.name}() adds no "${name}"`, {
        span: call.spanOf("add"),
        hint: hint ?? `One of ${Object.keys(SUMMARIES).join(", ")}, jitter`,
      });
    }
    const alpha = sentence.more("alpha");
    switch (name) {
      case "jitter": {
        const apart = columns.some((c) => c !== call.text("x"));
        return [
          `geom_point(${look}${alpha}, position = ${
            apart
              ? "position_jitterdodge(jitter.width = 0.2, jitter.height = 0, dodge.width = 0.8, seed = 123)"
              : "position_jitter(width = 0.2, height = 0, seed = 123)"
          })`,
        ];
      }
      case "point":
        return [`geom_point(${look}${alpha}, position = ${place})`];
      case "dotplot":
        return [
          `geom_dotplot(${look}${alpha}${sentence.more("fill", '"black"')}${
            sentence.more("binwidth")
          }, binaxis = "y", stackdir = "center", position = ${place})`,
        ];
      case "boxplot":
        return [
          `geom_boxplot(${
            sentence.looks(["color", "fill"], { color: '"black"', fill: '"white"' })
          }${sentence.more("width", "0.2")}, position = ${place})`,
        ];
      default:
        return [
          `geom_violin(${
            sentence.looks(["color", "fill"], { color: '"black"', fill: '"white"' })
          }, position = ${place})`,
        ];
    }
  });
}
