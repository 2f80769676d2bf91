/**
 * Which names the rooms have, so that nobody need load one to know. Written by
 * `deno run --allow-read --allow-write tests/chunk/verbs_page.ts`.
 *
 * @module
 */

/** Names of what is at hand without a room, by R's package; "" is R itself. */
export const AT_HAND: Readonly<Record<string, string>> = {
  "": `
    AIC AICc BIC anova as.data.frame ci coef coefficients deviance df.residual extractAIC head
    length levels lm logLik n_reps names nobs options print rbind read.csv read.csv2 read.delim
    read.delim2 read.table round se sigma signif str summary tail vcov
  `,
  car: `
    Anova
  `,
  emmeans: `
    contrast emmeans emtrends pairs regrid
  `,
  lme4: `
    VarCorr fixef lmer ranef
  `,
  multcomp: `
    cld
  `,
};

/** Names by room and by R's package; "" is R itself. */
export const NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  reading: {
    "": `
      readRDS
    `,
    arrow: `
      read_parquet
    `,
    readr: `
      read_csv read_csv2 read_delim read_rds read_tsv
    `,
    readxl: `
      read_excel read_xlsx
    `,
  },
  places: {
    "": `
      source
    `,
    here: `
      here
    `,
    knitr: `
      kable
    `,
  },
  intervals: {
    "": `
      confint confint.default fitted fitted.values predict predict.glm predict.lm resid
      residuals
    `,
    emmeans: `
      joint_tests test
    `,
  },
  designs: {
    "": `
      design ems equation shell
    `,
  },
  planning: {
    "": `
      detectable power power_curve precision sample_size
    `,
  },
  views: {
    "": `
      covariance_plot fisher plan simulate_power
    `,
    car: `
      qqPlot
    `,
    emmeans: `
      emmip pwpp
    `,
  },
  pictures: {
    GGally: `
      ggpairs
    `,
    corrplot: `
      corrplot
    `,
    cowplot: `
      background_grid plot_grid
    `,
    ggcorrplot: `
      ggcorrplot
    `,
    ggplot2: `
      aes annotate arrow as_labeller coord_cartesian coord_equal coord_fixed coord_flip
      coord_polar coord_trans derive dup_axis element_blank element_line element_rect
      element_text expand_limits expansion facet_grid facet_wrap geom_abline geom_area geom_bar
      geom_bin2d geom_bin_2d geom_blank geom_boxplot geom_col geom_contour geom_contour_filled
      geom_count geom_crossbar geom_curve geom_density geom_density2d geom_density2d_filled
      geom_density_2d geom_density_2d_filled geom_dotplot geom_errorbar geom_errorbarh
      geom_freqpoly geom_function geom_hex geom_histogram geom_hline geom_jitter geom_label
      geom_line geom_linerange geom_path geom_point geom_pointrange geom_polygon geom_qq
      geom_qq_line geom_raster geom_rect geom_ribbon geom_rug geom_segment geom_smooth
      geom_spoke geom_step geom_text geom_tile geom_violin geom_vline ggplot ggsave ggtitle
      guide_axis guide_bins guide_colorbar guide_colorsteps guide_colourbar guide_coloursteps
      guide_legend guide_none guides labeller labs last_plot lims margin position_dodge
      position_dodge2 position_fill position_identity position_jitter position_jitterdodge
      position_nudge position_stack qplot quickplot rel scale_alpha scale_alpha_area
      scale_alpha_continuous scale_alpha_discrete scale_alpha_identity scale_alpha_manual
      scale_color_brewer scale_color_carto_c scale_color_carto_d scale_color_continuous
      scale_color_discrete scale_color_distiller scale_color_fermenter scale_color_gradient
      scale_color_gradient2 scale_color_gradientn scale_color_grey scale_color_hue
      scale_color_identity scale_color_manual scale_color_okabe_ito scale_color_scico
      scale_color_scico_d scale_color_steps scale_color_steps2 scale_color_stepsn
      scale_color_viridis scale_color_viridis_b scale_color_viridis_c scale_color_viridis_d
      scale_colour_brewer scale_colour_carto_c scale_colour_carto_d scale_colour_continuous
      scale_colour_discrete scale_colour_distiller scale_colour_fermenter scale_colour_gradient
      scale_colour_gradient2 scale_colour_gradientn scale_colour_grey scale_colour_hue
      scale_colour_identity scale_colour_manual scale_colour_okabe_ito scale_colour_scico
      scale_colour_scico_d scale_colour_steps scale_colour_steps2 scale_colour_stepsn
      scale_colour_viridis scale_colour_viridis_b scale_colour_viridis_c scale_colour_viridis_d
      scale_fill_brewer scale_fill_carto_c scale_fill_carto_d scale_fill_continuous
      scale_fill_discrete scale_fill_distiller scale_fill_fermenter scale_fill_gradient
      scale_fill_gradient2 scale_fill_gradientn scale_fill_grey scale_fill_hue
      scale_fill_identity scale_fill_manual scale_fill_okabe_ito scale_fill_scico
      scale_fill_scico_d scale_fill_steps scale_fill_steps2 scale_fill_stepsn scale_fill_viridis
      scale_fill_viridis_b scale_fill_viridis_c scale_fill_viridis_d scale_linetype
      scale_linetype_discrete scale_linetype_identity scale_linetype_manual scale_linewidth
      scale_linewidth_area scale_linewidth_continuous scale_linewidth_discrete
      scale_linewidth_identity scale_linewidth_manual scale_shape scale_shape_discrete
      scale_shape_identity scale_shape_manual scale_size scale_size_area scale_size_continuous
      scale_size_discrete scale_size_identity scale_size_manual scale_x_continuous scale_x_date
      scale_x_discrete scale_x_log10 scale_x_reverse scale_x_sqrt scale_y_continuous
      scale_y_date scale_y_discrete scale_y_log10 scale_y_reverse scale_y_sqrt sec_axis stat_bin
      stat_bin2d stat_bin_2d stat_bin_hex stat_boxplot stat_contour stat_contour_filled
      stat_count stat_density stat_density2d_filled stat_density_2d stat_density_2d_filled
      stat_ecdf stat_ellipse stat_function stat_identity stat_qq stat_qq_line stat_smooth
      stat_sum stat_summary stat_summary_bin stat_unique stat_ydensity theme theme_bw
      theme_classic theme_cleveland theme_cowplot theme_dark theme_few theme_get theme_gray
      theme_grey theme_half_open theme_ipsum theme_light theme_linedraw theme_lucid theme_map
      theme_minimal theme_minimal_grid theme_minimal_hgrid theme_modern theme_pubclean
      theme_pubr theme_ridges theme_set theme_test theme_tufte theme_update theme_void unit vars
      waiver xlab xlim ylab ylim
    `,
    ggpubr: `
      annotate_figure ggarrange
    `,
    ggrepel: `
      geom_label_repel geom_text_repel
    `,
    ggridges: `
      geom_density_ridges geom_density_ridges2 geom_density_ridges_gradient geom_ridgeline
      geom_ridgeline_gradient stat_density_ridges
    `,
    ggtext: `
      element_markdown element_textbox element_textbox_simple
    `,
    graphics: `
      coplot
    `,
    gridExtra: `
      arrangeGrob grid.arrange
    `,
    patchwork: `
      inset_element plot_annotation plot_layout plot_spacer wrap_plots
    `,
  },
  graphics: {
    "": `
      plot
    `,
    MASS: `
      boxcox
    `,
    desplot: `
      desplot ggdesplot
    `,
    graphics: `
      abline arrows axis barplot biplot box boxplot cdplot curve dotchart frame grid hist
      interaction.plot layout legend lines matlines matplot matpoints mosaicplot mtext palette
      par pie plot.new plot.window points polygon qqline qqnorm qqplot rect rect.hclust rug
      scatter.smooth screeplot segments spineplot stripchart sunflowerplot symbols text title
    `,
  },
  shorthands: {
    ggpubr: `
      ggbarplot ggboxplot ggdensity ggdotplot gghistogram ggline ggqqplot ggscatter ggstripchart
      ggviolin stat_compare_means stat_cor stat_pvalue_manual
    `,
    lattice: `
      bwplot densityplot dotplot histogram qqmath xyplot
    `,
  },
  generalized: {
    "": `
      glimmix glm
    `,
    MASS: `
      dose.p glm.nb
    `,
    glmmTMB: `
      family_params glmmTMB glmmTMBControl
    `,
    lme4: `
      glmer glmer.nb glmerControl lmerControl
    `,
  },
  residual: {
    "": `
      compare_structures covariance_parameters
    `,
    mixedup: `
      extract_vc
    `,
    mmrm: `
      component df_1d df_md mmrm mmrm_control
    `,
    nlme: `
      ACF Variogram corAR1 corARMA corCAR1 corCompSymm corExp corGaus corLin corMatrix corRatio
      corSpher corSymm fixed.effects getData getVarCov gls glsControl groupedData intervals lme
      lmeControl pdCompSymm pdDiag pdIdent pdLogChol pdNatural pdSymm random.effects varComb
      varConstPower varExp varFixed varIdent varPower
    `,
  },
  diagnosis: {
    "": `
      cooks.distance covratio dfbeta dfbetas dffits hatvalues rstandard rstudent
    `,
    AICcmodavg: `
      aictab
    `,
    DHARMa: `
      plotQQunif plotResiduals plotSimulatedResiduals simulateResiduals testDispersion
      testOutliers testResiduals testUniformity testZeroInflation
    `,
    MuMIn: `
      r.squaredGLMM
    `,
    bbmle: `
      AICctab AICtab BICtab
    `,
    broom: `
      augment glance tidy
    `,
    car: `
      leveneTest vif
    `,
    lmtest: `
      bptest dwtest gqtest lrtest
    `,
    performance: `
      check_heteroscedasticity check_heteroskedasticity check_model check_normality
      check_overdispersion check_singularity check_zeroinflation compare_performance icc
      model_performance r2
    `,
  },
  figures: {
    "": `
      components_plot correlation_plot field_plot interaction_plot means_plot pairs_plot
      profile_plot residuals_plot shrinkage_plot strip_plot
    `,
  },
  pieces: {
    "": `
      formula model.frame model.matrix update
    `,
    lme4: `
      getME isSingular ngrps
    `,
  },
  comparisons: {
    "": `
      compare_ddf ranova simulate
    `,
    emmeans: `
      as.glht emm
    `,
    lme4: `
      REMLcrit bootMer refit refitML
    `,
    lmerTest: `
      contest contest1D contestMD difflsmeans ls_means lsmeansLT rand
    `,
    multcomp: `
      Chisqtest Ftest adjusted adjusted_calpha glht mcp univariate univariate_calpha
    `,
    pbkrtest: `
      KRmodcomp PBmodcomp SATmodcomp getKR get_Lb_ddf vcovAdj
    `,
  },
  grids: {
    emmeans: `
      add_grouping as.emmGrid as.emm_list comb_facs eff_size emm_options emmobj get.lsm.option
      get_emm_option lsm.options lsmeans lstrends make.tran mvcontrast permute_levels pwpm qdrg
      ref_grid split_fac
    `,
  },
  agricolae: {
    agricolae: `
      HSD.test LSD.test SNK.test duncan.test scheffe.test
    `,
    effectsize: `
      cohens_d cohens_f epsilon_squared eta_squared hedges_g omega_squared
    `,
  },
  files: {
    "": `
      data load readLines
    `,
    jsonlite: `
      fromJSON
    `,
    kableExtra: `
      add_header_above add_indent cell_spec collapse_rows column_spec footnote kable_classic
      kable_classic_2 kable_material kable_material_dark kable_minimal kable_paper kable_styling
      kbl landscape pack_rows row_spec scroll_box text_spec
    `,
    readr: `
      read_file read_lines
    `,
    readxl: `
      excel_sheets
    `,
    statforbiology: `
      getAgroData
    `,
  },
  tables: {
    DT: `
      datatable formatRound formatStyle
    `,
    flextable: `
      align autofit bg bold colformat_double color flextable fontsize hline italic merge_v
      set_caption set_header_labels theme_alafoli theme_apa theme_booktabs theme_box theme_tron
      theme_vader theme_vanilla theme_zebra width
    `,
    gt: `
      cols_align cols_label fmt_number gt opt_row_striping tab_header tab_options tab_style
    `,
    pander: `
      pander pandoc.table
    `,
    xtable: `
      xtable
    `,
  },
  analyses: {
    "": `
      TukeyHSD add1 aov case.names drop1 family getCall labels model.tables proj step
      summary.aov summary.lm terms weights
    `,
    lmerTest: `
      get_model
    `,
  },
  regression: {
    "": `
      alias dummy.coef effects expand.model.frame influence influence.measures lm.influence
      model.response na.action naprint printCoefmat qr replications se.contrast variable.names
    `,
    MASS: `
      addterm contr.sdif dropterm fitdistr fractions ginv rlm stdres stepAIC studres
    `,
    car: `
      Confint deltaMethod durbinWatsonTest linearHypothesis matchCoefs ncvTest outlierTest
    `,
  },
};
