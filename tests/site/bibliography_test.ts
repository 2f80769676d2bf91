/** Two readers of BibTeX come to the same: what is read without the library is what it would read. */
import { assert, assertEquals } from "@std/assert";
import { readBibliography } from "../../lib/site/book/bibliography.ts";
import { readPlainBibtex } from "../../lib/site/book/plain_bibtex.ts";

/** An entry that needs the library: the whole file is then read by it. */
const LATEX = "\n@misc{zz, title = {\\'e}}\n";

/** The works of a text as it is read, and as the library reads it. */
async function bothWays(text: string): Promise<[unknown, unknown]> {
  const own = await readBibliography("b.bib", text);
  const whole = await readBibliography("b.bib", text + LATEX);
  assertEquals(whole.works.at(-1)?.key, "zz");
  return [{ ...own }, { ...whole, works: whole.works.slice(0, -1) }];
}

/** Choices from a seed. */
class Dice {
  constructor(private state: number) {}
  below(n: number): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return Math.floor(this.state / 2 ** 32 * n);
  }
  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
  some(list: readonly string[], most: number, between: string): string {
    return Array.from({ length: 1 + this.below(most) }, () => this.of(list)).join(between);
  }
}

const NAMES =
  ("Smith|J.|van|der|Müller|O'Brien|Jan-Peter|{NIST}|M{ü}ller|{R Core}|de|A.B.|III|Jr.|" +
    "{van} Dam|ü|others|and|d'Arc|{Smith and Sons}|al-Hasan|1st||Å.").split("|");
const WORDS =
  ("Linear|models|{DNA}|p|--|---|a-b|``x''|'y'|<|>|a_b|x^2|A&B|{Two Words}|é|100%|(c)|" +
    '[1]|@home|?|!|!`|…|{}|a/b|=|;|*|\t|\n|  |\u00a0|1.5|“q”|{"u}|"|,|–').split("|");
const VALUES: Readonly<Record<string, readonly string[]>> = {
  year: ["1999", "2001a", "in press", "1999/2000"],
  date: ["2020-05-01", "2020"],
  volume: ["1", "1--2", "12(3)"],
  number: ["1", "1-2"],
  pages: ["1--20", "e12", "3--4, 9"],
  doi: ["10.1/x_y", "10.1002/(SICI)1097<1::A>3.0", "https://doi.org/10.1/a"],
  url: ["https://x.org/a_b?c=d&e=1", "https://x.org/a%20b"],
  month: ["1", "jan"],
};
const TEXTS = ["title", "Journal", "booktitle", "publisher", "school", "institution", "note"];

function name(dice: Dice): string {
  if (dice.below(2) === 0) return dice.some(NAMES, 3, " ");
  const more = dice.below(10) === 0 ? `, ${dice.of(NAMES)}` : "";
  return `${dice.some(NAMES, 2, " ")}, ${dice.some(NAMES, 2, " ")}${more}`;
}

function field(dice: Dice): string {
  const [open, close] = dice.of([["{", "}"], ["{", "}"], ['"', '"']]);
  const kind = dice.below(3);
  if (kind === 0) {
    const names = Array.from({ length: 1 + dice.below(3) }, () => name(dice));
    return `  ${dice.of(["author", "editor"])} = ${open}${
      names.join(dice.of([" and ", "\nand ", " AND "]))
    }${close}`;
  }
  if (kind === 1) return `  ${dice.of(TEXTS)} = ${open}${dice.some(WORDS, 6, " ")}${close}`;
  const [key, values] = dice.of(Object.entries(VALUES));
  return `  ${key} = ${open}${dice.of(values)}${close}`;
}

Deno.test("what is read without the library is read as by the library", async () => {
  const dice = new Dice(5);
  let compared = 0;
  for (let k = 0; k < 2500; k++) {
    const type = dice.of(["article", "book", "Misc", "inproceedings", "phdthesis", "online"]);
    const fields = Array.from({ length: 1 + dice.below(6) }, () => field(dice)).join(",\n");
    const text = `@${type}{k${k},\n${fields}${dice.of(["", ","])}\n}\n`;
    if (readPlainBibtex(text) === null) continue;
    compared++;
    const [own, whole] = await bothWays(text);
    assertEquals(own, whole, text);
  }
  assert(compared > 500, `${compared}`);
});

Deno.test("names in braces are one name, signs stand for themselves, the first of two fields counts", async () => {
  const text = "@article{k, author = {{The R Core Team} and {Smith and Sons} and Roger, J. H.}, " +
    "title = {At p < 0.05 and 100% of x > y}, title = {Another}, " +
    "doi = {10.1002/(SICI)1097-0258<1::AID>3.0.CO;2}}";
  for (const each of [text, text + LATEX]) {
    const [work] = (await readBibliography("b.bib", each)).works;
    assertEquals(work!.authors.map((a) => a.family), [
      "The R Core Team",
      "Smith and Sons",
      "Roger",
    ]);
    assertEquals(work!.title, "At p < 0.05 and 100% of x > y");
    assertEquals(work!.doi, "10.1002/(SICI)1097-0258<1::AID>3.0.CO;2");
  }
});
