/** Optimizers as chains of update rules. @module */
// Written by scripts/barrel.js; do not edit.
export { adaptiveGradClip, type AdaptiveGradClipOptions } from './transforms/adaptiveGradClip.ts'
export { addDecayedWeights } from './transforms/addDecayedWeights.ts'
export { addNoise, type AddNoiseOptions } from './transforms/addNoise.ts'
export { applyEvery } from './transforms/applyEvery.ts'
export { biasCorrection } from './transforms/biasCorrection.ts'
export { centralize } from './transforms/centralize.ts'
export { clip } from './transforms/clip.ts'
export { clipByBlockRms } from './transforms/clipByBlockRms.ts'
export { clipByGlobalNorm } from './transforms/clipByGlobalNorm.ts'
export { clipByNorm } from './transforms/clipByNorm.ts'
export { ema, type EmaOptions } from './transforms/ema.ts'
export { identity } from './transforms/identity.ts'
export { keepParamsNonnegative } from './transforms/keepParamsNonnegative.ts'
export { momentum } from './transforms/momentum.ts'
export { normalizeByUpdateNorm, type NormalizeByUpdateNormOptions } from './transforms/normalizeByUpdateNorm.ts'
export { paramsEma, type ParamsEmaOptions } from './transforms/paramsEma.ts'
export { reduceOnPlateau, type ReduceOnPlateauOptions } from './transforms/reduceOnPlateau.ts'
export { scale } from './transforms/scale.ts'
export { scaleByAcprop, type ScaleByAcpropOptions } from './transforms/scaleByAcprop.ts'
export { scaleByAdadelta, type ScaleByAdadeltaOptions } from './transforms/scaleByAdadelta.ts'
export { scaleByAdam, type ScaleByAdamOptions } from './transforms/scaleByAdam.ts'
export { scaleByAdamax, type ScaleByAdamaxOptions } from './transforms/scaleByAdamax.ts'
export { scaleByAdan, type ScaleByAdanOptions } from './transforms/scaleByAdan.ts'
export { scaleByAdemamix, type ScaleByAdemamixOptions } from './transforms/scaleByAdemamix.ts'
export { scaleByAdopt, type ScaleByAdoptOptions } from './transforms/scaleByAdopt.ts'
export { scaleByAmsgrad, type ScaleByAmsgradOptions } from './transforms/scaleByAmsgrad.ts'
export { scaleByAsgd, type ScaleByAsgdOptions } from './transforms/scaleByAsgd.ts'
export { scaleByBelief, type ScaleByBeliefOptions } from './transforms/scaleByBelief.ts'
export { scaleByCocob, type ScaleByCocobOptions } from './transforms/scaleByCocob.ts'
export {
  scaleByDistanceOverGradients,
  type ScaleByDistanceOverGradientsOptions,
} from './transforms/scaleByDistanceOverGradients.ts'
export { scaleByDog, type ScaleByDogOptions } from './transforms/scaleByDog.ts'
export { scaleByDowg, type ScaleByDowgOptions } from './transforms/scaleByDowg.ts'
export { scaleByFactoredRms, type ScaleByFactoredRmsOptions } from './transforms/scaleByFactoredRms.ts'
export { scaleByFtrl, type ScaleByFtrlOptions } from './transforms/scaleByFtrl.ts'
export { scaleByLearningRate, type ScaleByLearningRateOptions } from './transforms/scaleByLearningRate.ts'
export { scaleByLion, type ScaleByLionOptions } from './transforms/scaleByLion.ts'
export { scaleByLocalGains, type ScaleByLocalGainsOptions } from './transforms/scaleByLocalGains.ts'
export { scaleByMadgrad, type ScaleByMadgradOptions } from './transforms/scaleByMadgrad.ts'
export { scaleByMuon, type ScaleByMuonOptions } from './transforms/scaleByMuon.ts'
export { scaleByNadam, type ScaleByNadamOptions } from './transforms/scaleByNadam.ts'
export { scaleByNovograd, type ScaleByNovogradOptions } from './transforms/scaleByNovograd.ts'
export {
  scaleByOptimisticGradient,
  type ScaleByOptimisticGradientOptions,
} from './transforms/scaleByOptimisticGradient.ts'
export { scaleByParamBlockNorm, type ScaleByParamBlockNormOptions } from './transforms/scaleByParamBlockNorm.ts'
export { scaleByParamBlockRms, type ScaleByParamBlockRmsOptions } from './transforms/scaleByParamBlockRms.ts'
export { scaleByPolyak, type ScaleByPolyakOptions } from './transforms/scaleByPolyak.ts'
export { scaleByRadam, type ScaleByRadamOptions } from './transforms/scaleByRadam.ts'
export { scaleByRms, type ScaleByRmsOptions } from './transforms/scaleByRms.ts'
export { scaleByRprop, type ScaleByRpropOptions } from './transforms/scaleByRprop.ts'
export { scaleByRss, type ScaleByRssOptions } from './transforms/scaleByRss.ts'
export { scaleBySchedule } from './transforms/scaleBySchedule.ts'
export { scaleByShape, type ScaleByShapeOptions } from './transforms/scaleByShape.ts'
export { scaleBySign } from './transforms/scaleBySign.ts'
export {
  scaleBySimplifiedAdemamix,
  type ScaleBySimplifiedAdemamixOptions,
} from './transforms/scaleBySimplifiedAdemamix.ts'
export { scaleBySm3, type ScaleBySm3Options } from './transforms/scaleBySm3.ts'
export { scaleByStddev, type ScaleByStddevOptions } from './transforms/scaleByStddev.ts'
export { scaleByTrustRatio, type ScaleByTrustRatioOptions } from './transforms/scaleByTrustRatio.ts'
export { scaleByYogi, type ScaleByYogiOptions } from './transforms/scaleByYogi.ts'
export { setToZero } from './transforms/setToZero.ts'
export { swa, type SwaOptions } from './transforms/swa.ts'
export { trace, type TraceOptions } from './transforms/trace.ts'
export { zeroNans } from './transforms/zeroNans.ts'
export { acprop, type AcpropOptions } from './optimizers/acprop.ts'
export { adabelief, type AdabeliefOptions } from './optimizers/adabelief.ts'
export { adadelta, type AdadeltaOptions } from './optimizers/adadelta.ts'
export { adafactor, type AdafactorOptions } from './optimizers/adafactor.ts'
export { adagrad, type AdagradOptions } from './optimizers/adagrad.ts'
export { adam, type AdamOptions } from './optimizers/adam.ts'
export { adamax, type AdamaxOptions } from './optimizers/adamax.ts'
export { adamaxw, type AdamaxwOptions } from './optimizers/adamaxw.ts'
export { adamw, type AdamwOptions } from './optimizers/adamw.ts'
export { adan, type AdanOptions } from './optimizers/adan.ts'
export { ademamix, type AdemamixOptions } from './optimizers/ademamix.ts'
export { adopt, type AdoptOptions } from './optimizers/adopt.ts'
export { amsgrad, type AmsgradOptions } from './optimizers/amsgrad.ts'
export { asgd, type AsgdOptions } from './optimizers/asgd.ts'
export { cocob, type CocobOptions } from './optimizers/cocob.ts'
export { dadaptAdamw, type DadaptAdamwOptions } from './optimizers/dadaptAdamw.ts'
export { dog, type DogOptions } from './optimizers/dog.ts'
export { dowg, type DowgOptions } from './optimizers/dowg.ts'
export { fromage, type FromageOptions } from './optimizers/fromage.ts'
export { ftrl, type FtrlOptions } from './optimizers/ftrl.ts'
export { lamb, type LambOptions } from './optimizers/lamb.ts'
export { lars, type LarsOptions } from './optimizers/lars.ts'
export { lion, type LionOptions } from './optimizers/lion.ts'
export { localGains, type LocalGainsOptions } from './optimizers/localGains.ts'
export { madgrad, type MadgradOptions } from './optimizers/madgrad.ts'
export { momentumModelStep, type MomentumModel } from './optimizers/momentumModel.ts'
export { momo, type MomoOptions } from './optimizers/momo.ts'
export { momoAdam, type MomoAdamOptions } from './optimizers/momoAdam.ts'
export { muon, type MuonOptions } from './optimizers/muon.ts'
export { nadam, type NadamOptions } from './optimizers/nadam.ts'
export { nadamw, type NadamwOptions } from './optimizers/nadamw.ts'
export { noisySgd, type NoisySgdOptions } from './optimizers/noisySgd.ts'
export { novograd, type NovogradOptions } from './optimizers/novograd.ts'
export { optimisticAdam, type OptimisticAdamOptions } from './optimizers/optimisticAdam.ts'
export { optimisticAdamV2, type OptimisticAdamV2Options } from './optimizers/optimisticAdamV2.ts'
export {
  optimisticGradientDescent,
  type OptimisticGradientDescentOptions,
} from './optimizers/optimisticGradientDescent.ts'
export { polyakSgd, type PolyakSgdOptions } from './optimizers/polyakSgd.ts'
export { prodigy, type ProdigyOptions } from './optimizers/prodigy.ts'
export { radam, type RadamOptions } from './optimizers/radam.ts'
export { rmsprop, type RmspropOptions } from './optimizers/rmsprop.ts'
export { rprop, type RpropOptions } from './optimizers/rprop.ts'
export { scheduleFreeAdamw, type ScheduleFreeAdamwOptions } from './optimizers/scheduleFreeAdamw.ts'
export { scheduleFreeSgd, type ScheduleFreeSgdOptions } from './optimizers/scheduleFreeSgd.ts'
export { sgd, type SgdOptions } from './optimizers/sgd.ts'
export { signSgd } from './optimizers/signSgd.ts'
export { signum, type SignumOptions } from './optimizers/signum.ts'
export { simplifiedAdemamix, type SimplifiedAdemamixOptions } from './optimizers/simplifiedAdemamix.ts'
export { yogi, type YogiOptions } from './optimizers/yogi.ts'
export { applyIfFinite } from './chain/applyIfFinite.ts'
export { chain, type ChainState } from './chain/chain.ts'
export { chainMonoid } from './chain/chainMonoid.ts'
export { conditionallyMask } from './chain/conditionallyMask.ts'
export { conditionallyTransform } from './chain/conditionallyTransform.ts'
export { flatten, type FlattenState } from './chain/flatten.ts'
export { freeze } from './chain/freeze.ts'
export { getHyperparams, type HasHyperparams } from './chain/getHyperparams.ts'
export { injectHyperparams, type InjectHyperparamsState, type InjectedHyperparams } from './chain/injectHyperparams.ts'
export { lookahead, type LookaheadOptions, type LookaheadState } from './chain/lookahead.ts'
export { masked, type MaskedState } from './chain/masked.ts'
export { measureWithEma, type AveragedMeasure, type MeasureWithEmaOptions } from './chain/measureWithEma.ts'
export { mechanize, type MechanizeOptions, type MechanizeState } from './chain/mechanize.ts'
export { monitor, type MonitorState } from './chain/monitor.ts'
export { multiSteps, type MultiStepsOptions, type MultiStepsState } from './chain/multiSteps.ts'
export { namedChain, type NamedChainState } from './chain/namedChain.ts'
export { partition, type PartitionState } from './chain/partition.ts'
export { sam, type SamOptions, type SamState } from './chain/sam.ts'
export { scheduleFree, type ScheduleFreeOptions, type ScheduleFreeState } from './chain/scheduleFree.ts'
export { scheduleFreeEvalParams } from './chain/scheduleFreeEvalParams.ts'
export { selectiveTransform } from './chain/selectiveTransform.ts'
export { setHyperparams } from './chain/setHyperparams.ts'
export { skipLargeUpdates } from './chain/skipLargeUpdates.ts'
export { skipNotFinite } from './chain/skipNotFinite.ts'
export { snapshot, type SnapshotState } from './chain/snapshot.ts'
export { formula, type FormulaOptions } from './define/formula.ts'
export { recipe, type RecipeDeclaration } from './define/recipe.ts'
export {
  transformation,
  type Declaration,
  type Factory,
  type RuleInputs,
  type RuleOption,
  type RuleOptions,
  type RuleOutputs,
} from './define/transformation.ts'
export { withEngine } from './define/withEngine.ts'
export {
  explain,
  type ExplainedLeaf,
  type ExplainedLink,
  type ExplainedPass,
  type Explanation,
} from './inspect/explain.ts'
export { formatExplanation } from './inspect/formatExplanation.ts'
export {
  traceStep,
  type FirstNonFinite,
  type StepTrace,
  type TracedLink,
  type TracedTree,
} from './inspect/traceStep.ts'
export { currentLearningRate } from './state/currentLearningRate.ts'
export { currentStep } from './state/currentStep.ts'
export { mapParams } from './state/mapParams.ts'
export { resetCounts } from './state/resetCounts.ts'
export {
  type CheckedName,
  type NothingIsCalled,
  type StatePlace,
  type StateValue,
  type StateValues,
} from './state/statePlace.ts'
export { treeGet } from './state/treeGet.ts'
export { treeGetAll } from './state/treeGetAll.ts'
export { treeSet, type NewStateValue } from './state/treeSet.ts'
export { type Measure } from './define/measure.ts'
export * from './schedules/index.ts'
export { compile, type CompileOptions, type EngineName, type Run, type Snapshot, type Views } from './compile/index.ts'
export * from './rule/index.ts'
export * from './options/number.ts'
export * from './options/choices.ts'
export {
  type ChoiceDescriptor,
  type CountFunction,
  type CountRecordDescriptor,
  type Descriptor,
  type FlagDescriptor,
  type Given,
  type LabelsDescriptor,
  type ListDescriptor,
  type MaskDescriptor,
  type NullableDescriptor,
  type NumberDescriptor,
  type RecordDescriptor,
  type Resolved,
  type ScheduleDescriptor,
  type Schema,
  type TransformationDescriptor,
  type TransformationsDescriptor,
} from './options/descriptor.ts'
export {
  applyUpdates,
  globalNorm,
  incrementalUpdate,
  patternsFor,
  periodicUpdate,
  tensor,
  type Tensor,
} from './pytree/index.ts'
export * from './errors/OptfuseError.ts'
