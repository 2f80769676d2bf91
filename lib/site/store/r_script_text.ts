/**
 * The R script that runs the blocks of one page and writes what they give into a folder. It needs
 * base R alone.
 *
 * @module
 */

/** A statement list that R is to run. */
export interface ScriptBlock {
  by: "R" | "page";
  /** Line of its fence. */
  line: number;
  code: string;
  /** Inches. */
  width: number;
  height: number;
  /** Names whose values come over. */
  names: string[];
}

/** What a script is to do. */
export interface ScriptFacts {
  page: string;
  /** Folder of the page, as seen from the folder that R is started in. */
  folder: string;
  /** A digest of all that its output will depend on. */
  of: string;
  /** MD5 of files, by path from the folder that R is started in. */
  files: Record<string, string>;
  blocks: ScriptBlock[];
}

/** The script. */
export function rScript({ page, folder, of, files, blocks }: ScriptFacts): string {
  const runs = blocks.map(({ by, line, code, width, height, names }) =>
    `.heddle$run(${string(by)}, ${line}, ${string(code)}, ${width}, ${height}, ${strings(names)})`
  );
  const paths = Object.keys(files);
  return `# Runs the blocks of ${page.replace(/[^\x20-\x7e]/g, "?")} that R alone can run.
# Start it in the folder of the book: Rscript THIS [FOLDER FOR THE OUTPUT]
${SESSION}
.heddle$begin(${string(page)}, ${string(folder)}, ${string(of)}, ${strings(paths)}, ${
    strings(paths.map((path) => files[path]!))
  })
${runs.join("\n")}
.heddle$end()
`;
}

/** A text of R; what is not ASCII is escaped, so that no locale can spoil it. */
export function string(text: string): string {
  const escaped = text.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n").replace(/\r/g, "\\r")
    .replace(/\t/g, "\\t")
    // deno-lint-ignore no-control-regex
    .replace(/[\x01-\x1f\x7f]|[^\0-\x7f]/gu, (sign) => {
      const code = sign.codePointAt(0)!.toString(16);
      return code.length > 4 ? `\\U${code.padStart(8, "0")}` : `\\u${code.padStart(4, "0")}`;
    });
  return `"${escaped}"`;
}

function strings(texts: readonly string[]): string {
  return texts.length === 0 ? "character()" : `c(${texts.map(string).join(", ")})`;
}

