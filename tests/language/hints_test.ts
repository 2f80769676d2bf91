/** A hint of the interpreter leads to a word that it has. */
import { assertEquals } from "@std/assert";
import { WORDS } from "../../lib/language/words.ts";

/** Words with a bracket that stand for others. */
const OTHERS = new Set(["f", "x", "df", "c"]);

function* sources(folder: URL): Generator<[path: string, text: string]> {
  for (const entry of Deno.readDirSync(folder)) {
    const url = new URL(entry.isDirectory ? `${entry.name}/` : entry.name, folder);
    if (entry.isDirectory) yield* sources(url);
    else if (entry.name.endsWith(".ts")) yield [entry.name, Deno.readTextFileSync(url)];
  }
}

Deno.test("every word that a text of the interpreter names with brackets is one", () => {
  const unknown: string[] = [];
  for (const [path, source] of sources(new URL("../../lib/language/", import.meta.url))) {
    const code = source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/gm, "");
    for (const [text] of code.matchAll(/"(?:[^"\\\n]|\\.)*"/g)) {
      if (!/[a-z] [a-z]/.test(text)) continue;
      for (const [, word] of text.matchAll(/(?<![\w.$\\])([A-Za-z][\w.]*)[(]/g)) {
        if (!WORDS.has(word!) && !OTHERS.has(word!)) unknown.push(`${path}: ${word} in ${text}`);
      }
    }
  }
  assertEquals(unknown, []);
});
