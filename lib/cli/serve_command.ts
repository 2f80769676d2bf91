/**
 * `serve`: a preview on this machine.
 *
 * @module
 */
import { serveSite } from "../site/preview/serve_site.ts";
import type { World } from "../world.ts";
import { UsageError } from "./arguments.ts";
import { WorkLines } from "./work_lines.ts";
import { refuseForeign, siteOptions, tellReport } from "./build_command.ts";

/** Builds, serves, and builds again on every change, until it is stopped. */
export async function serveCommand(
  world: World,
  words: readonly string[],
  colour: boolean,
): Promise<number> {
  const { options, given, help } = siteOptions(world, words, [
    { name: "port", value: "N", help: "port of the preview (4000; 0 takes any free one)" },
  ]);
  if (given.has("help")) {
    world.print(help);
    return 0;
  }
  const port = given.number("port") ?? 4000;
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new UsageError(`--port is a whole number up to 65535, not ${port}`);
  }
  refuseForeign(world, options);
  const lines = new WorkLines(world, colour);
  try {
    const server = await serveSite({
      ...options,
      world,
      port,
      working: lines.told,
      tell: (report, milliseconds) => {
        lines.end();
        tellReport(world, report, options.output, colour);
        world.print(`built in ${milliseconds} ms\n`);
      },
    });
    world.print(`${server.address}  (Ctrl+C ends it)\n`);
    await server.finished;
  } catch (error) {
    if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    throw new UsageError(
      `port ${port} is in use: another preview may run; --port 0 takes a free one`,
    );
  }
  return 0;
}
