/**
 * Parts and looks of fits, means, tests and the like, as the language asks for them.
 *
 * @module
 */
import type { Span } from "../../diagnostic.ts";
import type { Things } from "../../language/evaluation/things.ts";
import type { Subscript } from "../../language/parts/places.ts";
import {
  inherits,
  type ListVector,
  type Thing,
  type Value as LanguageValue,
} from "../../language/values/value.ts";
import { renderText } from "../../render/render.ts";
import { show } from "../page/show.ts";
import { boundEstimates, isEstimates } from "../values/estimates.ts";
import { asFrame } from "../values/frame.ts";
import { element, type Index, part, subset } from "../values/subset.ts";
import type { Value } from "../values/value.ts";
import { fromLanguage } from "./from_language.ts";
import { toLanguage } from "./to_language.ts";

const contentOf = (x: Thing): Value => x.content as Value;

function indices(at: readonly Subscript[]): Index[] {
  return at.map(({ value, span }) => ({ value: value && fromLanguage(value), span }));
}

/** The things that verbs make. */
export const THINGS: Things = {
  member(x: Thing, name: string, nameSpan: Span): LanguageValue {
    return toLanguage(part(contentOf(x), name, nameSpan));
  },
  element(x: Thing, at: readonly Subscript[], span: Span): LanguageValue {
    const [only, second] = indices(at);
    const target = contentOf(x);
    if (only && second) return toLanguage(subset(target, [only, second], span, true));
    return toLanguage(element(target, only ?? { value: null, span }, span));
  },
  subset(x: Thing, at: readonly Subscript[], drop: boolean | null, span: Span): LanguageValue {
    return toLanguage(subset(contentOf(x), indices(at), span, drop));
  },
  owns(x: LanguageValue): boolean {
    return inherits(x, "emm_list") || inherits(x, "ranef.mer");
  },
  frame(x: Thing): ListVector | null {
    const whole = asFrame(contentOf(x));
    return whole && toLanguage(whole) as ListVector;
  },
  operate(operator: string, a: LanguageValue, b: LanguageValue | null, span: Span) {
    const [first, second] = [fromLanguage(a), b === null ? null : fromLanguage(b)];
    if (operator !== "+" || !isEstimates(first) || second === null || !isEstimates(second)) {
      return null;
    }
    return toLanguage(boundEstimates([{ value: first, span }, { value: second, span }]));
  },
  printed(x: Thing): string[] {
    return renderText(show(contentOf(x))).split("\n");
  },
};
