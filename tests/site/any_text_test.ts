import { assert } from "@std/assert";
import { compileSite } from "../../lib/site/build/compile_site.ts";
import { bookPath, MemoryWorld } from "./memory_world.ts";

const PIECES = [
  "```",
  ":::",
  "$",
  "$$",
  "{#",
  "}",
  "[@",
  "]",
  "`r ",
  "@tbl-",
  "|",
  "---\n",
  "<",
  ">",
  "\\[",
  "\n\n",
  "    ",
  "- ",
  "[^",
  "^[",
  "](",
  "![",
  "\\@ref(",
  "#",
  "%",
  '"',
  ":",
  "\0",
  "```model\n",
  "../",
  "^",
  "~",
  "`",
  "\\begin{align}\n",
  "\\end{align}",
  "\\label{eq:a}",
  "\\newcommand{\\a}{",
  "\n\n(ref:a) ",
  "(ref:a)",
  "{{< ",
  "]{.content-hidden ",
  "{.solution ",
  "+---+---+\n",
  "--- ---\n",
  "> [!NOTE]\n",
  "```{r, ",
  "```{block}\n",
  "#| echo=",
  "`r x`",
];

/** A sequence of numbers in [0, 1) that is the same in every run. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1664525 + 1013904223) >>> 0) / 4294967296;
}

Deno.test("whatever is written, a build ends with faults that have their places", async () => {
  const random = sequence(20261122);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const root = bookPath("plain");
  const names = ["01-words.md", "02-signs.md", "notes.md", "book.yml"];
  for (let run = 0; run < 120; run++) {
    const name = pick(names);
    let text = Deno.readTextFileSync(`${root}/${name}`);
    for (let change = 0; change < 3; change++) {
      const at = Math.floor(random() * text.length);
      const gone = random() < 0.5 ? Math.floor(random() * 20) : 0;
      text = text.slice(0, at) + (random() < 0.8 ? pick(PIECES) : "") + text.slice(at + gone);
    }
    const world = new MemoryWorld();
    world.write(`${root}/${name}`, text);
    const { diagnostics } = await compileSite(world, { root, output: "/nowhere/site" });
    for (const d of diagnostics) {
      const said = `${d.code}: ${d.message}\n${text}`;
      assert(!/internal/.test(d.code) && !/undefined|NaN/.test(d.message), said);
      assert(d.file !== undefined && d.line !== undefined && d.excerpt !== undefined, said);
    }
  }
});
