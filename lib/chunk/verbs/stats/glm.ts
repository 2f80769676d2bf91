/**
 * The verb of stats that fits generalized linear models, and its `family =`: `poisson`, `poisson()`,
 * `poisson(link = "log")`, `"poisson"`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import type { Expr } from "../../../syntax/expr.ts";
import { deparse } from "../../../syntax/deparse.ts";
import { familyNamed } from "../../../model/generalized/families/families.ts";
import { glm } from "../../../model/generalized/glm.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";
import { fitModel } from "./models.ts";

/** Families and links are words, with quotation marks or without. */
function wordOf(expr: Expr | null | undefined): string | null {
  if (expr?.kind === "name") return expr.name;
  return expr?.kind === "string" ? expr.value : null;
}

/** The family that a call asks for, by name and link. */
function familyOf(call: Call): { family: string; link: string | undefined } {
  const given = call.quoted("family");
  if (!given) {
    return fail("no-family", "glm() without a family is R's gaussian", {
      span: call.span,
      hint: "lm() fits normal responses; counts are family = poisson()",
    });
  }
  const span = call.spanOf("family");
  const wrong = (): never =>
    fail("wrong-argument", `${deparse(given)} is no family`, {
      span,
      hint: 'Write poisson(), or poisson(link = "log")',
    });
  const name = wordOf(given);
  if (name !== null) return checked(name, null, span);
  if (given.kind !== "call" || given.form !== "prefix") return wrong();
  const [first, ...more] = given.args;
  const callee = wordOf(given.callee) ?? wrong();
  if (!first) return checked(callee, null, span);
  const link = wordOf(first.value);
  const named = first.name === null || first.name === "link";
  return link === null || !named || more.length > 0 ? wrong() : checked(callee, link, span);
}

function checked(
  name: string,
  link: string | null,
  span: { start: number; end: number },
): { family: string; link: string | undefined } {
  familyNamed(name, link, { span });
  return { family: name, link: link ?? undefined };
}

/** A generalized linear model. */
export const GLM: Verb = verb(
  "glm",
  "formula, family?, data?, weights?, subset?, na.action?, start~, etastart~, mustart~, offset?, " +
    "control~, model~, method!glm.fit, x~, y~, singular.ok?, contrasts?",
  "a generalized linear model, by maximum likelihood: counts",
  (call) => {
    const family = familyOf(call);
    return fitModel(
      call,
      (_, formula, data, options) => glm(formula, data, { ...options, ...family }),
    );
  },
);
