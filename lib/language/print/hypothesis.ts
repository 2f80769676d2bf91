/**
 * A test of a hypothesis (class `htest`) as R's console prints it.
 *
 * @module
 */
import { formatNumber, formatNumbers } from "../../render/number/number_format.ts";
import { numberText } from "../values/coerce.ts";
import { type ListVector, namesOf, type Value } from "../values/value.ts";
import { padded, type PrintOptions, widthOf } from "./cells.ts";

const SIDES: Readonly<Record<string, string>> = {
  "two.sided": "not equal to",
  less: "less than",
  greater: "greater than",
};

/** Texts one after another, in lines that are not too wide. */
function wrapped(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || widthOf(last) + 1 + widthOf(word) >= width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** `t = 2.1`, of each number of a part. */
function equations(part: Value | null, digits: number): string[] {
  if (part?.type !== "double") return [];
  const cells = formatNumbers(Array.from(part.values), { digits });
  return cells.map((c, k) => `${namesOf(part)?.[k] ?? ""} = ${c.trim()}`);
}

/** A p-value, or that it is next to nothing: the bound has two digits less, and at one no blank before it. */
function pValue(p: number, digits: number): string {
  if (p >= Number.EPSILON || Number.isNaN(p)) return `p-value = ${formatNumber(p, digits)}`;
  const fewer = Math.max(1, digits - 2);
  return `p-value <${fewer === 1 ? "" : " "}${formatNumber(Number.EPSILON, fewer)}`;
}

export function hypothesis(x: ListVector, options: PrintOptions): string[] {
  const names = namesOf(x) ?? [];
  const part = (name: string): Value | null => x.values[names.indexOf(name)] ?? null;
  const said = (name: string): string => {
    const value = part(name);
    return value?.type === "character" ? value.values[0] ?? "" : "";
  };
  const { digits } = options;
  const p = part("p.value");
  const facts = [
    ...equations(part("statistic"), Math.max(1, digits - 2)),
    ...equations(part("parameter"), Math.max(1, digits - 2)),
    ...(p?.type === "double" ? [pValue(p.values[0]!, Math.max(1, digits - 3))] : []),
  ];
  const words = facts.join(", ").split(" ");
  const lines = [
    "",
    `\t${said("method").trim()}`,
    "",
    `data:  ${said("data.name")}`,
    ...wrapped(words, 0.9 * options.width),
    ...alternative(said("alternative"), part("null.value"), digits),
  ];
  const interval = part("conf.int");
  if (interval?.type === "double") {
    const level = interval.attributes?.get("conf.level");
    const percent = level?.type === "double" ? formatNumber(100 * level.values[0]!, 7) : "95";
    const ends = formatNumbers(Array.from(interval.values), { digits });
    const width = ends.reduce((w, e) => Math.max(w, widthOf(e)), 0);
    lines.push(
      `${percent} percent confidence interval:`,
      ` ${ends.map((e) => padded(e, width)).join(" ")}`,
    );
  }
  const estimate = part("estimate");
  if (estimate?.type === "double") {
    return [...lines, "sample estimates:", ...named(estimate, digits), ""];
  }
  return [...lines, ""];
}

function alternative(side: string, null_: Value | null, digits: number): string[] {
  if (side === "") return [];
  if (null_?.type !== "double") return [`alternative hypothesis: ${side}`];
  if (null_.values.length > 1) {
    return [`alternative hypothesis: ${side}`, "null values:", ...named(null_, digits)];
  }
  const value = numberText(null_.values[0]!) ?? "NA";
  return [
    `alternative hypothesis: true ${namesOf(null_)?.[0]} is ${SIDES[side] ?? side} ${value}`,
  ];
}

/** Numbers below their names. */
function named(x: Value & { type: "double" }, digits: number): string[] {
  const cells = formatNumbers(Array.from(x.values), { digits });
  const names = (namesOf(x) ?? []).map((n) => n ?? "");
  const width = [...names, ...cells].reduce((w, t) => Math.max(w, widthOf(t)), 0);
  return [names, cells].map((row) => row.map((t) => `${padded(t, width)} `).join(""));
}
