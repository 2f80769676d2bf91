/**
 * The verbs that fit generalized linear models, and `family =`: `poisson`, `poisson()`,
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
export function wordOf(expr: Expr | null | undefined): string | null {
  if (expr?.kind === "name") return expr.name;
  return expr?.kind === "string" ? expr.value : null;
}

/** A family that a call asks for, by name and link. */
export interface AskedFamily {
  family: string;
  link: string | undefined;
}

/**
 * The family that a call asks for; R's gaussian if it names none.
 *
 * @param check throws where there is no such family or link
 */
export function familyOf(
  call: Call,
  check: (name: string, link: string | null, place: { span: Expr }) => unknown,
): AskedFamily {
  const given = call.quoted("family");
  if (!given) return { family: "gaussian", link: undefined };
  const span = given;
  const wrong = (): never =>
    fail("wrong-argument", `${deparse(given)} is no family`, {
      span: call.spanOf("family"),
      hint: 'Write poisson(), or poisson(link = "log")',
    });
  const checked = (family: string, link: string | null): AskedFamily => {
    check(family, link, { span });
    return { family, link: link ?? undefined };
  };
  const name = wordOf(given);
  if (name !== null) return checked(name, null);
  if (given.kind !== "call" || given.form !== "prefix") return wrong();
  const [first, ...more] = given.args;
  const callee = wordOf(given.callee) ?? wrong();
  if (!first) return checked(callee, null);
  const link = wordOf(first.value);
  const named = first.name === null || first.name === "link";
  return link === null || !named || more.length > 0 ? wrong() : checked(callee, link);
}

/** A generalized linear model. */
export const GLM: Verb = verb(
  "glm",
  "formula, family?, data?, weights?, subset?, na.action?, start~, etastart~, mustart~, offset?, " +
    "control~, model~, method!glm.fit, x~, y~, singular.ok?, contrasts?",
  "a generalized linear model, by maximum likelihood: counts, proportions, measurements",
  (call) => {
    const family = familyOf(
      call,
      (name, link) => familyNamed(name, link, { span: call.spanOf("family") }),
    );
    return fitModel(
      call,
      (_, formula, data, options) => glm(formula, data, { ...options, ...family }),
    );
  },
);
