/**
 * Which names the rooms have, so that nobody need load one to know. Written by
 * `deno run --allow-read --allow-write tests/chunk/verbs_page.ts`.
 *
 * @module
 */

/** Names by room. */
export const NAMES: Readonly<Record<string, string>> = {
  values: `
    %in% all.equal anyDuplicated bitwAnd bitwNot bitwOr bitwShiftL bitwShiftR bitwXor cat
    duplicated flush.console getOption identical intersect is.element match noquote options
    order print print.default rank rev rev.default setdiff setequal sort sort.int union unique
    writeLines
  `,
  functions: `
    $ %o% ...elt ...length ...names Filter Find Map Negate Position Recall Reduce Vectorize
    all.names all.vars apply args as.formula as.name as.symbol assign body bquote deparse
    deparse1 do.call emptyenv environment eval evalq exists force forceAndCall formals formula
    function_call get get0 globalenv identity invisible is.call is.function is.name is.symbol
    lapply list2env local ls mapply match.arg match.call match.fun missing nargs new.env outer
    parent.frame parse quote rapply reformulate replicate rm sapply split str2lang substitute
    sweep switch sys.call sys.function system.time tapply unsplit vapply with within
  `,
  counts: `
    addmargins as.table cut droplevels findInterval margin.table marginSums prop.table
    proportions relevel reorder summary table tabulate
  `,
  frames: `
    %$% %<>% %T>% I as.data.frame as.matrix attach cbind cbind.data.frame data.frame detach
    expand.grid extract2 rbind rbind.data.frame set_colnames set_rownames subset transform
    use_series
  `,
  dates: `
    ISOdate ISOdatetime as.Date as.POSIXct as.POSIXlt as.character.Date cut.Date cut.POSIXt
    format.Date format.POSIXct is.Date julian months quarters round.POSIXt seq.Date seq.POSIXt
    strftime strptime trunc.POSIXt weekdays
  `,
  spread: `
    C IQR boxplot.stats contr.SAS contr.helmert contr.poly contr.sum contr.treatment contrasts
    contrasts<- convolve cor cov expm fft fivenum kappa mad median nlm nlminb poly polyroot
    ppoints pretty quantile rWishart rcond sd var
  `,
  chance: `
    dmvnorm mvrnorm rbeta rbinom rcauchy rchisq rexp rf rgamma rgeom rhyper rlnorm rlogis
    rmultinom rmvn rmvnorm rnbinom rnorm rpois rsignrank rt runif rweibull rwilcox sample
    sample.int set.seed
  `,
  distributions: `
    dbeta dbinom dcauchy dchisq dexp df dgamma dgeom dhyper dlnorm dlogis dnbinom dnorm dpois
    dsignrank dt dunif dweibull dwilcox pbeta pbinom pcauchy pchisq pexp pf pgamma pgeom phyper
    plnorm plogis pnbinom pnorm ppois psignrank pt ptukey punif pweibull pwilcox qbeta qbinom
    qcauchy qchisq qexp qf qgamma qgeom qhyper qlnorm qlogis qnbinom qnorm qpois qsignrank qt
    qtukey qunif qweibull qwilcox
  `,
  tests: `
    Box.test ansari.test bartlett.test binom.test chisq.test cor.test fisher.test fligner.test
    friedman.test kruskal.test ks.test mantelhaen.test mcnemar.test mood.test oneway.test
    p.adjust pairwise.t.test pairwise.wilcox.test poisson.test power.anova.test power.prop.test
    power.t.test prop.test quade.test shapiro.test t.test var.test wilcox.test
  `,
  responses: `
    Anova.mlm SSD anova.mlm coef.mlm coefficients.mlm confint.mlm deviance.mlm df.residual.mlm
    estVar fitted.mlm formula.mlm manova mauchly.test model.frame.mlm model.matrix.mlm nobs.mlm
    predict.mlm print.Anova.mlm print.maov print.mlm print.summary.Anova.mlm
    print.summary.manova print.summary.maov print.summary.responses resid.mlm residuals.mlm
    sigma.mlm summary.Anova.mlm summary.manova summary.maov summary.mlm vcov.mlm
  `,
  curves: `
    AIC.nls BIC.nls SSasymp SSasympOff SSasympOrig SSbiexp SSfol SSfpl SSgompertz SSlogis
    SSmicmen SSweibull anova.nls coef.nls coef.summary.nls coefficients.nls
    coefficients.summary.nls confint.nls deviance.nls df.residual.nls fitted.nls formula.nls
    getInitial logLik.nls nls nls.control nobs.nls plot.nls predict.nls print.nls
    print.summary.nls resid.nls residuals.nls sigma.nls summary.nls vcov.nls weights.nls
  `,
  multivariate: `
    as.dist cov.wt cov2cor cutree dist hclust is.hclust kmeans loadings mahalanobis prcomp
    predict.princomp princomp print.loadings print.princomp print.summary.princomp
    summary.prcomp summary.princomp
  `,
  numerics: `
    D approx approxfun deriv deriv3 integrate jitter optim optimise optimize spline splinefun
    stem uniroot zapsmall
  `,
  tables: `
    aggregate ave by ftable is.table merge na.pass reshape xtabs
  `,
  matrices: `
    %*% %x% aperm array backsolve chol chol2inv col crossprod det determinant diag diag<- eigen
    forwardsolve isSymmetric kronecker lower.tri matrix max.col norm qr qr.Q qr.R qr.coef
    qr.fitted qr.resid row rowsum solve svd t tcrossprod upper.tri
  `,
  texts: `
    Sys.timezone abbreviate agrep agrepl basename casefold charToRaw chartr dQuote dirname
    enc2native enc2utf8 encodeString endsWith file.path file_ext file_path_sans_ext format
    format.data.frame format.default format.pval formatC gettextf gregexpr grep grepl gsub iconv
    intToUtf8 make.names make.unique nchar now nzchar paste paste0 prettyNum rawToChar regexec
    regexpr regmatches regmatches<- sQuote shQuote sprintf startsWith str_view strrep strsplit
    strtoi strtrim strwrap sub substr substr<- substring substring<- toString toTitleCase today
    tolower toupper trimws utf8ToInt
  `,
  utils: `
    capture.output combn hasName head.matrix modifyList object.size stack str type.convert
    unstack
  `,
  grDevices: `
    adjustcolor cm.colors col2rgb colorRamp colorRampPalette gray gray.colors grey grey.colors
    hcl hcl.colors hcl.pals heat.colors hsv nclass.FD nclass.Sturges nclass.scott palette.colors
    palette.pals rainbow rgb terrain.colors topo.colors
  `,
  pictures: `
    %+replace% after_scale animate annotation_logticks coord_map coord_quickmap coord_radial
    coord_sf cut_interval cut_number cut_width geom_bar_pattern geom_half_violin geom_map
    geom_quantile geom_sf geom_violindot geom_violinhalf geom_vridgeline ggMarginal ggplotly
    stat_halfeye stat_lineribbon stat_pointinterval stat_quantile stat_regline_equation
    stat_slab transition_states transition_time
  `,
  smoothing: `
    anova.loess bw.SJ bw.bcv bw.nrd bw.nrd0 bw.ucv density ecdf fitted.loess formula.loess knots
    loess loess.smooth lowess nobs.loess predict.loess print.loess print.summary.loess
    resid.loess residuals.loess simpleLoess summary.loess
  `,
  dplyr: `
    across add_count add_tally all_of all_vars anti_join any_of any_vars arrange arrange_all
    arrange_at arrange_if as_label as_name as_string between bind_cols bind_rows c_across
    case_match case_when coalesce collect consecutive_id contains count cross_join cumall cumany
    cume_dist cummean cur_column cur_data cur_data_all cur_group cur_group_id cur_group_rows
    dense_rank desc distinct distinct_all distinct_at distinct_if do ends_with enquo enquos
    ensym everything expr filter filter_all filter_at filter_if first full_join funs group_by
    group_by_all group_by_at group_by_drop_default group_by_if group_cols group_data
    group_indices group_keys group_map group_modify group_rows group_size group_split group_vars
    group_walk groups if_all if_any if_else inner_join intersect is.grouped_df is_grouped_df
    join_by lag last last_col lead left_join matches min_rank mutate mutate_all mutate_at
    mutate_if n n_distinct n_groups na_if near nth ntile num_range one_of percent_rank pick pull
    quo quo_name quos recode recode_factor reframe relocate rename rename_all rename_at
    rename_if rename_with right_join row_number rows_append rows_delete rows_insert rows_patch
    rows_update rows_upsert rowwise sample_frac sample_n select select_all select_at select_if
    semi_join setdiff setequal slice slice_head slice_max slice_min slice_sample slice_tail
    starts_with summarise summarise_all summarise_at summarise_if summarize summarize_all
    summarize_at summarize_if sym syms tally tbl_vars top_frac top_n transmute transmute_all
    transmute_at transmute_if ungroup union union_all vars where with_groups
  `,
  tidyr: `
    complete crossing drop_na expand expand_grid extract fill full_seq gather nest nest_by
    nesting pivot_longer pivot_wider replace_na separate separate_longer_delim separate_rows
    separate_wider_delim spread uncount unite unnest unnest_longer unnest_wider
  `,
  tibble: `
    add_case add_column add_row as.tibble as_data_frame as_tibble as_tibble_col as_tibble_row
    column_to_rownames data_frame deframe enframe glimpse has_rownames is.tbl is_tibble lst
    remove_rownames rowid_to_column rownames_to_column tbl_df tibble tibble_row tribble
  `,
  readr: `
    locale parse_character parse_date parse_double parse_factor parse_guess parse_integer
    parse_logical parse_number type_convert
  `,
  forcats: `
    as_factor fct_c fct_collapse fct_count fct_cross fct_drop fct_expand fct_infreq fct_inorder
    fct_inseq fct_lump fct_lump_lowfreq fct_lump_min fct_lump_n fct_lump_prop fct_match
    fct_na_level_to_value fct_na_value_to_level fct_other fct_recode fct_relabel fct_relevel
    fct_reorder fct_reorder2 fct_rev fct_shift fct_unify fct_unique lvls_reorder lvls_union
  `,
  stringr: `
    boundary coll fixed regex str_c str_count str_detect str_dup str_ends str_equal str_escape
    str_extract str_extract_all str_flatten str_length str_locate str_locate_all str_match
    str_match_all str_order str_pad str_remove str_remove_all str_replace str_replace_all
    str_replace_na str_sort str_split str_split_1 str_split_fixed str_split_i str_squish
    str_starts str_sub str_sub<- str_subset str_to_lower str_to_sentence str_to_title
    str_to_upper str_trim str_trunc str_which str_width str_wrap word
  `,
  glue: `
    glue glue_collapse glue_data str_glue str_glue_data str_interp
  `,
  lubridate: `
    %--% %within% as_date as_datetime ceiling_date day days_in_month dmy dmy_h dmy_hm dmy_hms
    dym floor_date hour int_end int_length int_start interval is.POSIXct isoweek isoyear
    leap_year make_date make_datetime mday mdy mdy_h mdy_hm mdy_hms minute month myd qday
    quarter second semester time_length wday week with_tz yday ydm ydm_h ydm_hm ydm_hms year ymd
    ymd_h ymd_hm ymd_hms
  `,
  purrr: `
    accumulate as_mapper as_vector chuck compact compose detect detect_index discard discard_at
    every flatten flatten_chr flatten_dbl flatten_dfr flatten_int flatten_lgl has_element
    head_while imap imap_chr imap_dbl imap_dfc imap_dfr imap_int imap_lgl imap_vec is_empty
    iwalk keep keep_at list_c list_cbind list_flatten list_modify list_rbind list_simplify
    list_transpose map map2 map2_chr map2_dbl map2_dfc map2_dfr map2_int map2_lgl map2_vec
    map_at map_chr map_dbl map_depth map_df map_dfc map_dfr map_if map_int map_lgl map_vec
    modify modify_at modify_if negate none partial pluck pmap pmap_chr pmap_dbl pmap_dfc
    pmap_dfr pmap_int pmap_lgl pmap_vec possibly prepend pwalk quietly reduce rerun safely
    set_names simplify some tail_while transpose walk walk2
  `,
  janitor: `
    adorn_ns adorn_pct_formatting adorn_percentages adorn_rounding adorn_title adorn_totals
    clean_names excel_numeric_to_date get_dupes make_clean_names remove_constant remove_empty
    round_half_up row_to_names tabyl
  `,
  "data.table": `
    %between% %chin% %like% as.data.table copy data.table dcast fifelse is.data.table melt
    rbindlist rleid setDF setDT setcolorder setkey setkeyv setnames setorder setorderv shift
    tstrsplit uniqueN
  `,
  knitr: `
    include_graphics
  `,
  latex2exp: `
    TeX
  `,
  dlookr: `
    describe
  `,
  Rmisc: `
    summarySE
  `,
  rstatix: `
    add_significance add_x_position add_xy_position add_y_position adjust_pvalue anova_test
    binom_test box_m chisq_test cohens_d convert_as_factor cor_gather cor_get_pval
    cor_mark_significant cor_mat cor_pmat cor_reorder cor_select cor_test cramer_v dunn_test
    emmeans_test fisher_test freq_table friedman_effsize friedman_test games_howell_test
    get_anova_table get_emmeans get_mode get_summary_stats identify_outliers is_extreme
    is_outlier kruskal_effsize kruskal_test levene_test mahalanobis_distance mcnemar_test
    mshapiro_test p_format p_round pairwise_sign_test pairwise_t_test pairwise_wilcox_test
    partial_eta_squared print.anova_test prop_test pull_lower_triangle pull_upper_triangle
    remove_ns reorder_levels replace_lower_triangle replace_upper_triangle set_ref_level
    shapiro_test sign_test t_test tukey_hsd welch_anova_test wilcox_effsize wilcox_test
  `,
  plyr: `
    aaply adply catcolwise colwise d_ply daply ddply dlply each join join_all l_ply laply ldply
    llply mapvalues mdply numcolwise raply rbind.fill rdply revalue rlply round_any
  `,
  psych: `
    SD describe describeBy fisherz fisherz2r geometric.mean harmonic.mean kurtosi print.describe
    print.describeBy skew
  `,
  mosaic: `
    favstats
  `,
  doBy: `
    summaryBy
  `,
  Hmisc: `
    %nin% Cs binconf capitalize print.rcorr rcorr smean.cl.normal smean.sd smean.sdl
    smedian.hilow wtd.mean wtd.var
  `,
  lme4: `
    coef.lmList4 confint.lmList4 lmList print.lmList4 print.summary.lmList4 rePCA
    summary.lmList4 summary.prcomplist
  `,
  nlme: `
    as.data.frame.augPred augPred compareFits comparePred fixef.lmList intervals.lmList
    lme.lmList plot.compareFits print.compareFits print.lmList print.summary.lmList
    summary.lmList
  `,
  modelr: `
    add_predictions add_residuals data_grid gather_predictions gather_residuals mae model_matrix
    mse rmse rsquare seq_range spread_predictions spread_residuals
  `,
  mixedup: `
    extract_coef extract_fixed_effects extract_fixef extract_random_coefficients
    extract_random_coefs extract_random_effects extract_ranef
  `,
  modelbased: `
    estimate_contrasts estimate_expectation estimate_means estimate_prediction
    print.estimate_contrasts print.estimate_means print.estimate_predicted
  `,
  MetBrewer: `
    met.brewer
  `,
  RColorBrewer: `
    brewer.pal
  `,
  scales: `
    alpha breaks_extended breaks_pretty breaks_width cividis comma comma_format dollar
    dollar_format extended_breaks inferno label_comma label_dollar label_number label_percent
    label_pvalue label_scientific magma mako number number_format percent percent_format plasma
    pretty_breaks pvalue pvalue_format rocket scientific scientific_format turbo viridis
    viridis_pal
  `,
  nortest: `
    ad.test cvm.test lillie.test pearson.test sf.test
  `,
  pwr: `
    ES.h ES.w1 ES.w2 cohen.ES pwr.2p.test pwr.2p2n.test pwr.anova.test pwr.chisq.test
    pwr.f2.test pwr.norm.test pwr.p.test pwr.r.test pwr.t.test pwr.t2n.test
  `,
  glmmTMB: `
    numFactor
  `,
  insight: `
    format_p
  `,
  FielDHub: `
    CRD RCBD RCBD_augmented alpha_lattice latin_square plot.FielDHub print.FielDHub row_column
    split_plot
  `,
  merTools: `
    REextract
  `,
};
