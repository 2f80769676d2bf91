/** Which results hold rows of data, and are not kept where the data are not published. */
import { assert, assertEquals } from "@std/assert";
import { bookOf } from "../memory_world.ts";
import { randomFrom } from "../../long/random.ts";
import { build, ROOT, storedFiles } from "./ledger_book.ts";

const random = randomFrom(3);
const ROWS = ["A", "B", "C", "D", "E", "F"].flatMap((block) =>
  ["ctl", "low", "high", "top"].map((trt, dose) =>
    `${block},${trt},${(20.13 + 2 * dose + 6 * random()).toFixed(2)},${dose}`
  )
);

/** Results that hold rows, or a number for each of them. */
const HOLD = [
  "str(d)",
  "print(d$gain)",
  'd[d$Trt == "ctl", ]',
  "d[2, ]",
  "dplyr::filter(d, gain > 23)",
  "tibble::as_tibble(d)",
  "dplyr::glimpse(d)",
  "round(d$gain[1:5], 1)",
  "sort(d$gain)[1:4]",
  'd$gain[d$Block == "B"]',
  "split(d$gain, d$Trt)",
  "tapply(d$gain, list(d$Block, d$Trt), mean)",
  "residuals(m)[3:6]",
  "paste(d$gain)",
  'cat(d$gain[1:6], "\\n")',
  "fitted(m)",
  "matrix(d$gain, 6)",
  "t(head(d$gain))",
  "as.list(d[1, ])",
  "head(log(d$gain))",
  "head(d$gain * 2)",
  "scale(d$gain)[2:6]",
  "stem(d$gain)",
  "knitr::kable(head(d))",
  "boxplot(gain ~ Trt, data = d)",
  "plot(d$dose, d$gain)",
  "plot(m)",
  "qqnorm(resid(m))",
  "ggplot(d, aes(dose, gain)) + geom_point()",
  "ggplot(d, aes(Trt, log(gain))) + geom_jitter()",
  "plot(emmeans(m, ~ Trt))",
];

/** Results that hold none: estimates, tests, means, summaries. */
const KEEP = [
  "aggregate(gain ~ Trt, d, mean)",
  "table(d$Trt)",
  "ranef(m)",
  "coef(m)",
  "summary(m)",
  "anova(m)",
  "VarCorr(m)",
  "vcov(m)",
  "emmeans(m, pairwise ~ Trt)",
  "with(d, tapply(gain, Trt, sd))",
  "dplyr::summarise(dplyr::group_by(d, Trt), mean = mean(gain), n = dplyr::n())",
  "cor(d$gain, d$dose)",
  "ggplot(as.data.frame(emmeans(m, ~ Trt)), aes(Trt, emmean)) + geom_point()",
  "equation(m)",
  "nrow(d)",
];

Deno.test("results that hold rows of data are known, and those that hold none", async () => {
  const first = `# Rows

\`\`\`model
library(ggplot2)
library(emmeans)
library(lme4)
d <- read.csv("d.csv", stringsAsFactors = TRUE)
m <- lmer(gain ~ Trt + (1 | Block), data = d)
\`\`\`
`;
  const { world } = bookOf({
    "book.yml": "title: Rows\npublish-data: false\n",
    "01-rows.md": first +
      [...HOLD, ...KEEP].map((code) => `\n\`\`\`model\n${code}\n\`\`\`\n`).join(""),
    "d.csv": `Block,Trt,gain,dose\n${ROWS.join("\n")}\n`,
  });
  const { errors } = await build(world, "site", { updateLedger: true });
  assertEquals(errors, []);
  const ledger = world.readText(`${ROOT}/results.lock.json`);
  const { values } = (JSON.parse(ledger) as {
    pages: Record<string, { values: Record<string, { rows?: true }> }>;
  }).pages["01-rows.md"]!;
  const names = Object.keys(values);
  const short = (code: string) => code.length <= 72 ? code : `${code.slice(0, 71)}…`;
  assertEquals(HOLD.map(short).filter((name) => !values[name]?.rows), []);
  assertEquals(names.filter((name) => values[name]!.rows && KEEP.map(short).includes(name)), []);
  // no three numbers of the data are to be found in one result
  const gains = ROWS.map((row) => Number(row.split(",")[2]));
  const [stored] = storedFiles(world).map((path) => world.readText(path));
  for (
    const block of (JSON.parse(stored!) as { blocks: { code: string; shown: unknown }[] }).blocks
  ) {
    const numbers = new Set((JSON.stringify(block.shown).match(/-?\d+\.\d+/g) ?? []).map(Number));
    assert(gains.filter((gain) => numbers.has(gain)).length < 3, block.code);
  }
});
