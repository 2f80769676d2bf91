import { assertEquals } from "@std/assert";
import { withPackages } from "../../lib/weave/resolve/r_packages.ts";

const head = (script: string): string[] =>
  [...withPackages(script).matchAll(/^library\((\w+)\)$/gm)].map((m) => m[1]!);

Deno.test("a script loads the packages whose functions it calls", () => {
  assertEquals(head("m <- lmer(y ~ x + (1 | g), d)\nAnova(m)"), ["lme4", "car"]);
  assertEquals(head("d %>% mutate(a = 1)"), ["dplyr"]);
  assertEquals(head('d <- "d.csv" |> read_csv2()'), ["readr"]);
  assertEquals(head('d <- read_rds("d.rds")'), ["readr"]);
  assertEquals(head('d <- read.csv2("d.csv")'), []);
  assertEquals(head('kable(joint_tests(m)); filter(read.csv(here("d.csv")), a > 1)'), [
    "here",
    "dplyr",
    "emmeans",
    "knitr",
  ]);
  assertEquals(head("m <- lmer(y ~ x + (1 | g), d)\nanova(m)"), ["lme4", "lmerTest"]);
});

Deno.test("what broom tells of mixed models is in a package of its own", () => {
  assertEquals(head("tidy(lm(y ~ x, d))"), ["broom"]);
  assertEquals(
    [...withPackages("tidy(lmer(y ~ x + (1 | g), d))").matchAll(/^library\(([\w.]+)\)$/gm)]
      .map((m) => m[1]),
    ["lme4", "broom", "broom.mixed"],
  );
});

Deno.test("named packages, comments and longer names ask for nothing", () => {
  assertEquals(head("car::Anova(m)\n# emmeans(m)\nmy.pairs(x)\nlm(y ~ x)"), []);
});

Deno.test("what the author loads comes first, and once", () => {
  assertEquals(
    withPackages("library(emmeans)\na <- 1\nlibrary(emmeans)\nemmeans(m, ~ x)"),
    [
      "library(emmeans)",
      "",
      "a <- 1",
      "emmeans(m, ~ x)",
    ].join("\n"),
  );
});
