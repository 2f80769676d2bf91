import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { serveSite } from "../../lib/site/preview/serve_site.ts";

/** Waits until a page holds a word. */
async function until(address: string, word: string): Promise<string> {
  for (let tries = 0; tries < 200; tries++) {
    const text = await (await fetch(address)).text();
    if (text.includes(word)) return text;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`"${word}" never came`);
}

Deno.test("the preview serves the site, builds it again, and shows faults in front of it", async () => {
  const folder = Deno.makeTempDirSync();
  Deno.mkdirSync(`${folder}/book`);
  const chapter = `${folder}/book/01-a.md`;
  Deno.writeTextFileSync(chapter, "# A\n\nFirst words.\n");
  const stop = new AbortController();
  const builds: boolean[] = [];
  const server = await serveSite({
    root: `${folder}/book`,
    output: `${folder}/site`,
    port: 0,
    signal: stop.signal,
    tell: (report) => builds.push(report.ok),
  });
  try {
    const page = `${server.address}01-a.html`;
    assertStringIncludes(await until(page, "First words"), "/heddle-live.js");
    const style = await fetch(`${server.address}assets/style.css`);
    assertEquals(style.headers.get("content-type"), "text/css; charset=utf-8");
    await style.body?.cancel();
    const outside = await fetch(`${server.address}..%2f..%2fetc%2fpasswd`);
    assertEquals(outside.status, 404);
    await outside.body?.cancel();
    Deno.writeTextFileSync(chapter, "# A\n\nSecond words.\n");
    await until(page, "Second words");
    Deno.writeTextFileSync(chapter, "# A\n\nSee @tbl-nothing.\n");
    const faults = await until(page, "An error");
    assertStringIncludes(faults, "01-a.md:3:5");
    assertStringIncludes(faults, "Nothing is labelled");
    assertStringIncludes(await until(`${page}?behind`, "Second words"), "Second words");
    assert(builds.includes(false));
  } finally {
    stop.abort();
    await server.finished;
    Deno.removeSync(folder, { recursive: true });
  }
});

/** The status of a raw request: `fetch` would mend the path and the name of the host. */
async function status(port: number, head: string): Promise<number> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  await connection.write(new TextEncoder().encode(`${head}\r\nConnection: close\r\n\r\n`));
  const bytes = new Uint8Array(64);
  const n = await connection.read(bytes) ?? 0;
  return Number(/^HTTP\/1\.1 (\d+)/.exec(new TextDecoder().decode(bytes.subarray(0, n)))?.[1]);
}

Deno.test("the preview answers its own hosts alone, and odd requests properly", async () => {
  const folder = Deno.makeTempDirSync();
  Deno.mkdirSync(`${folder}/book`);
  Deno.writeTextFileSync(`${folder}/book/01-a.md`, "# A\n\nWords.\n");
  Deno.writeTextFileSync(`${folder}/secret.txt`, "secret");
  const stop = new AbortController();
  const server = await serveSite({
    root: `${folder}/book`,
    output: `${folder}/site`,
    port: 0,
    signal: stop.signal,
  });
  const port = Number(new URL(server.address).port);
  try {
    Deno.symlinkSync(`${folder}/secret.txt`, `${folder}/site/way.txt`);
    const get = (path: string, host = `localhost:${port}`) =>
      status(port, `GET ${path} HTTP/1.1\r\nHost: ${host}`);
    for (const host of [`localhost:${port}`, "localhost", `127.0.0.1:${port}`, `[::1]:${port}`]) {
      assertEquals(await get("/01-a.html", host), 200, host);
    }
    for (
      const host of ["evil.example", `evil.example:${port}`, "localhost.evil.example", "0.0.0.0"]
    ) {
      assertEquals(await get("/01-a.html", host), 421, host);
    }
    for (
      const path of [
        "/%",
        "/%zz.html",
        `/${"a".repeat(5000)}`,
        "/assets/fonts/none.woff2",
        "/way.txt",
        "/a%00b",
        "/..%2f..%2fsecret.txt",
        "/nothing.html",
      ]
    ) {
      assertEquals(await get(path), 404, path.slice(0, 40));
    }
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
      const head = `${method} /01-a.html HTTP/1.1\r\nHost: localhost:${port}`;
      assertEquals(await status(port, head), 405, method);
    }
    assertEquals(await status(port, `HEAD /01-a.html HTTP/1.1\r\nHost: localhost:${port}`), 200);
  } finally {
    stop.abort();
    await server.finished;
    Deno.removeSync(folder, { recursive: true });
  }
});

