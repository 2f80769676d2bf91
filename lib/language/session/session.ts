/**
 * Words that set up a session of R and say nothing of data: packages are loaded, conflicts of names
 * decided, devices opened and closed. They are passed over, whatever they are given.
 *
 * @module
 */
import { type Builtin, special } from "../evaluation/builtin.ts";
import { NULL } from "../values/value.ts";

const PASSED_OVER = [
  // Packages: what a package offers is here already, or is not.
  ..."p_load p_unload p_install p_update install.packages update.packages install_github".split(
    " ",
  ),
  ..."install_version install_cran pkg_install use_package shelf".split(" "),
  // A name means one thing here.
  ..."conflicts_prefer conflict_prefer conflict_prefer_all conflict_scout".split(" "),
  // Timing: a page has no clock.
  ..."tic toc tic.clear tic.clearlog Sys.sleep".split(" "),
  // Devices, and how a device of R's divides its sheet.
  ..."png jpeg tiff bmp svg pdf cairo_pdf postscript dev.off dev.new dev.set graphics.off".split(
    " ",
  ),
  ..."windows x11 X11 quartz layout split.screen close.screen erase.screen".split(" "),
  ..."trellis.par.set lattice.options".split(" "),
  // What a person at the screen sees.
  ..."View fix flush.console set_flextable_defaults Sys.setlocale Sys.setLanguage".split(" "),
];

/** Words of a session. */
export const SESSION: readonly Builtin[] = [
  ...PASSED_OVER.map((name) =>
    special(name, "...", (call) => {
      call.hidden = true;
      return NULL;
    })
  ),
  // `par(mfrow = c(1, 2))` sets, `par("usr")` asks what only a device knows.
  special("par", "..., no.readonly", (call) => {
    const asked = call.dots.find(({ name, expr }) => name === null && expr?.kind === "string");
    if (asked) {
      return call.fail(
        "not-in-language",
        "par() asks a device of R's here, and a page has none",
        "Write the number itself",
      );
    }
    call.hidden = true;
    return NULL;
  }),
];
