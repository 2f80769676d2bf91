/**
 * Which sets of data of R's packages there are: by name those that are here, and those that are not.
 *
 * @module
 */

const names = (text: string): readonly string[] => text.split(" ");

/** Sets that are here, by package. */
export const HERE: Readonly<Record<string, readonly string[]>> = {
  datasets: names(
    "airquality anscombe attitude BOD cars chickwts ChickWeight CO2 DNase esoph euro " +
      "faithful Formaldehyde HairEyeColor Indometh InsectSprays iris islands " +
      "LifeCycleSavings Loblolly longley morley mtcars npk Orange OrchardSprays PlantGrowth " +
      "precip pressure Puromycin rivers sleep stackloss state.abb state.area state.name " +
      "state.region state.division state.x77 swiss Theoph Titanic ToothGrowth trees " +
      "UCBAdmissions USArrests VADeaths warpbreaks women",
  ),
  MASS: names(
    "anorexia oats",
  ),
  nlme: names(
    "Alfalfa BodyWeight Cefamandole Dialyzer Earthquake ergoStool Fatigue Gasoline Glucose " +
      "Gun IGF Machines Meat Oats Orthodont Ovary Oxboys Oxide Rail RatPupWeight Soybean " +
      "Wheat2",
  ),
  lme4: names(
    "cake cbpp Dyestuff Dyestuff2 Pastes Penicillin sleepstudy",
  ),
  emmeans: names(
    "pigs",
  ),
  carData: names(
    "Moore",
  ),
  palmerpenguins: names(
    "penguins",
  ),
};

/** How sets are grouped for nlme, which takes random effects to be of these groups. */
export const GROUPED: Readonly<Record<string, string>> = {
  Alfalfa: "Yield ~ Date | Block/Variety",
  BodyWeight: "weight ~ Time | Rat",
  Cefamandole: "conc ~ Time | Subject",
  ChickWeight: "weight ~ Time | Chick",
  CO2: "uptake ~ conc | Plant",
  Dialyzer: "rate ~ pressure | Subject",
  DNase: "density ~ conc | Run",
  Earthquake: "accel ~ distance | Quake",
  ergoStool: "effort ~ Type | Subject",
  Fatigue: "relLength ~ cycles | Path",
  Gasoline: "yield ~ endpoint | Sample",
  Glucose: "conc ~ Time | Subject",
  Gun: "rounds ~ Method | Team",
  IGF: "conc ~ age | Lot",
  Indometh: "conc ~ time | Subject",
  Loblolly: "height ~ age | Seed",
  Machines: "score ~ Machine | Worker",
  Meat: "score ~ 1 | Pair",
  Oats: "yield ~ nitro | Block",
  Orange: "circumference ~ age | Tree",
  Orthodont: "distance ~ age | Subject",
  Ovary: "follicles ~ Time | Mare",
  Oxboys: "height ~ age | Subject",
  Oxide: "Thickness ~ 1 | Lot/Wafer",
  Rail: "travel ~ 1 | Rail",
  RatPupWeight: "weight ~ 1 | Litter",
  Soybean: "weight ~ Time | Plot",
  Theoph: "conc ~ Time | Subject",
  Wheat2: "yield ~ variety | Block",
};