Deno.test("a port that is taken is told before anything is built", async () => {
  const folder = Deno.makeTempDirSync();
  Deno.mkdirSync(`${folder}/book`);
  Deno.writeTextFileSync(`${folder}/book/01-a.md`, "# A\n\nWords.\n");
  using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = taken.addr;
  await assertRejects(
    () => serveSite({ root: `${folder}/book`, output: `${folder}/site`, port }),
    Deno.errors.AddrInUse,
  );
  assertEquals([...Deno.readDirSync(folder)].map((entry) => entry.name), ["book"]);
  Deno.removeSync(folder, { recursive: true });
});

Deno.test("nothing that is saved ends the preview", async () => {
  const folder = Deno.makeTempDirSync();
  const book = `${folder}/book`;
  Deno.mkdirSync(book);
  const chapter = `${book}/01-a.md`;
  Deno.writeTextFileSync(chapter, "# A\n\nWords.\n");
  const stop = new AbortController();
  const server = await serveSite({
    root: book,
    output: `${folder}/site`,
    port: 0,
    signal: stop.signal,
  });
  const page = `${server.address}01-a.html`;
  try {
    let round = 0;
    /** What is saved shows a fault, or none, and the next good text is shown. */
    const survives = async (save: () => void, word: string | null, undo: () => void) => {
      save();
      if (word !== null) await until(page, word);
      undo();
      const next = `Round ${++round}.`;
      Deno.writeTextFileSync(chapter, `# A\n\n${next}\n`);
      await until(page, next);
    };
    const write = (name: string, text: string) => () =>
      Deno.writeTextFileSync(`${book}/${name}`, text);
    const remove = (name: string) => () => Deno.removeSync(`${book}/${name}`, { recursive: true });
    const nothing = (): void => {};
    await survives(write("01-a.md", "---\ntitle: *Important*\n---\n"), "asterisk", nothing);
    await survives(write("book.yml", "address: example.org\n"), "no address", remove("book.yml"));
    const laughs = "a: &a [l, l]\n" +
      [..."bcdefgh"].map((c, i) =>
        `${c}: &${c} [${Array(9).fill(`*${"abcdefg"[i]}`).join(", ")}]\n`
      )
        .join("");
    await survives(write("book.yml", laughs), "repeated by their names", remove("book.yml"));
    await survives(
      () => Deno.symlinkSync("somebody@somewhere.1", `${book}/.#01-a.md`),
      null,
      remove(".#01-a.md"),
    );
    await survives(() => Deno.mkdirSync(`${book}/02-x.md`), null, remove("02-x.md"));
    await survives(() => Deno.symlinkSync("/nowhere", `${book}/03-y.md`), null, remove("03-y.md"));
    await survives(remove("01-a.md"), "no chapters", nothing);
    // Warnings stand at the foot of the page, and what is read behind faults says how old it is.
    Deno.writeTextFileSync(`${book}/book.yml`, "theme: {indgo: teal}\n");
    assertStringIncludes(await until(page, "heddle-foot"), "A warning");
    Deno.writeTextFileSync(`${book}/book.yml`, "theme: [\n");
    await until(page, "An error");
    assertStringIncludes(await until(`${page}?behind`, "last good build"), "An error since");
  } finally {
    stop.abort();
    await server.finished;
    Deno.removeSync(folder, { recursive: true });
  }
});
