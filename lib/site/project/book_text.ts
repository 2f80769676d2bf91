/**
 * `book.yml` of a book that is taken over.
 *
 * @module
 */
import { VERSION } from "../../version.ts";
import type { Listed } from "./project.ts";

/** A text as YAML and JSON both read it. */
const quoted = (value: unknown): string => JSON.stringify(value);

/** Names of pages in lines of their own. */
function listed(names: readonly string[], indent: string): string {
  return names.map((name) => `${indent}- ${quoted(name)}\n`).join("");
}

/** The text of `book.yml`. */
export function bookText(
  settings: Readonly<Record<string, unknown>>,
  chapters: readonly Listed[],
  appendices: readonly string[],
): string {
  const lines: string[] = [];
  for (const [key, value] of Object.entries(settings)) {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      lines.push(`${key}:\n`);
      for (const [name, each] of Object.entries(value)) {
        lines.push(`  ${quoted(name)}: ${quoted(each)}\n`);
      }
    } else lines.push(`${key}: ${quoted(value)}\n`);
  }
  lines.push("chapters:\n");
  for (const each of chapters) {
    lines.push(
      typeof each === "string"
        ? `  - ${quoted(each)}\n`
        : `  - part: ${quoted(each.part)}\n    chapters:\n${listed(each.chapters, "      ")}`,
    );
  }
  if (appendices.length > 0) lines.push(`appendices:\n${listed(appendices, "  ")}`);
  lines.push(
    "# Faults stand in the pages; say stop, or leave this out, once the book has none.\n",
    "faults: show\n",
    `heddle: ${VERSION}\n`,
  );
  return lines.join("");
}