/** Sets that are elsewhere, by package: a file is made of them in R. */
export const ELSEWHERE_SETS: Readonly<Record<string, readonly string[]>> = {
  datasets: names(
    "ability.cov airmiles AirPassengers attenu austres beaver1 beaver2 BJsales " +
      "BJsales.lead co2 crimtab discoveries euro.cross eurodist EuStockMarkets fdeaths " +
      "freeny freeny.x freeny.y Harman23.cor Harman74.cor infert iris3 JohnsonJohnson " +
      "LakeHuron ldeaths lh lynx mdeaths nhtemp Nile nottem occupationalStatus presidents " +
      "quakes randu rock Seatbelts stack.loss stack.x state.center sunspot.month " +
      "sunspot.year sunspots treering UKDriverDeaths UKgas USAccDeaths UScitiesD " +
      "USJudgeRatings USPersonalExpenditure uspop volcano WorldPhones WWWusage",
  ),
  nlme: names(
    "Assay bdf Glucose2 MathAchieve MathAchSchool Milk Muscle Nitrendipene PBG Phenobarb " +
      "Pixel Quinidine Relaxin Remifentanil Spruce Tetracycline1 Tetracycline2 Wafer Wheat",
  ),
  lme4: names(
    "Arabidopsis grouseticks grouseticks_agg InstEval VerbAgg",
  ),
  MASS: names(
    "abbey accdeaths Aids2 Animals bacteria beav1 beav2 biopsy birthwt Boston cabbages " +
      "caith Cars93 cats cement chem coop cpus crabs Cushings DDT deaths drivers eagles " +
      "epil farms fgl forbes GAGurine galaxies gehan genotype geyser gilgais hills housing " +
      "immer Insurance leuk mammals mcycle Melanoma menarche michelson minn38 motors muscle " +
      "newcomb nlschools npk npr1 OME painters petrol phones Pima.te Pima.tr Pima.tr2 quine " +
      "Rabbit road rotifer Rubber ships shoes shrimp shuttle Sitka Sitka89 Skye snails " +
      "SP500 steam stormer survey synth.te synth.tr topo Traffic UScereal UScrime VA waders " +
      "whiteside wtloss",
  ),
  emmeans: names(
    "auto.noise feedlot fiber MOats neuralgia nutrition oranges ubds",
  ),
  carData: names(
    "Adler AMSsurvey Angell Anscombe Arrests Baumann BEPS Bfox Blackmore Burt CanPop " +
      "CES11 Chile Chirot Cowles Davis DavisThin Depredations Duncan Ericksen Florida " +
      "Freedman Friendly Ginzberg Greene GSSvocab Guyer Hartnagel Highway1 KosteckiDillon " +
      "Leinhardt LoBD Mandel Migration MplsDemo MplsStops Mroz OBrienKaiser " +
      "OBrienKaiserLong Ornstein Pottery Prestige Quartet Robey Rossi Sahlins Salaries SLID " +
      "Soils States TitanicSurvival Transact UN UN98 USPop Vocab WeightLoss Wells Womenlf " +
      "Wong Wool WVS",
  ),
  lattice: names(
    "barley environmental ethanol melanoma singer USMortality USRegionalMortality",
  ),
  ggplot2: names(
    "diamonds economics economics_long faithfuld luv_colours midwest mpg msleep " +
      "presidential seals txhousing",
  ),
  dplyr: names(
    "band_instruments band_instruments2 band_members starwars storms",
  ),
  tidyr: names(
    "billboard cms_patient_care cms_patient_experience construction fish_encounters " +
      "household population relig_income smiths table1 table2 table3 table4a table4b table5 " +
      "us_rent_income who who2 world_bank_pop",
  ),
  multcomp: names(
    "adevent cholesterol cml detergent fattyacid litter mtept recovery sbp trees513 waste",
  ),
  "TH.data": names(
    "birds bodyfat GBSG2 geyser GlaucomaM mammoexp mn6.9 sphase Westbc wpbc",
  ),
  survival: names(
    "aml bladder bladder1 bladder2 cancer capacitor cgd cgd0 colon cracks diabetic " +
      "flchain gbsg genfan heart ifluid imotor jasa jasa1 kidney leukemia logan lung mgus " +
      "mgus1 mgus2 myeloid myeloma nafld1 nafld2 nafld3 nwtco ovarian pbc pbcseq rats rats2 " +
      "retinopathy rhDNase rotterdam solder stanford2 survexp.mn survexp.us survexp.usr " +
      "tobin transplant turbine udca udca1 udca2 uspop2 valveSeat veteran",
  ),
  boot: names(
    "acme aids aircondit aircondit7 amis aml beaver bigcity brambles breslow calcium cane " +
      "capability catsM cav cd4 cd4.nested channing city claridge cloth co.transfer coal " +
      "darwin dogs downs.bc ducks fir frets grav gravity hirose islay manaus melanoma motor " +
      "neuro nitrofen nodal nuclear paulsen poisons polar remission salinity survival tau " +
      "tuna urine wool",
  ),
  geepack: names(
    "dietox koch muscatine ohio respdis respiratory seizure sitka89 spruce",
  ),
  glmmTMB: names(
    "epil2 Owls Salamanders",
  ),
  robustbase: names(
    "aircraft airmay alcohol ambientNOxCH Animals2 biomassTill bushfire carrots cloud " +
      "coleman condroz CrohnD cushny delivery education epilepsy exAM foodstamp hbk heart " +
      "kootenay lactic los milk NOxEmissions pension phosphor pilot possum.mat possumDiv " +
      "pulpfiber radarImage salinity SiegelsEx starsCYG steamUse telef toxicity vaso " +
      "wagnerGrowth wood x30o50",
  ),
  AER: names(
    "Affairs ArgentinaCPI BankWages BenderlyZwick BondYield CartelStability CASchools " +
      "ChinaIncome CigarettesB CigarettesSW CollegeDistance ConsumerGood CPS1985 CPS1988 " +
      "CPSSW04 CPSSW3 CPSSW8 CPSSW9204 CPSSW9298 CPSSWEducation CreditCard DJFranses " +
      "DJIA8012 DoctorVisits DutchAdvert DutchSales Electricity1955 Electricity1970 " +
      "EquationCitations Equipment EuroEnergy Fatalities Fertility Fertility2 FrozenJuice " +
      "GermanUnemployment GoldSilver GrowthDJ GrowthSW Grunfeld GSOEP9402 GSS7402 Guns " +
      "HealthInsurance HMDA HousePrices Journals KleinI Longley ManufactCosts MarkDollar " +
      "MarkPound MASchools Medicaid1986 Mortgage MotorCycles MotorCycles2 MSCISwitzerland " +
      "Municipalities MurderRates NaturalGas NMES1988 NYSESW OECDGas OECDGrowth OlympicTV " +
      "OrangeCounty Parade2005 PepperPrice PhDPublications ProgramEffectiveness PSID1976 " +
      "PSID1982 PSID7682 RecreationDemand ResumeNames ShipAccidents SIC33 SmokeBan " +
      "SportsCards STAR StrikeDuration SwissLabor TeachingRatings TechChange TradeCredit " +
      "TravelMode UKInflation UKNonDurables USAirlines USConsump1950 USConsump1979 " +
      "USConsump1993 USCrudes USGasB USGasG USInvest USMacroB USMacroG USMacroSW USMacroSWM " +
      "USMacroSWQ USMoney USProdIndex USSeatBelts USStocksSW WeakInstrument",
  ),
  mlmRev: names(
    "bdf Chem97 Contraception Early egsingle Exam Gcsemv guImmun guPrenat Hsb82 Mmmec " +
      "Oxboys s3bbx s3bby ScotsSec Socatt star",
  ),
  vegan: names(
    "BCI BCI.env dune dune.env dune.phylodis dune.taxon mite mite.env mite.pcnm mite.xy " +
      "pyrifos sipoo sipoo.map varechem varespec",
  ),
  agridat: names(
    "beall.webworms besag.met bridges.cucumber byers.apple cochran.crd cochran.latin " +
      "cornelius.maize crowder.seeds durban.rowcol durban.splitplot eden.potato " +
      "federer.diagcheck fisher.barley gilmour.serpentine gomez.rice " +
      "gomez.splitplot.subsample gomez.stripplot gotway.hessianfly goulden.latin " +
      "immer.sanluis john.alpha kempton.rowcol mead.cauliflower omer.sorghum " +
      "ridout.appleshoots stroup.nin stroup.splitplot verbyla.lupin weiss.incblock " +
      "yan.winterwheat yates.oats",
  ),
};

/** The package of a set; null if it is not known, or not among those of `package`. */
export function packageWith(
  sets: Readonly<Record<string, readonly string[]>>,
  name: string,
  given: string | null,
): string | null {
  for (const [own, list] of Object.entries(sets)) {
    if ((given === null || given === own) && list.includes(name)) return own;
  }
  return null;
}
