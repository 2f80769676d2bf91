import { assert, assertEquals } from "@std/assert";
import { renderText } from "../../lib/render/render.ts";
import { page } from "./pages.ts";

/** The chunks of a course chapter as they stand there; only the paths of the files are others. */
const CHUNKS = [
  `# load the data
pigs_crd <- read.csv("data/fecal_crd.csv")
pigs_crd$Day <- as.factor(pigs_crd$Day)
# fit the model
m <- lm(F.Dry.matter ~ Day*Trt, data = pigs_crd)`,
  `car::Anova(m, type = 2, test.statistic = "F")`,
  `library(emmeans)
# get the s.e. by hand
n.reps <- 45
sigma2.hat <- sigma(m)^2
# here you have the s.e.
(se.mu <- sqrt(sigma2.hat/n.reps))`,
  `# get the CI
# get the mean
mu <- as.data.frame(emmeans(m, ~Trt, at = list(Trt = "A")))[,2]
# get the t statistic for the CI
t.star <- qt(p = .975, df = m$df.residual)
(lower.CI_TrtA <- mu - t.star*se.mu)
(upper.CI_TrtA <- mu + t.star*se.mu)`,
  `mg_means <- emmeans(m, ~Trt)
mg_means`,
  `# load the data
pigs_grcbd <- read.csv("data/fecal_grcbd.csv")
pigs_grcbd$Day <- as.factor(pigs_grcbd$Day)
pigs_grcbd$Room <- as.factor(pigs_grcbd$Room)
# fit the model
library(lme4)
m_random <- lmer(F.Dry.matter ~ Day*Trt + (1|Room), data = pigs_grcbd)`,
  `car::Anova(m_random, type = 2, test.statistic = "F")`,
  `m_fixed <- lm(F.Dry.matter ~ Day*Trt + Room, data = pigs_grcbd)
mg_means_fixed <- emmeans(m_fixed, ~Trt, contr = list(c(1, -1, 0, 0, 0, 0)))
mg_means_random <- emmeans(m_random, ~Trt, contr = list(c(1, -1, 0, 0, 0, 0)))`,
  `mg_means_fixed
mg_means_random`,
  `as.data.frame(mg_means_fixed$emmeans) %>%
  mutate(blocks = "fixed") %>%
  bind_rows(as.data.frame(mg_means_random$emmeans) %>%
              mutate(blocks = "random"))`,
  `plot(predict(m), abs(resid(m)))
car::qqPlot(m)
head(mg_means)`,
  `library(tidyverse)
df <- data.frame(Source = c("Diet", "Time", "D x T", "Error", "Total"),
                 df = c(5, 2, 10, 252, 269))
knitr::kable(df, caption = "ANOVA shell")`,
];

const result = page(...CHUNKS);
const texts = result.blocks.map((b) => b.shown.map((s) => renderText(s.value)).join("\n"));

Deno.test("the chunks run as they stand", () => {
  for (const [i, block] of result.blocks.entries()) {
    assertEquals(block.diagnostics, [], CHUNKS[i]);
    assert(!block.failed);
  }
});

/** Whether a line of the text has these words in this order. */
function hasRow(text: string, ...words: string[]): void {
  const found = text.split("\n").some((line) => {
    const parts = line.trim().split(/\s+/);
    return words.every((w, i) => parts[i] === w);
  });
  assert(found, `${words.join(" ")} is not in\n${text}`);
}

// Numbers are those of tests/oracle/seed/check_fecal.out, which R printed.
Deno.test("they print what R prints", () => {
  hasRow(texts[1]!, "Day", "850.7", "2", "8.6720", "0.0002279", "***");
  hasRow(texts[1]!, "Trt", "896.5", "5", "3.6556", "0.0032772", "**");
  hasRow(texts[1]!, "Day:Trt", "673.1", "10", "1.3723", "0.1934086");
  hasRow(texts[1]!, "Residuals", "12360.9", "252");
  assertEquals(texts[2]!.trim(), "[1] 1.044041");
  assertEquals(texts[3]!.trim().split(/\n+/), ["[1] 16.40749", "[1] 20.5198"]);
  hasRow(texts[4]!, "A", "18.5", "1.04", "252", "16.4", "20.5");
  hasRow(texts[4]!, "B", "23.6", "1.04", "252", "21.5", "25.6");
  assert(texts[4]!.includes("Results are averaged over the levels of: Day"));
  hasRow(texts[6]!, "Day", "10.7115", "2", "250", "3.441e-05", "***");
  hasRow(texts[6]!, "Trt", "4.7730", "5", "250", "0.0003483", "***");
  hasRow(texts[6]!, "Day:Trt", "1.1153", "10", "250", "0.3509474");
  hasRow(texts[8]!, "A", "18.5", "1.71", "3.45");
  assertEquals(
    texts[8]!.match(/c\(1, -1, 0, 0, 0, 0\)\s+-5\.13\s+1\.29\s+250\s+-3\.968\s+0\.0001/g)?.length,
    2,
  );
  hasRow(texts[11]!, "1", "Diet", "5");
});

Deno.test("assignments are silent, expressions and bracketed assignments are shown", () => {
  // qqPlot() is a picture and which values it labels
  assertEquals(result.blocks.map((b) => b.shown.length), [0, 1, 1, 2, 1, 0, 1, 0, 2, 1, 4, 1]);
});

Deno.test("what a page shows survives JSON", () => {
  for (const block of result.blocks) {
    for (const { value } of block.shown) {
      const again = JSON.parse(JSON.stringify(value));
      assertEquals(renderText(again), renderText(value));
    }
  }
});

Deno.test("a kable's caption is handed on", () => {
  assertEquals(result.blocks[11]!.shown[0]!.caption, "ANOVA shell");
});
