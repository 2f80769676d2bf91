/**
 * The pages of `tests/cases` as one book, so that what a reader is offered of them can be tried.
 *
 * @module
 */

/** Folders of cases that compute something and are without a fault, `room/name`. */
function* casesWithoutFault(root: string): Generator<string> {
  for (const room of Deno.readDirSync(root)) {
    if (!room.isDirectory) continue;
    for (const { name } of Deno.readDirSync(`${root}/${room.name}`)) {
      const expected = Deno.readTextFileSync(`${root}/${room.name}/${name}/expected.txt`);
      const page = Deno.readTextFileSync(`${root}/${room.name}/${name}/page.md`);
      const computes = /^```(?:model|\{r)/m.test(page);
      if (computes && !/^(?:fault|tells) error/m.test(expected)) yield `${room.name}/${name}`;
    }
  }
}

/** Where a page names a file: in quotes, in brackets or after the name of an option. */
const mentionOf = (file: string): RegExp =>
  new RegExp(`(?<=["'(]|: )${file.replaceAll(".", "\\.")}(?![\\w.])`, "gm");

/** Writes the book into `folder`; each page's files stand in a folder of the page's name. */
export function writeCaseBook(root: string, folder: string): void {
  Deno.writeTextFileSync(`${folder}/book.yml`, "title: Cases\n");
  for (const path of [...casesWithoutFault(root)].sort()) {
    const name = path.replace("/", "-");
    Deno.mkdirSync(`${folder}/${name}`);
    const beside = [...Deno.readDirSync(`${root}/${path}`)].map((file) => file.name)
      .filter((file) => !["page.md", "expected.txt"].includes(file));
    for (const file of beside) {
      Deno.copyFileSync(`${root}/${path}/${file}`, `${folder}/${name}/${file}`);
    }
    const text = beside.reduce(
      (page, file) => page.replace(mentionOf(file), `${name}/${file}`),
      // the works of a page that only its front matter is about
      Deno.readTextFileSync(`${root}/${path}/page.md`).replace(/^bibliography: .*\n/m, ""),
    );
    const head = text.startsWith("---\n") ? "" : `---\ntitle: ${name}\n---\n\n`;
    Deno.writeTextFileSync(`${folder}/${name}.md`, head + text);
  }
}
