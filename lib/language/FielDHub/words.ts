/**
 * Random layouts of designs under the names of FielDHub: `CRD RCBD latin_square RCBD_augmented split_plot
 * alpha_lattice row_column`, their field books and their maps.
 *
 * A layout follows from its seed by R's own draws. Complete designs draw in the order that FielDHub has;
 * what it searches for at random (lattices, rows and columns) or builds otherwise is another layout here.
 *
 * Sources: Patterson & Williams (1976, Biometrika 63, 83–92) for alpha designs, whose blocks are cyclic;
 * Federer (1956) for augmented blocks; Fisher & Yates (1963) for random Latin squares.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { composedMethod, composedWord } from "../evaluation/composed_word.ts";

const COMMON: Readonly<Record<string, string>> = {
  begun: `function(seed) {
    if (is.null(seed) || !is.numeric(seed)) {
      .refuse("missing-argument", "A layout on a page needs a seed, or it is another every time", "Write seed = 42")
    }
    set.seed(seed)
  }`,
  whole: `function(x, name, least = 1) {
    if (length(x) != 1 || !is.numeric(x) || x %% 1 != 0 || x < least) stop(name, " is a whole number from ", least, " on")
    x
  }`,
  treatments: `function(t, letter = "T") {
    if (length(t) == 1 && is.numeric(t)) return(paste0(letter, seq_len(whole(t, "t", 2))))
    if (length(t) < 2) stop("there must be two treatments at least")
    as.character(t)
  }`,
  // rows of plots that are walked to and fro
  walked: `function(first, rows, columns) {
    m <- matrix(0, rows, columns)
    for (i in seq_len(rows)) {
      own <- first[i] + seq_len(columns) - 1
      m[i, ] <- if (i %% 2 == 0) rev(own) else own
    }
    m
  }`,
  numbered:
    `function(plotNumber, n, reps) if (n < 100) plotNumber + 100 * (seq_len(reps) - 1) else plotNumber + n * (seq_len(reps) - 1)`,
  booked: `function(design, info, d, seed) {
    d <- data.frame(ID = seq_len(nrow(d)), d)
    structure(list(infoDesign = c(info, list(seed = seed)), fieldBook = d), design = design, class = "FielDHub")
  }`,
  // treatments by replicate, block and place: blocks of a replicate are shifted by its number times the place
  lattice: `function(t, k, r) {
    s <- t / k
    if (k >= t || s %% 1 != 0) stop("blocks of k plots hold t treatments: k divides t")
    label <- sample(seq_len(t))
    lapply(seq_len(r), function(j) {
      own <- sapply(seq_len(k) - 1, function(p) label[p * s + (seq_len(s) - 1 + p * (j - 1)) %% s + 1])
      own <- matrix(own, s, k)[sample(s), , drop = FALSE]
      t(apply(own, 1, sample))
    })
  }`,
};

const design = (name: string, parameters: string, text: string): Builtin =>
  composedWord(name, parameters, text, COMMON, ["print", "plot"]);

/** Every word of it. */
export const WORDS: readonly Builtin[] = [
  design(
    "CRD",
    "t, reps, plotNumber, locationName, seed, data!NULL",
    `function(t, reps, plotNumber = 101, locationName = 1, seed = NULL) {
      begun(seed)
      trts <- treatments(t)
      n <- length(trts) * whole(reps, "reps")
      trt <- if (length(t) == 1) rep(trts, each = reps) else rep(trts, times = reps)
      d <- data.frame(LOCATION = locationName, PLOT = plotNumber - 1 + sample(seq_len(n)),
        REP = factor(ave(seq_along(trt), trt, FUN = seq_along)), TREATMENT = trt)
      d <- d[order(d$PLOT), ]
      rownames(d) <- NULL
      booked("Completely Randomized Design (CRD)", list(numberofTreatments = length(trts), treatments = trts, Reps = reps), d, seed)
    }`,
  ),
  design(
    "RCBD",
    "t, reps, l!1, plotNumber, continuous!FALSE, planter, seed, locationNames, data!NULL",
    `function(t, reps, plotNumber = 101, planter = "serpentine", seed = NULL, locationNames = 1) {
      begun(seed)
      trts <- treatments(t)
      n <- length(trts)
      drawn <- t(replicate(whole(reps, "reps", 2), sample(trts)))
      first <- numbered(plotNumber, n, reps)
      plots <- if (planter == "serpentine") walked(first, reps, n) else outer(first, seq_len(n) - 1, "+")
      d <- data.frame(LOCATION = factor(locationNames[1]), PLOT = as.vector(t(plots)), REP = rep(seq_len(reps), each = n),
        TREATMENT = as.vector(t(drawn)))
      d <- d[order(d$PLOT), ]
      rownames(d) <- NULL
      booked("Randomized Complete Block Design (RCBD):", list(blocks = reps, number.of.treatments = n, treatments = trts), d, seed)
    }`,
  ),
  design(
    "latin_square",
    "t, reps, plotNumber, planter, seed, locationNames, data!NULL",
    `function(t, reps = 1, plotNumber = 101, planter = "serpentine", seed = NULL, locationNames = 1) {
      begun(seed)
      n <- whole(t, "t", 2)
      if (n > 10) stop("a Latin square has ten treatments at most")
      trts <- treatments(n)
      d <- do.call(rbind, lapply(seq_len(whole(reps, "reps")), function(j) {
        square <- outer(seq_len(n), seq_len(n), function(a, b) (a + b - 2) %% n + 1)[sample(n), sample(n)]
        named <- sample(trts)
        plots <- walked(plotNumber + (j - 1) * 100 + n * (seq_len(n) - 1), n, n)
        if (planter != "serpentine") plots <- matrix(plotNumber + (j - 1) * 100 + seq_len(n * n) - 1, n, byrow = TRUE)
        data.frame(LOCATION = locationNames[1], PLOT = as.vector(t(plots)), SQUARE = j,
          ROW = factor(rep(paste("Row", seq_len(n)), each = n), paste("Row", seq_len(n))),
          COLUMN = factor(rep(paste("Column", seq_len(n)), times = n), paste("Column", seq_len(n))),
          TREATMENT = named[as.vector(t(square))])
      }))
      booked("Latin Square Design", list(treatments = n, squares = reps), d, seed)
    }`,
  ),
  design(
    "RCBD_augmented",
    "lines, checks, b, l!1, planter, plotNumber, exptName?, seed, locationNames, repsExpt!1, random!TRUE, data!NULL, nrows!NULL, ncols!NULL",
    `function(lines, checks, b, planter = "serpentine", plotNumber = 101, seed = NULL, locationNames = 1) {
      begun(seed)
      k <- ceiling((whole(lines, "lines") + whole(checks, "checks") * whole(b, "b", 2)) / b)
      names <- c(paste0("CH", seq_len(checks)), paste0("G", checks + seq_len(lines)))
      each <- rep(k - checks, b - 1)
      each <- sample(c(each, lines - sum(each)))
      if (any(each < 0)) stop("there are more blocks than the lines fill")
      entries <- sample(checks + seq_len(lines))
      from <- cumsum(c(0, each))
      d <- do.call(rbind, lapply(seq_len(b), function(i) {
        own <- sample(c(seq_len(checks), entries[from[i] + seq_len(each[i])]))
        columns <- seq_along(own)
        if (planter == "serpentine" && i %% 2 == 0) columns <- rev(columns)
        data.frame(LOCATION = locationNames[1], PLOT = plotNumber - 1 + k * (i - 1) + seq_along(own), ROW = i, COLUMN = columns,
          CHECKS = ifelse(own <= checks, own, 0), BLOCK = i, ENTRY = own, TREATMENT = names[own])
      }))
      booked("Augmented Randomized Complete Block Design:", list(blocks = b, checks = checks, entries = lines), d, seed)
    }`,
  ),
  design(
    "split_plot",
    "wp, sp, reps, type, l!1, plotNumber, seed, locationNames, factorLabels?, data!NULL",
    `function(wp, sp, reps, type = 2, plotNumber = 101, seed = NULL, locationNames = 1) {
      begun(seed)
      wholes <- if (length(wp) == 1 && is.numeric(wp)) seq_len(wp) else wp
      subs <- if (length(sp) == 1 && is.numeric(sp)) seq_len(sp) else sp
      a <- length(wholes)
      r <- whole(reps, "reps")
      if (type == 1) {
        plots <- sample(plotNumber + seq_len(a * r) - 1)
        at <- order(plots)
        drawn <- rep(wholes, times = r)[at]
        rep_of <- rep(seq_len(r), each = a)[at]
        plots <- sort(plots)
      } else {
        plots <- as.vector(outer(seq_len(a) - 1, numbered(plotNumber, a, r), "+"))
        drawn <- as.vector(replicate(r, sample(wholes)))
        rep_of <- rep(seq_len(r), each = a)
      }
      own <- as.vector(replicate(a * r, sample(subs)))
      n <- length(subs)
      d <- data.frame(LOCATION = locationNames[1], PLOT = rep(plots, each = n), REP = rep(rep_of, each = n),
        WHOLE_PLOT = rep(drawn, each = n), SUB_PLOT = own)
      d$TRT_COMB <- paste(d$WHOLE_PLOT, d$SUB_PLOT, sep = "|")
      booked("Split Plot Design", list(WholePlots = wholes, SubPlots = subs), d, seed)
    }`,
  ),
  design(
    "alpha_lattice",
    "t, k, r, l!1, plotNumber, locationNames, seed, data!NULL",
    `function(t, k, r, plotNumber = 101, locationNames = 1, seed = NULL) {
      begun(seed)
      n <- if (length(t) == 1) whole(t, "t", 4) else length(t)
      reps <- lattice(n, whole(k, "k", 2), whole(r, "r", 2))
      d <- do.call(rbind, lapply(seq_len(r), function(j) {
        m <- reps[[j]]
        data.frame(LOCATION = locationNames[1], PLOT = numbered(plotNumber, n, r)[j] + seq_len(n) - 1, REP = j,
          IBLOCK = rep(seq_len(n / k), each = k), UNIT = rep(seq_len(k), times = n / k), ENTRY = as.vector(t(m)))
      }))
      d$TREATMENT <- if (length(t) == 1) paste0("G-", d$ENTRY) else t[d$ENTRY]
      message("alpha_lattice(): cyclic blocks; FielDHub searches for its own at random, and has another layout for this seed")
      booked("Alpha Lattice Design", list(Reps = r, iBlocks = n / k, NumberTreatments = n), d, seed)
    }`,
  ),
  design(
    "row_column",
    "t, nrows, r, l!1, plotNumber, locationNames, seed, iterations?, data!NULL, ...",
    `function(t, nrows, r, plotNumber = 101, locationNames = 1, seed = NULL, ...) {
      begun(seed)
      n <- if (length(t) == 1) whole(t, "t", 4) else length(t)
      columns <- lattice(n, whole(nrows, "nrows", 2), whole(r, "r", 2))
      together <- matrix(0, n, n)
      rows <- lapply(columns, function(m) {
        best <- NULL
        least <- Inf
        for (i in 1:40) {
          own <- t(apply(m, 1, sample))
          more <- together
          for (p in seq_len(ncol(own))) more[own[, p], own[, p]] <- more[own[, p], own[, p]] + 1
          if (sum(more^2) < least) {
            least <- sum(more^2)
            best <- own
            kept <- more
          }
        }
        together <<- kept
        t(best)
      })
      d <- do.call(rbind, lapply(seq_len(r), function(j) {
        m <- rows[[j]]
        data.frame(LOCATION = locationNames[1], PLOT = numbered(plotNumber, n, r)[j] + seq_len(n) - 1, REP = j,
          ROW = rep(seq_len(nrow(m)), each = ncol(m)), COLUMN = rep(seq_len(ncol(m)), times = nrow(m)), ENTRY = as.vector(t(m)))
      }))
      d$TREATMENT <- if (length(t) == 1) paste0("G-", d$ENTRY) else t[d$ENTRY]
      message("row_column(): FielDHub searches for its layouts at random, and has another one for this seed")
      booked("Row-Column Design", list(rows = nrows, columns = n / nrows, reps = r, treatments = n), d, seed)
    }`,
  ),
  composedMethod(
    "print.FielDHub",
    "x, n, ...",
    `function(x, n = 10, ...) {
      cat(attr(x, "design"), "\\n\\n")
      cat("Information on the design parameters:", "\\n")
      str(x$infoDesign)
      n <- min(n, nrow(x$fieldBook))
      cat("\\n", n, "First observations of the data frame with the field book:", "\\n")
      print(head(x$fieldBook, n))
      invisible(x)
    }`,
  ),
  composedMethod(
    "plot.FielDHub",
    "x, layout?, stacked?, planter?, l!1, ...",
    `function(x, ...) {
      d <- x$fieldBook
      of <- attr(x, "design")
      panels <- NULL
      number <- function(f) as.integer(sub("^[^0-9]*", "", as.character(f)))
      d$LABEL <- if ("TREATMENT" %in% names(d)) d$TREATMENT else d$TRT_COMB
      d$SHADE <- factor(d$LABEL)
      if (grepl("CRD", of)) {
        n <- nrow(d)
        rows <- max(Filter(function(k) n %% k == 0, seq_len(floor(sqrt(n)))))
        d$ROW <- rep(seq_len(rows), each = n / rows)
        d$COLUMN <- rep(seq_len(n / rows), times = rows)
        back <- d$ROW %% 2 == 0
        d$COLUMN[back] <- n / rows + 1 - d$COLUMN[back]
      } else if (grepl("Augmented", of)) {
        d$SHADE <- factor(d$CHECKS)
      } else if (grepl("Randomized Complete", of)) {
        d$ROW <- d$REP
        d$COLUMN <- ave(d$PLOT, d$REP, FUN = seq_along)
        back <- d$ROW %% 2 == 0
        d$COLUMN[back] <- max(d$COLUMN) + 1 - d$COLUMN[back]
      } else if (grepl("Latin", of)) {
        d$ROW <- number(d$ROW)
        d$COLUMN <- number(d$COLUMN)
        if (max(d$SQUARE) > 1) panels <- ~SQUARE
      } else if (grepl("Split", of)) {
        d$COLUMN <- ave(d$PLOT, d$REP, FUN = function(p) match(p, unique(p)))
        d$ROW <- ave(d$PLOT, d$PLOT, FUN = seq_along)
        d$SHADE <- factor(d$WHOLE_PLOT)
        panels <- ~REP
      } else {
        if (grepl("Alpha", of)) {
          d$ROW <- d$IBLOCK
          d$COLUMN <- d$UNIT
        }
        panels <- ~REP
      }
      d$ROW <- as.integer(d$ROW)
      d$COLUMN <- as.integer(d$COLUMN)
      p <- ggplot(d, aes(x = COLUMN, y = ROW, fill = SHADE)) + geom_tile(colour = "black") + geom_text(aes(label = LABEL)) +
        labs(fill = if (grepl("Augmented", of)) "CHECKS" else if (grepl("Split", of)) "WHOLE_PLOT" else "TREATMENT", title = sub(":$", "", of))
      if (nlevels(d$SHADE) > 12) p <- p + theme(legend.position = "none")
      if (!is.null(panels)) p <- p + facet_wrap(panels)
      print(p)
      invisible(list(p = p, df = d[setdiff(names(d), c("LABEL", "SHADE"))]))
    }`,
  ),
];
