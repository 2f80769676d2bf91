/** A remark of inference is worded in one place: the two files of remarks. */
import { assert, assertEquals } from "@std/assert";

const root = new URL("../../lib/", import.meta.url);

function* sources(folder: URL): Generator<URL> {
  for (const entry of Deno.readDirSync(folder)) {
    const url = new URL(entry.name + (entry.isDirectory ? "/" : ""), folder);
    if (entry.isDirectory) yield* sources(url);
    else if (entry.name.endsWith(".ts")) yield url;
  }
}

/** Codes that a file words a remark of: `code: "…"` with a `text` after it. */
function worded(text: string): string[] {
  return [...text.matchAll(/code:\s*"([a-z-]+)",?\s*(?:text:|\})/g)].map((m) => m[1]!);
}

Deno.test("remarks of inference are worded in its files of remarks alone", () => {
  const owners = new Map<string, string[]>();
  for (const room of ["inference/", "design/", "render/", "chunk/", "cli/"]) {
    for (const url of sources(new URL(room, root))) {
      const path = url.pathname.slice(root.pathname.length);
      for (const code of worded(Deno.readTextFileSync(url))) {
        owners.set(code, [...owners.get(code) ?? [], path]);
      }
    }
  }
  const own = ["inference/estimate/remarks.ts", "inference/test/remarks.ts"];
  const found = [...owners].filter(([, paths]) => paths.some((p) => p.startsWith("inference/")));
  assert(found.length >= 20, `${found.length}`);
  const elsewhere = found.filter(([, paths]) => !paths.every((p) => own.includes(p)));
  assertEquals(elsewhere, []);
});
