/**
 * Distributions are called in running text as the field writes them, not as R names its families.
 */
import { assert, assertEquals } from "@std/assert";
import { aDistribution, distributionName } from "../../lib/model/distribution_name.ts";
import { FAMILY_NAMES } from "../../lib/model/generalized/families/families.ts";
import { RANDOM_FAMILY_NAMES } from "../../lib/model/generalized/series/random_families.ts";
import { runPage } from "../cases/run_page.ts";

/** Names of R's that are no words. */
const CODE = /[._A-Z0-9]|poisson|gaussian|nbinom|beta[a-z]/;

Deno.test("every family has a name that is a word", () => {
  const words = [...FAMILY_NAMES, ...RANDOM_FAMILY_NAMES, "Negative Binomial(2.31)"].map((f) =>
    distributionName(f).replace(/Poisson|Gaussian|Tweedie|Student|Conway|Maxwell/g, "")
  );
  assertEquals(words.filter((w) => CODE.test(w)), []);
  assertEquals(distributionName("Negative Binomial(2.31)"), "negative binomial");
  assertEquals(distributionName("truncated_poisson"), "truncated Poisson");
  assertEquals(aDistribution("inverse.gaussian"), "an inverse Gaussian");
});

const DATA =
  `d <- data.frame(y = c(3, 5, 2, 8, 4, 1, 0, 6, 2, 7, 3, 5), z = c(0, 9, 1, 20, 3, 1, 7, 0, 2, 15, 4, 2),
  trt = factor(rep(c("A", "B", "C"), 4)), block = factor(rep(1:4, each = 3)))`;

const SHELLS: Readonly<Record<string, string>> = {
  "glmer(y ~ trt + (1 | block), family = poisson, data = d)": "it is the Poisson distribution",
  "glmer(cbind(y, 10 - y) ~ trt + (1 | block), family = binomial, data = d)":
    "it is the binomial distribution",
  "glmmTMB(y ~ trt + (1 | block), family = nbinom2, data = d)":
    "it is the negative binomial distribution",
  'glmmTMB(y + 1 ~ trt + (1 | block), family = Gamma(link = "log"), data = d)':
    "it is the gamma distribution",
  "glmmTMB(cbind(y, 10 - y) ~ trt + (1 | block), family = betabinomial, data = d)":
    "it is the beta-binomial distribution",
  "glmmTMB((y + 1) / 10 ~ trt + (1 | block), family = beta_family(), data = d)":
    "it is the beta distribution",
  "glm.nb(z ~ trt, data = d)": "it is the negative binomial distribution",
};

Deno.test("the remark below a shell names the distribution", async () => {
  for (const [call, words] of Object.entries(SHELLS)) {
    const { text, faults } = await runPage(
      `# T\n\n\`\`\`model\n${DATA}\nshell(${call})\n\`\`\`\n`,
      new URL("./", import.meta.url),
    );
    assertEquals(faults.filter((f) => f.startsWith("error")), []);
    assert(text.includes(words), `${call}: ${text}`);
  }
});
