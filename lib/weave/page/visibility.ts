/**
 * Who sees a container or a span, and what there is to say of their classes and attributes. What
 * may be an answer never shows because a word of it was not known.
 *
 * @module
 */
import { addAll } from "../../lists.ts";
import { nearest, suggestion } from "../../syntax/nearest.ts";
import type { Attributes } from "./attributes.ts";
import { kindOf, PREFIXES } from "./label.ts";
import { panelOf, STATEMENTS } from "./statements.ts";
import type { SpanMeta } from "../rules/span.ts";
import type { Fault } from "./source.ts";
import {
  CALLOUTS,
  CONTAINER_ATTRIBUTES,
  CONTAINER_CLASSES,
  FOREIGN_CLASSES,
  FOREIGN_PREFIXES,
  MEANT_PREFIXES,
  PRIVATE_CLASSES,
  SPANS,
} from "./vocabulary.ts";

/** For whom a book is built. */
export type Audience = "all" | "student";

/** Every audience. */
export const AUDIENCES: readonly Audience[] = ["all", "student"];

const CONDITION = /^(when|unless)-(profile|format|meta)$/;

/** Audiences from which a container or a span is kept. */
export function visibilityOf({ classes, values }: Attributes): readonly Audience[] {
  if (classes.includes("solution")) return ["student"];
  const hidden = classes.includes("content-hidden");
  if (!hidden && !classes.includes("content-visible")) return [];
  const conditions = Object.entries(values).filter(([name]) => name !== "title");
  return AUDIENCES.filter((audience) => {
    const holds = conditions.map(([name, value]) => conditionHolds(name, value, audience));
    // What cannot be decided is kept from everyone; that it is so is a fault.
    if (holds.includes(null)) return true;
    return hidden ? !holds.includes(false) : holds.includes(false);
  });
}

/** Whether a condition holds; null for one that nothing here decides. */
function conditionHolds(name: string, value: string, audience: Audience): boolean | null {
  const match = CONDITION.exec(name);
  if (!match) return null;
  const truth = match[2] === "profile"
    ? value === "student" ? audience === "student" : null
    : match[2] === "format"
    ? FORMATS.get(value.split(":")[0] ?? "") ?? null
    : null;
  return truth === null ? null : match[1] === "when" ? truth : !truth;
}

/** Formats of Quarto and whether a page is of that format. */
const FORMATS: ReadonlyMap<string, boolean> = new Map([
  ["html", true],
  ["html5", true],
  ...("pdf latex beamer docx odt pptx epub revealjs slidy typst gfm commonmark markdown ipynb jats context rtf"
    .split(" ").map((name): [string, boolean] => [name, false])),
]);

/** Whether one audience is kept from something. */
export function isHidden(hiddenFrom: readonly Audience[], audience: Audience): boolean {
  return hiddenFrom.includes(audience);
}

/** What a book knows besides our words. */
interface Known {
  ownClasses: ReadonlySet<string>;
}

/** What there is to say of the braces of `[words]{…}`. */
export function spanFaults({ attributes }: SpanMeta, { ownClasses }: Known): Fault[] {
  const known = [...Object.keys(SPANS), "content-hidden", "content-visible", "solution"];
  return [
    ...attributes.classes.flatMap((name) =>
      known.includes(name) || ownClasses.has(name)
        ? []
        : unknownClass(name, "words in brackets", known)
    ),
    ...conditionFaults(attributes),
  ];
}

