/** The catalogue's rows of transformations. @module */
import { addNoise } from '../transforms/addNoise.ts'
import { adaptiveGradClip } from '../transforms/adaptiveGradClip.ts'
import { addDecayedWeights } from '../transforms/addDecayedWeights.ts'
import { applyEvery } from '../transforms/applyEvery.ts'
import { biasCorrection } from '../transforms/biasCorrection.ts'
import { centralize } from '../transforms/centralize.ts'
import { clip } from '../transforms/clip.ts'
import { clipByBlockRms } from '../transforms/clipByBlockRms.ts'
import { clipByGlobalNorm } from '../transforms/clipByGlobalNorm.ts'
import { clipByNorm } from '../transforms/clipByNorm.ts'
import { ema } from '../transforms/ema.ts'
import { identity } from '../transforms/identity.ts'
import { keepParamsNonnegative } from '../transforms/keepParamsNonnegative.ts'
import { momentum } from '../transforms/momentum.ts'
import { normalizeByUpdateNorm } from '../transforms/normalizeByUpdateNorm.ts'
import { paramsEma } from '../transforms/paramsEma.ts'
import { reduceOnPlateau } from '../transforms/reduceOnPlateau.ts'
import { scale } from '../transforms/scale.ts'
import { scaleByAcprop } from '../transforms/scaleByAcprop.ts'
import { scaleByAdadelta } from '../transforms/scaleByAdadelta.ts'
import { scaleByAdam } from '../transforms/scaleByAdam.ts'
import { scaleByAdamax } from '../transforms/scaleByAdamax.ts'
import { scaleByAdan } from '../transforms/scaleByAdan.ts'
import { scaleByAdemamix } from '../transforms/scaleByAdemamix.ts'
import { scaleByAdopt } from '../transforms/scaleByAdopt.ts'
import { scaleByAmsgrad } from '../transforms/scaleByAmsgrad.ts'
import { scaleByAsgd } from '../transforms/scaleByAsgd.ts'
import { scaleByBelief } from '../transforms/scaleByBelief.ts'
import { scaleByCocob } from '../transforms/scaleByCocob.ts'
import { scaleByDistanceOverGradients } from '../transforms/scaleByDistanceOverGradients.ts'
import { scaleByDog } from '../transforms/scaleByDog.ts'
import { scaleByDowg } from '../transforms/scaleByDowg.ts'
import { scaleByFactoredRms } from '../transforms/scaleByFactoredRms.ts'
import { scaleByFtrl } from '../transforms/scaleByFtrl.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'
import { scaleByLion } from '../transforms/scaleByLion.ts'
import { scaleByLocalGains } from '../transforms/scaleByLocalGains.ts'
import { scaleByMadgrad } from '../transforms/scaleByMadgrad.ts'
import { scaleByMuon } from '../transforms/scaleByMuon.ts'
import { scaleByNadam } from '../transforms/scaleByNadam.ts'
import { scaleByNovograd } from '../transforms/scaleByNovograd.ts'
import { scaleByOptimisticGradient } from '../transforms/scaleByOptimisticGradient.ts'
import { scaleByParamBlockNorm } from '../transforms/scaleByParamBlockNorm.ts'
import { scaleByParamBlockRms } from '../transforms/scaleByParamBlockRms.ts'
import { scaleByPolyak } from '../transforms/scaleByPolyak.ts'
import { scaleByRadam } from '../transforms/scaleByRadam.ts'
import { scaleByRms } from '../transforms/scaleByRms.ts'
import { scaleByRprop } from '../transforms/scaleByRprop.ts'
import { scaleByRss } from '../transforms/scaleByRss.ts'
import { scaleBySchedule } from '../transforms/scaleBySchedule.ts'
import { scaleByShape } from '../transforms/scaleByShape.ts'
import { scaleBySign } from '../transforms/scaleBySign.ts'
import { scaleBySimplifiedAdemamix } from '../transforms/scaleBySimplifiedAdemamix.ts'
import { scaleBySm3 } from '../transforms/scaleBySm3.ts'
import { scaleByStddev } from '../transforms/scaleByStddev.ts'
import { scaleByTrustRatio } from '../transforms/scaleByTrustRatio.ts'
import { scaleByYogi } from '../transforms/scaleByYogi.ts'
import { setToZero } from '../transforms/setToZero.ts'
import { swa } from '../transforms/swa.ts'
import { trace } from '../transforms/trace.ts'
import { zeroNans } from '../transforms/zeroNans.ts'
import { row, type CatalogueRow } from './catalogueRow.ts'
import { decreasing, rising } from './examples.ts'

