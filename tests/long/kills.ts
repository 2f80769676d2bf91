/**
 * Builds and previews that are killed at random moments: afterwards the site is the old or the new
 * one, whole, and the next build leaves nothing of the killed one behind.
 *
 *     deno run -A tests/long/kills.ts [BUILDS] [PREVIEWS] [ROUNDS]
 *
 * @module
 */
import { randomFrom } from "./random.ts";

/** What the list of long checks shows. */
export const name = "kills";

/** How a check ended. */
export interface Outcome {
  passed: number;
  failed: number;
  lines: string[];
}

const program = new URL("../../lib/cli/main.ts", import.meta.url).pathname;
const config = new URL("../../deno.json", import.meta.url).pathname;

/** A book of several pages whose every page carries the version. */
export class Book {
  readonly folder = Deno.makeTempDirSync({ prefix: "heddle-kills-" });
  readonly root = `${this.folder}/book`;

  constructor() {
    Deno.mkdirSync(this.root);
  }

  write(version: string): void {
    for (let i = 1; i <= 8; i++) {
      Deno.writeTextFileSync(
        `${this.root}/0${i}-p.md`,
        `# Page ${i}\n\nThis is ${version}.\n\n\`\`\`model\nx <- ${i}\nx\n\`\`\`\n`,
      );
    }
    // One page is there in one version only, so that one left over would show.
    const extra = `${this.root}/09-${version}.md`;
    for (const entry of Deno.readDirSync(this.root)) {
      if (/^09-/.test(entry.name)) Deno.removeSync(`${this.root}/${entry.name}`);
    }
    Deno.writeTextFileSync(extra, `# Only in ${version}\n\nWords.\n`);
  }

  start(command: "build" | "serve", output: string, ...more: string[]): Deno.ChildProcess {
    return new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--no-check",
        "--config",
        config,
        "--allow-read",
        `--allow-write=${output},${output}.next`,
        "--allow-net=127.0.0.1,localhost",
        program,
        command,
        this.root,
        "--output",
        output,
        ...more,
      ],
      stdout: "null",
      stderr: "null",
    }).spawn();
  }

  async build(output: string): Promise<void> {
    const { code } = await this.start("build", output).status;
    if (code !== 0) throw new Error(`a build ended with status ${code}`);
  }
}

