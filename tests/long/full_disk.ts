/**
 * Builds onto disks of every size that is too small or just large enough: afterwards the site is the
 * old one or the new one, whole, and the exit status says which. The disk is a memory file system of
 * its own, which takes the right to mount one; without it nothing is tried, and the lines say so.
 *
 *     deno run -A tests/long/full_disk.ts [SIZES]
 *
 * @module
 */
import { Book, fingerprint, type Outcome } from "./kills.ts";

/** What the list of long checks shows. */
export const name = "full disk";

async function succeeds(command: string, ...args: string[]): Promise<boolean> {
  try {
    return (await new Deno.Command(command, { args, stderr: "null" }).output()).success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Bytes below a folder, each file in whole pages as a disk holds it. */
function sizeOf(folder: string): number {
  let bytes = 0;
  for (const entry of Deno.readDirSync(folder)) {
    const path = `${folder}/${entry.name}`;
    bytes += entry.isDirectory
      ? 4096 + sizeOf(path)
      : 4096 * Math.ceil(Deno.statSync(path).size / 4096);
  }
  return bytes;
}

/** Tries disks from a tenth of a site to two and a half of them. */
export async function run(sizes = 25): Promise<Outcome> {
  const book = new Book();
  const disk = `${book.folder}/disk`;
  const site = `${disk}/site`;
  const counts = { refused: 0, old: 0, new: 0 };
  const lines: string[] = [];
  let passed = 0;
  try {
    Deno.mkdirSync(disk);
    const whole = new Map<string, string>();
    for (const version of ["old", "new"]) {
      book.write(version);
      await book.build(`${book.folder}/${version}`);
      whole.set(version, fingerprint(`${book.folder}/${version}`)!);
    }
    const full = sizeOf(`${book.folder}/old`);
    for (let k = 1; k <= sizes; k++) {
      const size = Math.round(full * 2.5 * k / sizes);
      if (!await succeeds("mount", "-t", "tmpfs", "-o", `size=${size}`, "tmpfs", disk)) {
        return { passed: 0, failed: 0, lines: ["no disk can be mounted here: skipped"] };
      }
      Deno.writeTextFileSync(`${disk}/mine.txt`, "mine");
      book.write("old");
      const first = (await book.start("build", site).status).code;
      book.write("new");
      const second = (await book.start("build", site).status).code;
      const found = fingerprint(site);
      const left = [...Deno.readDirSync(disk)].map((e) => e.name).sort().join(" ");
      const mine = Deno.readTextFileSync(`${disk}/mine.txt`) === "mine";
      const state = found === null ? "refused" : found === whole.get("new") ? "new" : "old";
      const expected = second === 0 ? "new" : first === 0 ? "old" : "refused";
      const good = mine && state === expected &&
        (found === null || found === whole.get(state)) &&
        left === (found === null ? "mine.txt" : "mine.txt site");
      if (good) passed++;
      else lines.push(`${size} bytes: exits ${first} and ${second}, ${state} site, left: ${left}`);
      counts[state]++;
      await succeeds("umount", disk);
    }
  } finally {
    await succeeds("umount", disk);
    Deno.removeSync(book.folder, { recursive: true });
  }
  lines.push(
    `${sizes} sizes of a disk: ${counts.refused} hold no site, ${counts.old} the old one, ` +
      `${counts.new} the new one`,
  );
  return { passed, failed: sizes - passed, lines };
}

if (import.meta.main) {
  const { passed, failed, lines } = await run(...Deno.args.map(Number));
  console.log([...lines, `${passed} passed, ${failed} failed`].join("\n"));
  if (failed > 0) Deno.exit(1);
}
