/** Models of which an intercept is all. */
import { assertEquals, assertThrows } from "@std/assert";
import { anova, DiagnosticError, jointTests, lm, lmer, parseTable } from "../../mod.ts";
import { anovaText } from "../../lib/render/text/anova.ts";

const data = parseTable("y,g\n1,a\n2,a\n4,b\n5.5,b\n3,c\n2,c\n");

Deno.test("a model without terms has a table without rows", () => {
  // R 4.2.2, lmerTest 3.1-3: anova(lmer(y ~ 1 + (1 | g)))
  assertEquals(
    anovaText(
      anova(lmer("y ~ 1 + (1 | g)", data), { type: 3, ddf: "satterthwaite", layout: "lmerTest" }),
    ),
    [
      "Type III Analysis of Variance Table with Satterthwaite's method",
      "     Sum Sq Mean Sq NumDF DenDF F value Pr(>F)",
    ],
  );
});

Deno.test("joint tests of a model without terms are refused, as emmeans refuses them", () => {
  assertThrows(() => jointTests(lm("y ~ 1", data)), DiagnosticError, "no factors to test");
});