const SESSION = String.raw`.heddle <- new.env(parent = baseenv())
evalq({
  state <- new.env()
  json <- function(x) {
    x <- enc2utf8(as.character(x))
    wrong <- !is.na(x) & !validUTF8(x)
    x[wrong] <- iconv(x[wrong], "latin1", "UTF-8")
    x <- gsub("\\", "\\\\", x, fixed = TRUE)
    x <- gsub("\"", "\\\"", x, fixed = TRUE)
    for (code in c(1:31, 127)) {
      x <- gsub(intToUtf8(code), sprintf("\\u%04x", code), x, fixed = TRUE, useBytes = FALSE)
    }
    ifelse(is.na(x), "null", paste0("\"", x, "\""))
  }
  numbers <- function(x) {
    short <- sprintf("%.15g", x)
    whole <- is.finite(x) & suppressWarnings(as.numeric(short)) != x
    short[whole] <- sprintf("%.17g", x[whole])
    short[is.na(x)] <- "null"
    short[is.nan(x)] <- "\"NaN\""
    short[is.infinite(x)] <- ifelse(x[is.infinite(x)] > 0, "\"Inf\"", "\"-Inf\"")
    short
  }
  many <- function(x) paste0("[", paste(x, collapse = ","), "]")
  lines <- function(x) many(json(unlist(strsplit(x, "\n", fixed = TRUE))))
  plain <- function(x) is.atomic(x) && is.null(dim(x)) && !is.raw(x) && !is.complex(x)
  elements <- function(x) {
    if (is.logical(x)) ifelse(is.na(x), "null", ifelse(x, "true", "false"))
    else if (is.numeric(x)) numbers(as.vector(unclass(x)))
    else json(x)
  }
  vector <- function(x) {
    if (!plain(x) || length(x) > 99999L) return(NULL)
    isFactor <- is.factor(x)
    if (is.object(x) && !isFactor) return(NULL)
    type <- if (isFactor) "integer" else typeof(x)
    paste0("{\"type\":\"", type, "\",\"values\":",
      many(elements(if (isFactor) as.integer(x) else unname(x))),
      if (!is.null(names(x))) paste0(",\"names\":", many(json(names(x)))),
      if (isFactor) paste0(",\"levels\":", many(json(levels(x))),
        if (is.ordered(x)) ",\"ordered\":true"), "}")
  }
  value <- function(x) {
    if (!is.data.frame(x)) return(vector(x))
    columns <- lapply(x, function(each) vector(unname(each)))
    if (any(vapply(columns, is.null, TRUE)) || length(x) * nrow(x) > 99999) return(NULL)
    paste0("{\"type\":\"frame\",\"names\":", many(json(names(x))),
      ",\"columns\":", many(unlist(columns)), "}")
  }
  column <- function(name, x) {
    type <- if (is.factor(x)) "factor" else if (is.logical(x)) "logical"
      else if (is.numeric(x) && !is.object(x)) "numeric" else "character"
    cells <- if (type == "factor") json(as.character(x))
      else if (type == "character" && !is.character(x)) json(format(x)) else elements(x)
    paste0("{\"name\":", json(name), ",\"type\":\"", type, "\",\"values\":", many(cells),
      if (is.integer(x) && type == "numeric") ",\"integer\":true", "}")
  }
  isTable <- function(x) is.data.frame(x) && nrow(x) <= 1000 && length(x) <= 60 &&
    length(x) > 0 && all(vapply(x, plain, TRUE))
  table <- function(x, printed) {
    own <- attr(x, "row.names")
    rows <- if (is.character(own)) many(json(own))
      else if (identical(as.integer(own), seq_len(nrow(x)))) "null" else many(json(own))
    paste0("{\"table\":{\"columns\":", many(mapply(column, names(x), x)), ",\"rowNames\":", rows,
      ",\"console\":", many(json(printed)), "}}")
  }
  complain <- function(line, what) {
    writeLines(sprintf("{\"line\":%d,\"message\":%s}", line, json(paste(what, collapse = "\n"))),
      file.path(state$out, "failed.json"), useBytes = TRUE)
    base::quit(save = "no", status = 1)
  }
  begin <- function(page, folder, of, paths, sums) {
    given <- commandArgs(TRUE)
    state$out <- if (length(given) > 0) given[[1]] else paste0(sub("[.](md|[qR]md|rmarkdown)$", "", page, ignore.case = TRUE), ".r-output")
    dir.create(state$out, recursive = TRUE, showWarnings = FALSE)
    state$out <- normalizePath(state$out)
    unlink(file.path(state$out, c("output.json", "failed.json")))
    if (!isTRUE(l10n_info()[["UTF-8"]])) {
      for (each in c("C.UTF-8", "en_US.UTF-8")) suppressWarnings(Sys.setlocale("LC_CTYPE", each))
    }
    found <- tools::md5sum(paths)
    other <- paths[is.na(found) | found != sums]
    if (length(other) > 0) {
      complain(0L, paste("these files are others than those of the book:", toString(other)))
    }
    if (folder != "") setwd(folder)
    options(width = 80L, digits = 7L, crayon.enabled = FALSE, cli.num_colors = 1L, warn = 0L)
    state$page <- page
    state$of <- of
    state$blocks <- character()
    state$before <- character()
    state$pictures <- 0L
  }
  printed <- function(expr) {
    path <- tempfile()
    con <- file(path, open = "wt")
    depth <- sink.number()
    sink(con)
    on.exit({
      while (sink.number() > depth) sink()
      close(con)
    })
    force(expr)
    sink()
    close(con)
    on.exit()
    readLines(path, warn = FALSE, encoding = "UTF-8")
  }
  quietly <- function(line, code) {
    options(device = function(...) grDevices::pdf(NULL))
    on.exit(grDevices::graphics.off())
    for (each in tryCatch(parse(text = code), error = function(e) expression())) {
      met <- NULL
      invisible(printed(withCallingHandlers(
        tryCatch(print(withVisible(eval(each, globalenv()))$visible),
          error = function(e) met <<- conditionMessage(e)),
        warning = function(w) invokeRestart("muffleWarning"))))
      if (!is.null(met)) {
        state$before <- c(state$before, sprintf("line %d: %s", line, met))
      }
    }
  }
  run <- function(by, line, code, width, height, names) {
    if (by == "page") return(quietly(line, code))
    message(state$page, ", line ", line)
    items <- character()
    add <- function(kind, text) if (length(text) > 0) {
      items[[length(items) + 1L]] <<- if (kind == "table") text
        else sprintf("{\"%s\":%s}", kind, text)
    }
    drawing <- file.path(state$out, sprintf("picture-%d", line))
    unlink(Sys.glob(paste0(drawing, "-*")))
    grDevices::graphics.off()
    # A device is opened by what draws: an open one has a file though nothing is drawn.
    options(device = function(...) {
      if (capabilities("cairo")) {
        grDevices::svg(paste0(drawing, "-%03d.svg"), width, height, onefile = FALSE)
      } else {
        grDevices::png(paste0(drawing, "-%03d.png"), width, height, units = "in", res = 192)
      }
    })
    seen <- 0L
    pages <- function() length(Sys.glob(paste0(drawing, "-*")))
    drawn <- function() {
      while (seen < pages()) {
        seen <<- seen + 1L
        items[[length(items) + 1L]] <<- "picture"
      }
    }
    exprs <- tryCatch(parse(text = code, keep.source = TRUE),
      error = function(e) complain(line, c("this is not R:", conditionMessage(e))))
    sources <- attr(exprs, "srcref")
    for (i in seq_along(exprs)) {
      warned <- character()
      shown <- NULL
      console <- NULL
      failed <- function(e) {
        while (sink.number() > 0) sink()
        call <- conditionCall(e)
        where <- if (is.null(call)) "" else paste0(" in ", deparse(call, nlines = 1L)[[1]])
        complain(line + as.integer(sources[[i]][[1]]),
          c(paste0(conditionMessage(e), where), state$before))
      }
      text <- withCallingHandlers(
        tryCatch(printed({
          got <- withVisible(eval(exprs[[i]], globalenv()))
          if (got$visible) {
            if (isTable(got$value)) shown <- got$value
            else if (isS4(got$value)) methods::show(got$value)
            else print(got$value)
          }
        }), error = failed),
        warning = function(w) {
          warned <<- c(warned, conditionMessage(w))
          invokeRestart("muffleWarning")
        })
      if (length(text) > 0) add("text", many(json(text)))
      if (!is.null(shown)) add("table", table(shown, printed(print(shown))))
      drawn()
      for (each in unique(warned)) add("warning", lines(each))
    }
    grDevices::graphics.off()
    files <- Sys.glob(paste0(drawing, "-*"))
    items[items == "picture"] <- sprintf("{\"picture\":%s}", json(basename(files)))
    over <- Filter(Negate(is.null), lapply(setNames(nm = names), function(name) {
      if (exists(name, globalenv(), inherits = FALSE)) value(get(name, globalenv()))
    }))
    state$blocks <- c(state$blocks, paste0("{\"output\":", many(items), ",\"values\":{",
      paste0(json(names(over)), ":", unlist(over), collapse = ",")[length(over) > 0], "}}"))
  }
  setNames <- function(nm) structure(nm, names = nm)
  end <- function() {
    version <- paste(R.version$major, R.version$minor, sep = ".")
    writeLines(paste0("{\"r\":", json(version), ",\"of\":", json(state$of), ",\"blocks\":",
      many(paste0("\n", state$blocks)), "}"), file.path(state$out, "output.json"), useBytes = TRUE)
  }
}, .heddle)`;
