/** The files that say which names the rooms of words and verbs have, made from the rooms. */
import { AT_HAND, VERB_ROOMS } from "../../lib/chunk/verbs/verbs.ts";
import type { Verb } from "../../lib/chunk/evaluation/verb.ts";
import { ROOMS } from "../../lib/language/rooms.ts";

/** Names in lines, as the inside of a text of several lines. */
function lines(names: readonly string[], indent: string): string {
  const made: string[] = [];
  let line = "";
  for (const name of [...names].sort()) {
    if (indent.length + line.length + 1 + name.length > 96) {
      made.push(line);
      line = "";
    }
    line += line === "" ? name : ` ${name}`;
  }
  return [...made, line].map((l) => `${indent}${l.replaceAll("`", "\\`")}`).join("\n");
}

const key = (name: string): string => /^[A-Za-z_]\w*$/.test(name) ? name : `"${name}"`;

const HEAD = `/**
 * Which names the rooms have, so that nobody need load one to know. Written by
 * \`deno run --allow-read --allow-write tests/chunk/verbs_page.ts\`.
 *
 * @module
 */
`;

async function ofLanguage(): Promise<string> {
  const rooms = await Promise.all(
    [...ROOMS].map(async ([room, { words }]) => {
      const names = (await words.obtain()).map(({ name }) => name);
      return `  ${key(room)}: \`\n${lines(names, "    ")}\n  \`,\n`;
    }),
  );
  return `${HEAD}
/** Names by room. */
export const NAMES: Readonly<Record<string, string>> = {
${rooms.join("")}};
`;
}

/** Names of verbs by R's package, as lines of a record. */
function byPackage(verbs: readonly Verb[], indent: string): string {
  const found = new Map<string, string[]>();
  for (const { name, package: own = "" } of verbs) {
    found.set(own, [...found.get(own) ?? [], name]);
  }
  return [...found].sort().map(([own, names]) =>
    `${indent}${own === "" ? '""' : key(own)}: \`\n${lines(names, `${indent}  `)}\n${indent}\`,\n`
  ).join("");
}

async function ofVerbs(): Promise<string> {
  const rooms = await Promise.all(
    [...VERB_ROOMS].map(async ([room, { words }]) =>
      `  ${key(room)}: {\n${byPackage(await words.obtain(), "    ")}  },\n`
    ),
  );
  return `${HEAD}
/** Names of what is at hand without a room, by R's package; "" is R itself. */
export const AT_HAND: Readonly<Record<string, string>> = {
${byPackage(AT_HAND, "  ")}};

/** Names by room and by R's package; "" is R itself. */
export const NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
${rooms.join("")}};
`;
}

/** The files and what stands in them. */
export async function namesFiles(): Promise<[URL, string][]> {
  const [language, verbs] = await Promise.all([ofLanguage(), ofVerbs()]);
  return [
    [new URL("../../lib/language/names.ts", import.meta.url), language],
    [new URL("../../lib/chunk/verbs/names.ts", import.meta.url), verbs],
  ];
}