/** What Dion's authors take in Muon's steps, one after the other. */
const dion = [
  { a: 4.0848, b: -6.8946, c: 2.927 },
  { a: 3.9505, b: -6.3029, c: 2.6377 },
  { a: 3.7418, b: -5.5913, c: 2.3037 },
  { a: 2.8769, b: -3.1427, c: 1.2046 },
  { a: 2.8366, b: -3.0525, c: 1.2012 },
]

/** The links of chains, by name. */
export const transformations: readonly CatalogueRow[] = [
  row(adaptiveGradClip, {
    kind: 'transformation',
    paper: 'Brock et al. 2021, https://arxiv.org/abs/2102.06171',
    examples: [{ clipping: 0.5 }, { clipping: 0.1, eps: 1 }, { clipping: decreasing, axis: null }],
    laws: ['odd', 'idempotent'],
  }),
  row(addDecayedWeights, {
    kind: 'transformation',
    paper: 'Loshchilov and Hutter 2017, https://arxiv.org/abs/1711.05101',
    examples: [{}, { weightDecay: 0.1 }, { weightDecay: decreasing }],
  }),
  row(addNoise, {
    kind: 'transformation',
    paper: 'Neelakantan et al. 2015, https://arxiv.org/abs/1511.06807',
    examples: [
      { eta: 0.01, gamma: 0.55 },
      { eta: decreasing, gamma: 0, key: 7 },
    ],
  }),
  row(applyEvery, {
    kind: 'transformation',
    paper: 'optax',
    examples: [{}, { k: 2 }, { k: 5 }],
    laws: ['linear', 'odd'],
  }),
  row(biasCorrection, {
    kind: 'transformation',
    paper: 'Kingma and Ba 2014, https://arxiv.org/abs/1412.6980',
    examples: [
      { b1: 0.9, b2: 0.999 },
      { b1: 0, b2: 0.5 },
      { b1: decreasing, b2: 0.9 },
    ],
    laws: ['linear', 'odd'],
  }),
  row(centralize, {
    kind: 'transformation',
    paper: 'Yong et al. 2020, https://arxiv.org/abs/2004.01461',
    examples: [{}],
    laws: ['linear', 'odd', 'idempotent'],
  }),
  row(clip, {
    kind: 'transformation',
    paper: 'optax',
    examples: [{ maxDelta: 1 }, { maxDelta: 0 }, { maxDelta: decreasing }],
    laws: ['odd', 'idempotent'],
  }),
  row(clipByBlockRms, {
    kind: 'transformation',
    paper: 'Shazeer and Stern 2018, https://arxiv.org/abs/1804.04235',
    examples: [{ threshold: 1 }, { threshold: 0.1 }, { threshold: decreasing }],
    laws: ['odd', 'idempotent'],
  }),
  row(clipByGlobalNorm, {
    kind: 'transformation',
    paper: 'Pascanu et al. 2013, https://arxiv.org/abs/1211.5063',
    examples: [{ maxNorm: 1 }, { maxNorm: 0.1 }, { maxNorm: decreasing }],
    laws: ['odd', 'idempotent'],
  }),
  row(clipByNorm, {
    kind: 'transformation',
    paper: 'Keras',
    examples: [{ maxNorm: 1 }, { maxNorm: 0.1 }, { maxNorm: decreasing }],
    laws: ['odd', 'idempotent'],
  }),
  row(ema, {
    kind: 'transformation',
    paper: 'Kingma and Ba 2014, https://arxiv.org/abs/1412.6980',
    examples: [{ decay: 0.9 }, { decay: 0.99, debias: false }, { decay: decreasing }],
    laws: ['linear', 'odd'],
  }),
  row(identity, { kind: 'transformation', paper: 'optax', examples: [{}], laws: ['linear', 'odd', 'idempotent'] }),
  row(keepParamsNonnegative, { kind: 'transformation', paper: 'optax', examples: [{}], laws: ['idempotent'] }),
  row(momentum, {
    kind: 'transformation',
    paper: 'Kingma and Ba 2014, https://arxiv.org/abs/1412.6980',
    examples: [{ decay: 0.9 }, { decay: 0 }, { decay: decreasing }],
    laws: ['linear', 'odd'],
  }),
  row(normalizeByUpdateNorm, {
    kind: 'transformation',
    paper: 'optax',
    examples: [{}, { scaleFactor: 10, eps: 1e-3 }, { scaleFactor: decreasing }],
    laws: ['odd'],
  }),
  row(paramsEma, {
    kind: 'transformation',
    paper: 'Polyak and Juditsky 1992',
    examples: [{ decay: 0.9 }, { decay: 0.99, debias: false }, { decay: decreasing }],
    laws: ['linear', 'odd', 'idempotent'],
  }),
  row(reduceOnPlateau, {
    kind: 'transformation',
    paper: 'optax',
    examples: [
      {},
      { factor: 0.5, patience: 1, rtol: 0, atol: 0.5, cooldown: 2, minScale: 0.2 },
      { patience: 2, accumulationSize: 2 },
    ],
    laws: ['linear', 'odd'],
  }),
  row(scale, {
    kind: 'transformation',
    paper: 'optax',
    examples: [{ stepSize: -0.1 }, { stepSize: 2 }],
    laws: ['linear', 'odd'],
  }),
  row(scaleByAcprop, {
    kind: 'transformation',
    paper: 'Zhuang et al. 2021, https://arxiv.org/abs/2110.05454',
    examples: [{}, { b1: 0.5, b2: 0.9, eps: 1e-3, epsRoot: 1e-4 }, { b1: decreasing }],
    laws: ['odd'],
  }),
  row(scaleByAdadelta, {
    kind: 'transformation',
    paper: 'Zeiler 2012, https://arxiv.org/abs/1212.5701',
    examples: [{}, { rho: 0.5, eps: 1e-3 }, { rho: decreasing }],
    laws: ['odd'],
  }),
  row(scaleByAdam, {
    kind: 'transformation',
    paper: 'Kingma and Ba 2014, https://arxiv.org/abs/1412.6980',
    examples: [{}, { b1: 0.5, b2: 0.9, eps: 1e-3, epsRoot: 1e-4 }, { b1: decreasing, nesterov: true }],
    laws: ['odd'],
  }),
  row(scaleByAdamax, {
    kind: 'transformation',
    paper: 'Kingma and Ba 2014, https://arxiv.org/abs/1412.6980',
    examples: [{}, { b1: 0.5, b2: 0.9, eps: 1e-3 }, { b1: decreasing }],
    laws: ['odd'],
  }),
  row(scaleByAdan, {
    kind: 'transformation',
    paper: 'Xie et al. 2022, https://arxiv.org/abs/2208.06677',
    examples: [{}, { b1: 0.5, b2: 0.7, b3: 0.9, eps: 1e-3, epsRoot: 1e-4 }, { b2: decreasing }],
    laws: ['odd'],
  }),
  row(scaleByAdemamix, {
    kind: 'transformation',
    paper: 'Pagliardini, Ablin and Grangier 2024, https://arxiv.org/abs/2409.03137',
    examples: [{}, { b1: 0.5, b2: 0.9, b3: 0.99, alpha: 2, eps: 1e-3, epsRoot: 1e-4 }, { alpha: rising }],
    laws: ['odd'],
  }),
  row(scaleByAdopt, {
    kind: 'transformation',
    paper: 'Taniguchi et al. 2024, https://arxiv.org/abs/2411.02853',
    examples: [{}, { b1: 0.5, b2: 0.9, eps: 1e-3, nesterov: true }, { b2: decreasing, useClipping: false }],
    laws: ['odd'],
  }),
  row(scaleByAmsgrad, {
    kind: 'transformation',
    paper: 'Reddi, Kale and Kumar 2018, https://arxiv.org/abs/1904.09237',
    examples: [
      {},
      { b1: 0.5, b2: 0.9, eps: 1e-3, epsRoot: 1e-4 },
      { b1: decreasing, biasCorrectionMu: false, biasCorrectionNu: false },
    ],
    laws: ['odd'],
  }),
  row(scaleByAsgd, {
    kind: 'transformation',
    paper: 'Polyak and Juditsky 1992, https://doi.org/10.1137/0330046',
    examples: [
      { learningRate: 0.1 },
      { learningRate: 0.5, lambd: 0.1, alpha: 1, t0: 3 },
      { learningRate: rising, lambd: decreasing, t0: 0 },
    ],
  }),
  row(scaleByBelief, {
    kind: 'transformation',
    paper: 'Zhuang et al. 2020, https://arxiv.org/abs/2010.07468',
    examples: [{}, { b1: 0.5, b2: 0.9, eps: 1e-3, epsRoot: 1e-4 }, { b1: decreasing, nesterov: true }],
    laws: ['odd'],
  }),
  row(scaleByCocob, {
    kind: 'transformation',
    paper: 'Orabona and Tommasi 2017, https://arxiv.org/abs/1705.07795',
    examples: [{}, { alpha: 2, eps: 0.1 }, { alpha: decreasing }],
  }),
  row(scaleByDistanceOverGradients, {
    kind: 'transformation',
    paper: 'Ivgi, Hinder and Carmon 2023, https://arxiv.org/abs/2302.12022',
    examples: [
      { repsRel: 0.01 },
      { repsRel: 0.1, eps: 1e-3, globalScale: -1 },
      { repsRel: 0.02, globalScale: decreasing },
    ],
  }),
  row(scaleByDog, {
    kind: 'transformation',
    paper: 'Ivgi, Hinder and Carmon 2023, https://arxiv.org/abs/2302.12022',
    examples: [
      {},
      { initStep: 'distance', initStepSize: 0.5, eps: 1e-3 },
      { initStep: 'learningRate', initStepSize: decreasing },
    ],
    laws: ['odd'],
  }),
  row(scaleByDowg, {
    kind: 'transformation',
    paper: 'Khaled, Mishchenko and Jin 2023, https://arxiv.org/abs/2305.16284',
    examples: [{}, { initEstimSqDist: 0.5, eps: 1e-3 }, { initEstimSqDist: 2, eps: decreasing }],
    laws: ['odd'],
  }),
  row(scaleByFactoredRms, {
    kind: 'transformation',
    paper: 'Shazeer and Stern 2018, https://arxiv.org/abs/1804.04235',
    examples: [
      {},
      { minDimSizeToFactor: 2, decayRate: 0.5, eps: 1e-3 },
      { factored: false, stepOffset: -3 },
      { minDimSizeToFactor: 0, decayRate: rising },
    ],
  }),
  row(scaleByFtrl, {
    kind: 'transformation',
    paper: 'McMahan et al. 2013, https://doi.org/10.1145/2487575.2488200',
    examples: [
      { learningRate: 0.1 },
      { learningRate: 0.5, l1: 0.5, l2: 0.1, l2Shrinkage: 0.1, beta: 1, initialAccumulatorValue: 0 },
      { learningRate: rising, learningRatePower: -0.3, l1: decreasing },
    ],
  }),
  row(scaleByLearningRate, {
    kind: 'transformation',
    paper: 'Robbins and Monro 1951',
    examples: [{ learningRate: 0.1 }, { learningRate: 0.1, flipSign: false }, { learningRate: decreasing }],
    laws: ['linear', 'odd'],
  }),
  row(scaleByLion, {
    kind: 'transformation',
    paper: 'Chen et al. 2023, https://arxiv.org/abs/2302.06675',
    examples: [{}, { b1: 0.5, b2: 0.9, mode: 'smooth', smoothBeta: 2 }, { b2: decreasing, mode: 'refined' }],
    laws: ['odd'],
  }),
  row(scaleByLocalGains, {
    kind: 'transformation',
    paper: 'Jacobs 1988; Hinton 2012, lecture 6.4',
    examples: [{}, { increase: 0.5, decrease: 0.5, minGain: 0.5, maxGain: 2 }, { increase: decreasing }],
    laws: ['odd'],
  }),
  row(scaleByMadgrad, {
    kind: 'transformation',
    paper: 'Defazio and Jelassi 2021, https://arxiv.org/abs/2101.11075',
    examples: [
      { learningRate: 0.1 },
      { learningRate: 0.5, momentum: 0, eps: 1e-3 },
      { learningRate: rising, momentum: decreasing },
    ],
  }),
  row(scaleByMuon, {
    kind: 'transformation',
    paper: 'Jordan et al. 2024, https://kellerjordan.github.io/posts/muon',
    examples: [
      {},
      { beta: 0.9, nesterov: false, adaptive: true, nsCoeffs: { a: 1.5, b: -0.5, c: 0 }, eps: 1e-3 },
      { beta: decreasing, nsSteps: null, nsCoeffs: dion, preconditioning: 'aol', layout: 'outIn' },
      { nsSteps: 4, preconditioning: 'schatten' },
    ],
  }),
  row(scaleByNadam, {
    kind: 'transformation',
    paper: 'Dozat 2016',
    examples: [
      {},
      { b1: 0.5, b2: 0.9, eps: 1e-3, epsRoot: 1e-4, momentumDecay: 1 },
      { b1: decreasing, momentumDecay: 0 },
    ],
    laws: ['odd'],
  }),
  row(scaleByNovograd, {
    kind: 'transformation',
    paper: 'Ginsburg et al. 2019, https://arxiv.org/abs/1905.11286',
    examples: [{}, { b1: 0.5, b2: 0.9, eps: 1e-3, epsRoot: 1e-6, weightDecay: 0.1 }, { b1: decreasing, b2: 0.5 }],
  }),
  row(scaleByOptimisticGradient, {
    kind: 'transformation',
    paper: 'Mokhtari, Ozdaglar and Pattathil 2019, https://arxiv.org/abs/1901.08511',
    examples: [{}, { alpha: 0.5, beta: 2 }, { beta: decreasing }],
    laws: ['linear', 'odd'],
  }),
  row(scaleByParamBlockNorm, {
    kind: 'transformation',
    paper: 'optax',
    examples: [{}, { minScale: 0.5 }, { minScale: decreasing }],
    laws: ['linear', 'odd'],
  }),
  row(scaleByParamBlockRms, {
    kind: 'transformation',
    paper: 'Shazeer and Stern 2018, https://arxiv.org/abs/1804.04235',
    examples: [{}, { minScale: 0.5 }, { minScale: decreasing }],
    laws: ['linear', 'odd'],
  }),
  row(scaleByPolyak, {
    kind: 'transformation',
    paper: 'Loizou et al. 2021, https://arxiv.org/abs/2002.10542',
    examples: [{}, { fMin: 0.5, maxLearningRate: 0.5, eps: 0.1, variant: 'sps+' }, { maxLearningRate: decreasing }],
    laws: ['odd'],
  }),
  row(scaleByRadam, {
    kind: 'transformation',
    paper: 'Liu et al. 2019, https://arxiv.org/abs/1908.03265',
    examples: [{}, { b1: 0.5, b2: 0.9, eps: 1e-3, epsRoot: 1e-4, threshold: 4.5 }, { b1: decreasing, nesterov: true }],
    laws: ['odd'],
  }),
  row(scaleByRms, {
    kind: 'transformation',
    paper: 'Tieleman and Hinton 2012, lecture 6.5',
    examples: [
      {},
      { decay: 0.5, eps: 1e-3, epsInSqrt: false, of: 'gradient' },
      { decay: decreasing, biasCorrection: true, initialScale: 0.5 },
    ],
    laws: ['odd'],
  }),
  row(scaleByRprop, {
    kind: 'transformation',
    paper: 'Riedmiller and Braun 1993',
    examples: [
      { learningRate: 0.01 },
      { learningRate: 0.1, delayed: true },
      { learningRate: 0.1, etaMinus: decreasing, minStepSize: 0.02, maxStepSize: 0.15 },
    ],
    laws: ['odd'],
  }),
  row(scaleByRss, {
    kind: 'transformation',
    paper: 'Duchi, Hazan and Singer 2011',
    examples: [{}, { initialAccumulatorValue: 0, eps: 1e-3 }, { eps: decreasing }],
    laws: ['odd'],
  }),
  row(scaleBySchedule, {
    kind: 'transformation',
    paper: 'optax',
    examples: [{ stepSizeFn: decreasing }, { stepSizeFn: rising }],
    laws: ['linear', 'odd'],
  }),
  row(scaleByShape, {
    kind: 'transformation',
    paper: 'Jordan et al. 2024, https://kellerjordan.github.io/posts/muon',
    examples: [{}, { layout: 'outIn' }, { consistentRms: 0.2 }, { consistentRms: decreasing }],
    laws: ['linear'],
  }),
  row(scaleBySign, {
    kind: 'transformation',
    paper: 'Bernstein et al. 2018, https://arxiv.org/abs/1802.04434',
    examples: [{}],
    laws: ['odd', 'idempotent'],
  }),
  row(scaleBySimplifiedAdemamix, {
    kind: 'transformation',
    paper: 'Morwani et al. 2025, https://arxiv.org/abs/2502.02431',
    examples: [{}, { b1: 0.5, b2: 0.9, alpha: 2, eps: 1e-3, epsRoot: 1e-4 }, { b1: decreasing, alpha: rising }],
    laws: ['odd'],
  }),
  row(scaleBySm3, {
    kind: 'transformation',
    paper: 'Anil et al. 2019, https://arxiv.org/abs/1901.11150',
    examples: [{}, { b1: 0.5, b2: 0.9, eps: 1e-3 }, { b1: decreasing, b2: decreasing }],
    laws: ['odd'],
  }),
  row(scaleByStddev, {
    kind: 'transformation',
    paper: 'Graves 2013, https://arxiv.org/abs/1308.0850',
    examples: [
      {},
      { decay: 0.5, eps: 1e-3, epsInSqrt: false },
      { decay: decreasing, biasCorrection: true, initialScale: 0.5 },
    ],
    laws: ['odd'],
  }),
  row(scaleByTrustRatio, {
    kind: 'transformation',
    paper: 'You, Gitman and Ginsburg 2017, https://arxiv.org/abs/1708.03888',
    examples: [{}, { minNorm: 0.1, trustCoefficient: 0.5, eps: 1e-3 }, { trustCoefficient: decreasing }],
    laws: ['odd'],
  }),
  row(scaleByYogi, {
    kind: 'transformation',
    paper: 'Zaheer et al. 2018, https://papers.nips.cc/paper/8186',
    examples: [{}, { b1: 0.5, b2: 0.9, eps: 1e-2, epsRoot: 1e-4, initialAccumulatorValue: 0 }, { b2: decreasing }],
  }),
  row(setToZero, { kind: 'transformation', paper: 'optax', examples: [{}], laws: ['linear', 'odd', 'idempotent'] }),
  row(swa, {
    kind: 'transformation',
    paper: 'Izmailov et al. 2018, https://arxiv.org/abs/1803.05407',
    examples: [{}, { start: 3 }, { start: 2, period: 2 }],
    laws: ['linear', 'odd', 'idempotent'],
  }),
  row(trace, {
    kind: 'transformation',
    paper: 'Sutskever et al. 2013',
    examples: [{ decay: 0.9 }, { decay: 0.9, nesterov: true, dampening: 0.5 }, { decay: decreasing }],
    laws: ['linear', 'odd'],
  }),
  row(zeroNans, { kind: 'transformation', paper: 'optax', examples: [{}], laws: ['odd', 'idempotent'] }),
]
