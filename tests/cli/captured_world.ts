/**
 * The real disk with a terminal that keeps what is printed.
 *
 * @module
 */
import { DenoWorld } from "../../lib/site/deno_world.ts";
import { main } from "../../lib/cli/main.ts";

/** A world whose output can be read. */
export class CapturedWorld extends DenoWorld {
  out = "";
  err = "";

  override print(text: string): void {
    this.out += text;
  }

  override warn(text: string): void {
    this.err += text;
  }
}

/** What a command did. */
export interface Ran {
  status: number;
  out: string;
  err: string;
}

/** Runs a command within this process. */
export async function heddle(...words: string[]): Promise<Ran> {
  const world = new CapturedWorld();
  const status = await main(words, world);
  return { status, out: world.out, err: world.err };
}

/** A new folder, gone when the test is over. */
export class TemporaryFolder implements Disposable {
  readonly path: string = Deno.makeTempDirSync({ prefix: "heddle-" });

  /** Writes a file, with the folders above it. */
  write(name: string, text: string): void {
    const path = `${this.path}/${name}`;
    Deno.mkdirSync(path.slice(0, path.lastIndexOf("/")), { recursive: true });
    Deno.writeTextFileSync(path, text);
  }

  [Symbol.dispose](): void {
    Deno.removeSync(this.path, { recursive: true });
  }
}
