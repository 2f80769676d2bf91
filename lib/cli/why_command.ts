/**
 * `why`: what a value of a book follows from, and why it was made when it was.
 *
 * @module
 */
import { fail } from "../diagnostic.ts";
import { CacheFolder } from "../site/cache/cache_folder.ts";
import { type WhyBlock, WhyBook, type WhyPage } from "../site/cache/why_book.ts";
import { nearest } from "../syntax/nearest.ts";
import type { World } from "../world.ts";
import { optionsHelp, type OptionSpec, readArguments, UsageError } from "./arguments.ts";
import { bookHere } from "./build_command.ts";

const OPTIONS: readonly OptionSpec[] = [{ name: "help", help: "these lines" }];

/** Signs of a digest that are shown. */
const SHOWN = 12;

/** `why LABEL [ROOT]`: reads what the last builds kept, and writes nothing. */
export function whyCommand(world: World, words: readonly string[]): Promise<number> {
  const given = readArguments(words, OPTIONS, 2);
  if (given.has("help")) {
    world.print(
      `heddle why LABEL [ROOT]\n\nLABEL is a label, a name that a block gives a value to, or a ` +
        `page\n\n${optionsHelp(OPTIONS)}\n`,
    );
    return Promise.resolve(0);
  }
  const [label, root = bookHere(world)] = given.rest;
  if (label === undefined) throw new UsageError("which value? Name a label, a model or a page");
  if (!world.facts(root)?.isDirectory) throw new UsageError(`there is no folder "${root}"`);
  const book = new WhyBook(new CacheFolder(world, root, { writes: false }));
  if (book.pages().length === 0) {
    fail("nothing-kept", `Nothing is kept of the builds of "${root}"`, {
      hint: "Run heddle build, and ask again",
    });
  }
  const found = placesOf(book, label);
  if (found.length === 0) {
    const names = namesOf(book);
    const near = nearest(label, names);
    fail("unknown-label", `No block that was evaluated has the label or the name "${label}"`, {
      hint: near === null
        ? "Pages, labels of blocks and names of values are known"
        : `Did you mean "${near}"?`,
    });
  }
  world.print(found.map(told).join("\n"));
  return Promise.resolve(0);
}

/** A page, and the block that is asked for; null for the whole page. */
interface Asked {
  file: string;
  page: WhyPage;
  block: number | null;
}

function placesOf(book: WhyBook, label: string): Asked[] {
  return book.pages().flatMap(([file, page]): Asked[] => {
    if (file === label || file.replace(/\.\w+$/, "") === label) {
      return [{ file, page, block: null }];
    }
    return page.blocks.flatMap((block, index) =>
      isOf(block, label) ? [{ file, page, block: index }] : []
    );
  });
}

/** Whether a label is that of a block, of a value that it names, or of a part of its report. */
function isOf({ label, names }: WhyBlock, asked: string): boolean {
  const bare = asked.replace(/^[a-z]+-/, "");
  return label === asked || names.includes(asked) ||
    label !== null && label === bare ||
    names.some((name) => bare === name || bare.startsWith(`${name}-`));
}

function namesOf(book: WhyBook): string[] {
  return book.pages().flatMap(([file, { blocks }]) => [
    file,
    ...blocks.flatMap(({ label, names }) => [...names, ...(label === null ? [] : [label])]),
  ]);
}

function told({ file, page, block }: Asked): string {
  const own = block === null ? null : page.blocks[block]!;
  const head = own === null
    ? file
    : `${file}:${own.line}: block ${block! + 1}${
      own.names.length === 0 ? "" : ` gives ${own.names.join(", ")}`
    }`;
  const blocks = page.blocks.slice(0, block === null ? undefined : block + 1);
  const lines = [
    head,
    `  evaluated last because ${page.why.join("; ")}`,
    "  follows from",
    `    ${page.program.slice(0, SHOWN)}  this Heddle and what runs it`,
    ...blocks.map(({ digest, line }, i) =>
      `    ${digest.slice(0, SHOWN)}  block ${i + 1}, line ${line}`
    ),
    ...page.trace.flatMap(([question, answer]) => {
      const [kind, path] = [question.slice(0, question.indexOf(" ")), pathIn(question)];
      if (kind === "bytes") return [`    ${answer.slice(0, SHOWN)}  ${path}`];
      return kind === "facts" && answer === "nothing"
        ? [`    ${"–".padEnd(SHOWN)}  ${path} is not there`]
        : [];
    }),
    ...page.uses.map((other) => `    ${"".padEnd(SHOWN)}  values of ${other}`),
  ];
  return `${lines.join("\n")}\n`;
}

function pathIn(question: string): string {
  return question.slice(question.indexOf(" ") + 1).replace(/^\.\//, "");
}