/** All files below a folder as one text, or null if there is no such folder. */
export function fingerprint(folder: string): string | null {
  const files: string[] = [];
  const walk = (path: string): void => {
    for (const entry of Deno.readDirSync(`${folder}${path}`)) {
      const full = `${path}/${entry.name}`;
      if (entry.isDirectory) walk(full);
      else if (full !== "/CNAME") {
        const bytes = Deno.readFileSync(`${folder}${full}`);
        let sum = 0;
        for (const byte of bytes) sum = (sum * 31 + byte) >>> 0;
        files.push(`${full} ${bytes.length} ${sum}`);
      }
    }
  };
  try {
    walk("");
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
  return files.sort().join("\n");
}

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Waits until there is something at a path, at most so many milliseconds. */
async function appears(path: string, atMost: number): Promise<void> {
  for (const end = performance.now() + atMost; performance.now() < end;) {
    try {
      Deno.statSync(path);
      return;
    } catch {
      await wait(0);
    }
  }
}

class Kills {
  readonly #book = new Book();
  readonly #out = `${this.#book.folder}/_site`;
  readonly #random = randomFrom(20261126);
  readonly #whole = new Map<string, string>();
  readonly counts = { old: 0, new: 0, away: 0, mixed: 0, orphaned: 0, foreign: 0 };

  async prepare(): Promise<void> {
    for (const version of ["old", "new"]) {
      this.#book.write(version);
      await this.#book.build(`${this.#book.folder}/${version}`);
      this.#whole.set(version, fingerprint(`${this.#book.folder}/${version}`)!);
    }
  }

  /** The old site stands, with a file of the author's in it; the book has moved on. */
  async #begin(): Promise<void> {
    this.#book.write("old");
    await this.#book.build(this.#out);
    Deno.writeTextFileSync(`${this.#out}/CNAME`, "example.org");
    this.#book.write("new");
  }

  /** Kills, half of them while files are written. */
  async #kill(process: Deno.ChildProcess, within: number): Promise<void> {
    if (this.#random() < 0.5) await wait(this.#random() * within);
    else {
      await appears(`${this.#out}.next/lock`, 4 * within);
      await wait(this.#random() * 12);
    }
    try {
      process.kill("SIGKILL");
    } catch {
      // It had ended by itself.
    }
    await process.status;
  }

  async #judge(): Promise<void> {
    const { counts } = this;
    const found = fingerprint(this.#out);
    if (found === null) counts.away++;
    else if (found === this.#whole.get("old")) counts.old++;
    else if (found === this.#whole.get("new")) counts.new++;
    else counts.mixed++;
    await this.#book.build(this.#out);
    if (fingerprint(this.#out) !== this.#whole.get("new")) counts.orphaned++;
    let mine: string | null = null;
    try {
      mine = Deno.readTextFileSync(`${this.#out}/CNAME`);
    } catch {
      // Lost.
    }
    const left = [...Deno.readDirSync(this.#book.folder)].map((e) => e.name).sort().join(" ");
    if (mine !== "example.org" || left !== "_site book new old") counts.foreign++;
  }

  async builds(times: number): Promise<void> {
    const start = performance.now();
    await this.#begin();
    await this.#book.build(this.#out);
    const within = (performance.now() - start) / 2;
    for (let i = 0; i < times; i++) {
      await this.#begin();
      await this.#kill(this.#book.start("build", this.#out), within);
      await this.#judge();
    }
  }

  async previews(times: number): Promise<void> {
    for (let i = 0; i < times; i++) {
      await this.#begin();
      this.#book.write("old");
      const process = this.#book.start("serve", this.#out, "--port", "0");
      await wait(1200);
      this.#book.write("new");
      await this.#kill(process, 300);
      await this.#judge();
    }
  }

  /** Two builds of two versions into one output at once: one of them is there, whole. */
  async races(times: number): Promise<number> {
    let good = 0;
    for (let i = 0; i < times; i++) {
      await this.#begin();
      const first = this.#book.start("build", this.#out);
      await wait(this.#random() * 300);
      const second = this.#book.start("build", this.#out);
      const [a, b] = [(await first.status).code, (await second.status).code];
      if (a === 0 && b === 0 && fingerprint(this.#out) === this.#whole.get("new")) good++;
    }
    return good;
  }

  end(): void {
    Deno.removeSync(this.#book.folder, { recursive: true });
  }
}

/** Kills builds and previews, and lets builds race. */
export async function run(builds = 200, previews = 60, rounds = 20): Promise<Outcome> {
  const kills = new Kills();
  try {
    await kills.prepare();
    await kills.builds(builds);
    await kills.previews(previews);
    const good = await kills.races(rounds);
    const { old, new: made, away, mixed, orphaned, foreign } = kills.counts;
    const failed = mixed + orphaned + foreign + rounds - good;
    return {
      passed: builds + previews + rounds - failed,
      failed,
      lines: [
        `${builds} builds and ${previews} previews killed: ${old} left the old site, ${made} the ` +
        `new one, ${away} were between the two renames; ${mixed} mixed, ${orphaned} orphaned, ` +
        `${foreign} with foreign files touched`,
        `${rounds} pairs of builds at once: ${good} ended with one whole site`,
      ],
    };
  } finally {
    kills.end();
  }
}

if (import.meta.main) {
  const { passed, failed, lines } = await run(...Deno.args.map(Number));
  console.log([...lines, `${passed} passed, ${failed} failed`].join("\n"));
  if (failed > 0) Deno.exit(1);
}