/** What there is to say of the braces of `::: {…}`. */
export function containerFaults(attributes: Attributes, { ownClasses }: Known): Fault[] {
  const { classes, values } = attributes;
  const faults: Fault[] = [];
  const known = [...CONTAINER_CLASSES, ...Object.keys(CALLOUTS)];
  for (const name of classes) {
    if (known.includes(name) || ownClasses.has(name)) continue;
    const foreign = FOREIGN_CLASSES[name];
    addAll(
      faults,
      foreign === undefined ? unknownClass(name, "a container", known) : [{
        code: "unknown-class",
        severity: "warning" as const,
        message: `A container ".${name}" means nothing here`,
        hint: foreign,
      }],
    );
  }
  const conditional = classes.some((name) => /^content-(hidden|visible)$/.test(name));
  for (const key of Object.keys(values)) {
    if (conditional || CONTAINER_ATTRIBUTES.has(key)) continue;
    faults.push({
      code: "unknown-attribute",
      severity: "warning",
      message: `"${key}" says nothing of a container here`,
      hint: suggestion(key, [...CONTAINER_ATTRIBUTES], "Known are"),
    });
  }
  return [...faults, ...conditionFaults(attributes), ...labelFaults(attributes)];
}

/** A class that nothing knows; one that may have been meant to hide something is an error. */
function unknownClass(name: string, of: string, known: readonly string[]): Fault[] {
  const near = nearest(name, [...PRIVATE_CLASSES, ...known]);
  const grave = PRIVATE_CLASSES.has(name) || near !== null && PRIVATE_CLASSES.has(near);
  return [{
    code: "unknown-class",
    severity: grave ? "error" : "warning",
    message: `The class "${name}" of ${of} means nothing here`,
    hint: grave
      ? near !== null && known.includes(near)
        ? `Did you mean "${near}"?`
        : "Students do not see `::: {.solution}`"
      : near !== null
      ? `Did you mean "${near}"?`
      : "A style sheet of your own (`style:` in book.yml) may have rules for a class",
  }];
}

function conditionFaults({ classes, values }: Attributes): Fault[] {
  if (!classes.some((name) => /^content-(hidden|visible)$/.test(name))) return [];
  return Object.entries(values).flatMap(([name, value]): Fault[] => {
    if (name === "title" || conditionHolds(name, value, "all") !== null) return [];
    const profile = /-profile$/.test(name) && CONDITION.test(name);
    return [{
      code: "unknown-condition",
      message: profile
        ? `There is no profile "${value}" here, so this is kept from everyone`
        : CONDITION.test(name)
        ? `Nothing here decides ${name}="${value}", so this is kept from everyone`
        : `"${name}" is no condition, so this is kept from everyone`,
      hint: profile || CONDITION.test(name)
        ? 'Known are when-profile="student", which is a build with --audience student, and when-format="html"'
        : suggestion(name, [
          "when-profile",
          "unless-profile",
          "when-format",
          "unless-format",
        ], "Conditions are"),
    }];
  });
}

/** A label that begins with a word of another system, or nearly with one of ours. */
function labelFaults({ id, classes }: Attributes): Fault[] {
  const stated = STATEMENTS.has(kindOf(id ?? "") ?? "") || panelOf({ id, classes }) !== null;
  if (id === null || stated || id === "refs") return [];
  const [prefix = "", ...name] = id.split("-");
  if (name.length === 0) return [];
  const foreign = FOREIGN_PREFIXES[prefix];
  if (foreign !== undefined) {
    return [{
      code: "unknown-label-kind",
      severity: "warning",
      message: `"${id}": there are no labels of ${foreign} here, so this has no number`,
      hint: "Exercises, examples and theorems have one: `::: {#exr-name}`",
    }];
  }
  const kind = kindOf(id);
  if (kind !== null) {
    return [{
      code: "unknown-label-kind",
      severity: "warning",
      message: `A container is no ${kind}, so "${id}" has no number`,
      hint:
        `Label the ${kind} itself; containers that have a number are exercises, {#exr-name}, and the like`,
    }];
  }
  const meant = MEANT_PREFIXES[prefix] ?? nearest(prefix, Object.keys(PREFIXES));
  if (meant === null) return [];
  return [{
    code: "unknown-label-kind",
    severity: "warning",
    message: `Labels do not begin with "${prefix}-"`,
    hint: `Did you mean "${meant}-${name.join("-")}"?`,
  }];
}
