/**
 * Words that set up a session of R and say nothing of data: packages are loaded, conflicts of names
 * decided, devices opened and closed. They are passed over, whatever they are given, which is not even
 * evaluated.
 *
 * @module
 */
import { type Argument, type Builtin, type Call, special, word } from "../evaluation/builtin.ts";
import { characters, logical, NULL, type Value } from "../values/value.ts";

const PASSED_OVER = [
  // Packages: what a package offers is here already, or is not.
  ..."p_unload p_install p_update install.packages update.packages install_github".split(
    " ",
  ),
  ..."install_version install_cran pkg_install use_package shelf remove.packages".split(
    " ",
  ),
  ..."loadNamespace attachNamespace".split(" "),
  // A name means one thing here.
  ..."conflicts_prefer conflict_prefer conflict_prefer_all conflict_scout".split(" "),
  // Timing: a page has no clock.
  ..."tic toc tic.clear tic.clearlog Sys.sleep gc Sys.setenv registerDoParallel".split(" "),
  // Devices, and how a device of R's divides its sheet.
  ..."png jpeg tiff bmp svg pdf cairo_pdf postscript dev.off dev.new dev.set graphics.off".split(
    " ",
  ),
  ..."windows x11 X11 quartz split.screen close.screen erase.screen".split(" "),
  ..."trellis.par.set lattice.options".split(" "),
  // What a person at the screen sees.
  ..."View fix flush.console set_flextable_defaults Sys.setlocale Sys.setLanguage".split(" "),
  ..."flextable_global knit_hooks write_bib".split(" "),
];

/** What is said of a package that is loaded, and changes nothing here. */
const OF_PACKAGES = "character.only, warn.conflicts, quietly, verbose, mask.ok, exclude, " +
  "include.only, attach.required";

/** Remembers that a page attached packages: of two words of one name it means that of the last. */
function attach(call: Call, written: readonly (Argument | null)[]): void {
  const { packages } = call.interpreter.page;
  for (const argument of written) {
    if (!argument) continue;
    const { expr, value } = argument;
    const name = value?.type === "character"
      ? value.values[0]
      : expr?.kind === "name"
      ? expr.name
      : expr?.kind === "string"
      ? expr.value
      : null;
    if (name && !packages.includes(name)) packages.unshift(name);
  }
}

/** Whatever a package offers is here already, or is refused where it is used. */
function present(call: Call): Value {
  call.hidden = true;
  return logical(true);
}

/** Packages that are attached from the beginning, the last first. */
const BASE = ["stats", "graphics", "grDevices", "utils", "datasets", "methods"];

/** Words of a session. */
export const SESSION: readonly Builtin[] = [
  ...PASSED_OVER.map((name) =>
    special(name, "...", (call) => {
      call.hidden = true;
      return NULL;
    })
  ),
  special("library", `package, help, pos, lib.loc, logical.return, ${OF_PACKAGES}`, (call) => {
    call.hidden = true;
    attach(call, [call.given[0] ?? null]);
    return NULL;
  }),
  special("p_load", "...", (call) => {
    call.hidden = true;
    attach(call, call.dots.filter((a) => a.name === null));
    return NULL;
  }),
  special("require", `package, lib.loc, ${OF_PACKAGES}`, (call) => {
    attach(call, [call.given[0] ?? null]);
    return present(call);
  }),
  word("search", "", (call) =>
    characters([
      ".GlobalEnv",
      ...call.interpreter.page.packages.filter((p) => !BASE.includes(p)).map((p) => `package:${p}`),
      ...BASE.map((p) => `package:${p}`),
      "Autoloads",
      "package:base",
    ])),
  special("requireNamespace", "package, lib.loc, quietly, ..., versionCheck", (call) => {
    for (const { name } of call.dots) {
      if (name !== null) {
        return call.fail("unknown-argument", `requireNamespace() has no argument ${name}`);
      }
    }
    return present(call);
  }),
  word("interactive", "", () => logical(false)),
  word("Sys.getlocale", "category?", () => characters(["C"])),
];
