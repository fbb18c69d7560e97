/** The catalogue's rows of optimizers. @module */
import { acprop } from '../optimizers/acprop.ts'
import { adabelief } from '../optimizers/adabelief.ts'
import { adadelta } from '../optimizers/adadelta.ts'
import { adafactor } from '../optimizers/adafactor.ts'
import { adagrad } from '../optimizers/adagrad.ts'
import { adam } from '../optimizers/adam.ts'
import { adamax } from '../optimizers/adamax.ts'
import { adamaxw } from '../optimizers/adamaxw.ts'
import { adamw } from '../optimizers/adamw.ts'
import { adan } from '../optimizers/adan.ts'
import { ademamix } from '../optimizers/ademamix.ts'
import { adopt } from '../optimizers/adopt.ts'
import { amsgrad } from '../optimizers/amsgrad.ts'
import { asgd } from '../optimizers/asgd.ts'
import { cocob } from '../optimizers/cocob.ts'
import { dadaptAdamw } from '../optimizers/dadaptAdamw.ts'
import { dog } from '../optimizers/dog.ts'
import { dowg } from '../optimizers/dowg.ts'
import { fromage } from '../optimizers/fromage.ts'
import { ftrl } from '../optimizers/ftrl.ts'
import { lamb } from '../optimizers/lamb.ts'
import { lars } from '../optimizers/lars.ts'
import { lion } from '../optimizers/lion.ts'
import { localGains } from '../optimizers/localGains.ts'
import { madgrad } from '../optimizers/madgrad.ts'
import { momo } from '../optimizers/momo.ts'
import { momoAdam } from '../optimizers/momoAdam.ts'
import { muon } from '../optimizers/muon.ts'
import { nadam } from '../optimizers/nadam.ts'
import { nadamw } from '../optimizers/nadamw.ts'
import { noisySgd } from '../optimizers/noisySgd.ts'
import { novograd } from '../optimizers/novograd.ts'
import { optimisticAdam } from '../optimizers/optimisticAdam.ts'
import { optimisticAdamV2 } from '../optimizers/optimisticAdamV2.ts'
import { optimisticGradientDescent } from '../optimizers/optimisticGradientDescent.ts'
import { prodigy } from '../optimizers/prodigy.ts'
import { rmsprop } from '../optimizers/rmsprop.ts'
import { rprop } from '../optimizers/rprop.ts'
import { sgd } from '../optimizers/sgd.ts'
import { polyakSgd } from '../optimizers/polyakSgd.ts'
import { radam } from '../optimizers/radam.ts'
import { scheduleFreeAdamw } from '../optimizers/scheduleFreeAdamw.ts'
import { scheduleFreeSgd } from '../optimizers/scheduleFreeSgd.ts'
import { signSgd } from '../optimizers/signSgd.ts'
import { signum } from '../optimizers/signum.ts'
import { simplifiedAdemamix } from '../optimizers/simplifiedAdemamix.ts'
import { yogi } from '../optimizers/yogi.ts'
import { row, type CatalogueRow } from './catalogueRow.ts'
import { decreasing, rising } from './examples.ts'

/** The optimizers, by name. */
export const optimizers: readonly CatalogueRow[] = [
  row(acprop, {
    kind: 'optimizer',
    paper: 'Zhuang et al. 2021, https://arxiv.org/abs/2110.05454',
    examples: [
      { learningRate: 0.01 },
      { learningRate: 0.1, b1: 0.5, b2: 0.9, eps: 1e-3, epsRoot: 1e-4, weightDecay: 0.1 },
      { learningRate: rising, weightDecay: decreasing },
    ],
  }),
  row(adabelief, {
    kind: 'optimizer',
    paper: 'Zhuang et al. 2020, https://arxiv.org/abs/2010.07468',
    examples: [
      { learningRate: 0.01 },
      { learningRate: 0.1, b1: 0.5, b2: 0.9, eps: 1e-3, epsRoot: 1e-4 },
      { learningRate: rising, nesterov: true },
    ],
    laws: ['odd'],
  }),
  row(adadelta, {
    kind: 'optimizer',
    paper: 'Zeiler 2012, https://arxiv.org/abs/1212.5701',
    examples: [
      { learningRate: 1 },
      { learningRate: 0.5, rho: 0.5, eps: 1e-3, weightDecay: 0.1 },
      { learningRate: rising },
    ],
  }),
  row(adafactor, {
    kind: 'optimizer',
    paper: 'Shazeer and Stern 2018, https://arxiv.org/abs/1804.04235',
    examples: [
      {},
      { learningRate: 0.01, minDimSizeToFactor: 2, momentum: 0.9, weightDecayRate: 0.1 },
      {
        learningRate: rising,
        factored: false,
        clippingThreshold: null,
        multiplyByParameterScale: false,
        weightDecayRate: decreasing,
      },
    ],
  }),
  row(adagrad, {
    kind: 'optimizer',
    paper: 'Duchi, Hazan and Singer 2011',
    examples: [
      { learningRate: 0.1 },
      { learningRate: 0.5, initialAccumulatorValue: 0, eps: 1e-3 },
      { learningRate: rising, epsInSqrt: false },
    ],
    laws: ['odd'],
  }),
  row(adam, {
    kind: 'optimizer',
    paper: 'Kingma and Ba 2014, https://arxiv.org/abs/1412.6980',
    examples: [
      { learningRate: 0.01 },
      { learningRate: 0.1, b1: 0.5, b2: 0.9, eps: 1e-3, epsRoot: 1e-4 },
      { learningRate: rising, nesterov: true },
    ],
    laws: ['odd'],
  }),
  row(adamax, {
    kind: 'optimizer',
    paper: 'Kingma and Ba 2014, https://arxiv.org/abs/1412.6980',
    examples: [
      { learningRate: 0.01 },
      { learningRate: 0.1, b1: 0.5, b2: 0.9, eps: 1e-3 },
      { learningRate: rising, epsInMax: false },
    ],
    laws: ['odd'],
  }),
  row(adamaxw, {
    kind: 'optimizer',
    paper:
      'Kingma and Ba 2014, https://arxiv.org/abs/1412.6980; Loshchilov and Hutter 2017, https://arxiv.org/abs/1711.05101',
    examples: [
      { learningRate: 0.01 },
      { learningRate: 0.1, b1: 0.5, weightDecay: 0.1 },
      { learningRate: rising, weightDecay: decreasing },
    ],
  }),
  row(adamw, {
    kind: 'optimizer',
    paper: 'Loshchilov and Hutter 2017, https://arxiv.org/abs/1711.05101',
    examples: [
      { learningRate: 0.01 },
      { learningRate: 0.1, b1: 0.5, weightDecay: 0.1 },
      { learningRate: rising, weightDecay: decreasing, nesterov: true },
    ],
  }),
  row(adan, {
    kind: 'optimizer',
    paper: 'Xie et al. 2022, https://arxiv.org/abs/2208.06677',
    examples: [
      { learningRate: 0.01 },
      { learningRate: 0.1, b1: 0.5, b2: 0.7, b3: 0.9, weightDecay: 0.1 },
      { learningRate: rising, weightDecay: decreasing },
    ],
  }),
  row(ademamix, {
    kind: 'optimizer',
    paper: 'Pagliardini, Ablin and Grangier 2024, https://arxiv.org/abs/2409.03137',
    examples: [
      { learningRate: 0.01 },
      { learningRate: 0.1, b3: 0.99, alpha: 2, weightDecay: 0.1 },
      { learningRate: rising, alpha: rising, weightDecay: decreasing },
    ],
  }),
  row(adopt, {
    kind: 'optimizer',
    paper: 'Taniguchi et al. 2024, https://arxiv.org/abs/2411.02853',
    examples: [
      { learningRate: 0.01 },
      { learningRate: 0.1, b1: 0.5, b2: 0.9, nesterov: true },
      { learningRate: rising, useClipping: false },
    ],
    laws: ['odd'],
  }),
  row(amsgrad, {
    kind: 'optimizer',
    paper: 'Reddi, Kale and Kumar 2018, https://arxiv.org/abs/1904.09237',
    examples: [
      { learningRate: 0.01 },
      { learningRate: 0.1, b1: 0.5, b2: 0.9, eps: 1e-3, epsRoot: 1e-4 },
      { learningRate: rising, biasCorrectionMu: false, biasCorrectionNu: false },
      { learningRate: 0.1, biasCorrectionNu: false, biasCorrectionMax: true },
    ],
    laws: ['odd'],
  }),
  row(asgd, {
    kind: 'optimizer',
    paper: 'Polyak and Juditsky 1992, https://doi.org/10.1137/0330046',
    examples: [
      { learningRate: 0.1 },
      { learningRate: 0.5, lambd: 0.1, alpha: 1, t0: 3, weightDecay: 0.1 },
      { learningRate: rising, lambd: decreasing, t0: 0 },
    ],
  }),
  row(cocob, {
    kind: 'optimizer',
    paper: 'Orabona and Tommasi 2017, https://arxiv.org/abs/1705.07795',
    examples: [{}, { alpha: 2, eps: 0.1, weightDecay: 0.1 }, { learningRate: decreasing, alpha: 10 }],
  }),
  row(dadaptAdamw, {
    kind: 'optimizer',
    paper: 'Defazio and Mishchenko 2023, https://arxiv.org/abs/2301.07733',
    examples: [
      {},
      { estimLr0: 0.01, b1: 0.5, b2: 0.9, eps: 1e-3, weightDecay: 0.1 },
      { learningRate: rising, estimLr0: 0.1 },
    ],
  }),
  row(dog, {
    kind: 'optimizer',
    paper: 'Ivgi, Hinder and Carmon 2023, https://arxiv.org/abs/2302.12022',
    examples: [
      {},
      { learningRate: 0.5, initStep: 'distance', initStepSize: 0.1, weightDecay: 0.1 },
      { learningRate: rising, initStep: 'learningRate', initStepSize: 0.1 },
    ],
  }),
  row(dowg, {
    kind: 'optimizer',
    paper: 'Khaled, Mishchenko and Jin 2023, https://arxiv.org/abs/2305.16284',
    examples: [{}, { learningRate: 0.5, initEstimSqDist: 0.1, weightDecay: 0.1 }, { learningRate: rising, eps: 1e-3 }],
  }),
  row(fromage, {
    kind: 'optimizer',
    paper: 'Bernstein et al. 2020, https://arxiv.org/abs/2002.03432',
    examples: [{ learningRate: 0.01 }, { learningRate: 0.5, minNorm: 0.1 }, { learningRate: rising }],
  }),
  row(ftrl, {
    kind: 'optimizer',
    paper: 'McMahan et al. 2013, https://doi.org/10.1145/2487575.2488200',
    examples: [
      { learningRate: 0.1 },
      { learningRate: 0.5, l1: 0.5, l2: 0.1, l2Shrinkage: 0.1, beta: 1, initialAccumulatorValue: 0 },
      { learningRate: rising, learningRatePower: -0.3, l1: decreasing },
    ],
  }),
  row(lamb, {
    kind: 'optimizer',
    paper: 'You et al. 2019, https://arxiv.org/abs/1904.00962',
    examples: [
      { learningRate: 0.01 },
      { learningRate: 0.1, b1: 0.5, b2: 0.9, eps: 1e-3, weightDecay: 0.1 },
      { learningRate: rising, weightDecay: decreasing },
    ],
  }),
  row(lars, {
    kind: 'optimizer',
    paper: 'You, Gitman and Ginsburg 2017, https://arxiv.org/abs/1708.03888',
    examples: [
      { learningRate: 0.1 },
      { learningRate: 0.1, trustCoefficient: 0.1, eps: 1e-3, weightDecay: 0.1, momentum: 0.5, nesterov: true },
      { learningRate: rising, weightDecay: decreasing, momentum: decreasing },
    ],
  }),
  row(lion, {
    kind: 'optimizer',
    paper: 'Chen et al. 2023, https://arxiv.org/abs/2302.06675',
    examples: [
      { learningRate: 0.01 },
      { learningRate: 0.1, b1: 0.5, b2: 0.9, weightDecay: 0.1 },
      { learningRate: rising, weightDecay: decreasing },
    ],
  }),
  row(localGains, {
    kind: 'optimizer',
    paper: 'Jacobs 1988; Hinton 2012, lecture 6.4',
    examples: [
      { learningRate: 0.1 },
      { learningRate: 0.1, increase: 0.5, decrease: 0.5, momentum: 0.9 },
      { learningRate: rising, momentum: 0.5, nesterov: true },
    ],
    laws: ['odd'],
  }),
  row(madgrad, {
    kind: 'optimizer',
    paper: 'Defazio and Jelassi 2021, https://arxiv.org/abs/2101.11075',
    examples: [
      { learningRate: 0.1 },
      { learningRate: 0.5, momentum: 0, eps: 1e-3, weightDecay: 0.1 },
      { learningRate: rising, momentum: decreasing },
    ],
  }),
  row(momo, {
    kind: 'optimizer',
    paper: 'Schaipp et al. 2023, https://arxiv.org/abs/2305.07583',
    // Far from the bound, or in steps that the learning rate limits, float32 sums of another library are precise enough.
    examples: [
      { lowerBound: -10 },
      { learningRate: 0.1, beta: 0.5, lowerBound: -1, weightDecay: 0.1, adaptLowerBound: true },
      { learningRate: rising, beta: decreasing },
    ],
  }),
  row(momoAdam, {
    kind: 'optimizer',
    paper: 'Schaipp et al. 2023, https://arxiv.org/abs/2305.07583',
    examples: [
      {},
      { learningRate: 0.01, b1: 0.5, b2: 0.9, eps: 1e-3, lowerBound: -1, weightDecay: 0.1, adaptLowerBound: true },
      { learningRate: rising, b1: decreasing },
    ],
  }),
  row(muon, {
    kind: 'optimizer',
    paper: 'Jordan et al. 2024, https://kellerjordan.github.io/posts/muon',
    examples: [
      { learningRate: 0.02 },
      {
        learningRate: rising,
        consistentRms: 0.2,
        weightDecay: 0.1,
        adamLearningRate: 0.003,
        adamB1: 0.8,
        adamWeightDecay: 0.01,
        muonMask: true,
      },
      {
        learningRate: 0.1,
        layout: 'outIn',
        nesterov: false,
        adaptive: true,
        preconditioning: 'schatten',
        adamB2: 0.95,
      },
    ],
  }),
  row(nadam, {
    kind: 'optimizer',
    paper: 'Dozat 2016',
    examples: [
      { learningRate: 0.01 },
      { learningRate: 0.1, b1: 0.5, b2: 0.9, eps: 1e-3 },
      { learningRate: rising, momentumDecay: 0.1 },
    ],
    laws: ['odd'],
  }),
  row(nadamw, {
    kind: 'optimizer',
    paper: 'Dozat 2016; Loshchilov and Hutter 2017, https://arxiv.org/abs/1711.05101',
    examples: [
      { learningRate: 0.01 },
      { learningRate: 0.1, b1: 0.5, weightDecay: 0.1, momentumDecay: 1 },
      { learningRate: rising, weightDecay: decreasing },
    ],
  }),
  row(noisySgd, {
    kind: 'optimizer',
    paper: 'Neelakantan et al. 2015, https://arxiv.org/abs/1511.06807',
    examples: [{ learningRate: 0.1 }, { learningRate: decreasing, eta: 0.5, gamma: 1, key: 2 ** 32 - 1 }],
  }),
  row(novograd, {
    kind: 'optimizer',
    paper: 'Ginsburg et al. 2019, https://arxiv.org/abs/1905.11286',
    examples: [
      { learningRate: 0.01 },
      { learningRate: 0.1, b1: 0.5, b2: 0.9, eps: 1e-3, epsRoot: 1e-6, weightDecay: 0.1 },
      { learningRate: rising, weightDecay: decreasing },
    ],
  }),
  row(optimisticAdam, {
    kind: 'optimizer',
    paper: 'Daskalakis et al. 2017, https://arxiv.org/abs/1711.00141',
    examples: [
      { learningRate: 0.01 },
      { learningRate: 0.1, optimism: 0.5, b1: 0.5, b2: 0.9, eps: 1e-3, epsRoot: 1e-4, nesterov: false },
      { learningRate: rising, optimism: decreasing },
    ],
    laws: ['odd'],
  }),
  row(optimisticAdamV2, {
    kind: 'optimizer',
    paper: 'Daskalakis et al. 2017, https://arxiv.org/abs/1711.00141',
    examples: [
      { learningRate: 0.01 },
      { learningRate: 0.1, alpha: 0.5, beta: 2, b1: 0.5, b2: 0.9, eps: 1e-3, nesterov: false },
      { learningRate: rising, beta: decreasing },
    ],
    laws: ['odd'],
  }),
  row(optimisticGradientDescent, {
    kind: 'optimizer',
    paper: 'Mokhtari, Ozdaglar and Pattathil 2019, https://arxiv.org/abs/1901.08511',
    examples: [
      { learningRate: 0.1 },
      { learningRate: 0.1, alpha: 0.5, beta: 2 },
      { learningRate: rising, beta: decreasing },
    ],
    laws: ['linear', 'odd'],
  }),
  row(polyakSgd, {
    kind: 'optimizer',
    paper: 'Loizou et al. 2021, https://arxiv.org/abs/2002.10542',
    examples: [{}, { scaling: 0.5, fMin: -1, variant: 'sps+' }, { scaling: rising, maxLearningRate: 0.1, eps: 0.1 }],
    laws: ['odd'],
  }),
  row(prodigy, {
    kind: 'optimizer',
    paper: 'Mishchenko and Defazio 2023, https://arxiv.org/abs/2306.06101',
    examples: [
      {},
      { estimLr0: 0.01, b1: 0.5, b2: 0.9, b3: 0.5, eps: 1e-3, weightDecay: 0.1 },
      { learningRate: rising, estimLr0: 0.1, estimLrCoef: 0.5, safeguardWarmup: true },
    ],
  }),
  row(radam, {
    kind: 'optimizer',
    paper: 'Liu et al. 2019, https://arxiv.org/abs/1908.03265',
    examples: [
      { learningRate: 0.01 },
      { learningRate: 0.1, b1: 0.5, b2: 0.9, eps: 1e-3, threshold: 4.5 },
      { learningRate: rising, nesterov: true },
    ],
    laws: ['odd'],
  }),
  row(rmsprop, {
    kind: 'optimizer',
    paper: 'Tieleman and Hinton 2012, lecture 6.5',
    examples: [
      { learningRate: 0.01 },
      { learningRate: 0.01, centered: true, momentum: 0.9 },
      { learningRate: rising, momentum: 0.5, nesterov: true, biasCorrection: true, epsInSqrt: false },
    ],
    laws: ['odd'],
  }),
  row(rprop, {
    kind: 'optimizer',
    paper: 'Riedmiller and Braun 1993',
    examples: [
      { learningRate: 0.01 },
      { learningRate: 0.1, delayed: true },
      { learningRate: 0.1, etaPlus: 1.05, maxStepSize: 0.15 },
    ],
    laws: ['odd'],
  }),
  row(scheduleFreeAdamw, {
    kind: 'optimizer',
    paper: 'Defazio et al. 2024, https://arxiv.org/abs/2405.15682',
    examples: [
      {},
      { learningRate: 0.1, warmupSteps: 5, b1: 0.5, b2: 0.9, eps: 1e-3, weightDecay: 0.1, mask: ['**'] },
      { learningRate: rising, weightLrPower: 0 },
    ],
  }),
  row(scheduleFreeSgd, {
    kind: 'optimizer',
    paper: 'Defazio et al. 2024, https://arxiv.org/abs/2405.15682',
    examples: [
      { learningRate: 0.1 },
      { learningRate: 0.1, warmupSteps: 5, b1: 0.5, weightDecay: 0.1 },
      { learningRate: rising, warmupSteps: 3, weightLrPower: 1 },
    ],
  }),
  row(sgd, {
    kind: 'optimizer',
    paper: 'Robbins and Monro 1951; Sutskever et al. 2013',
    examples: [
      { learningRate: 0.1 },
      { learningRate: 0.1, momentum: 0.9, nesterov: true },
      { learningRate: rising, momentum: decreasing, dampening: 0.5 },
    ],
    laws: ['linear', 'odd'],
  }),
  row(signSgd, {
    kind: 'optimizer',
    paper: 'Bernstein et al. 2018, https://arxiv.org/abs/1802.04434',
    examples: [{ learningRate: 0.1 }, { learningRate: rising }],
    laws: ['odd'],
  }),
  row(signum, {
    kind: 'optimizer',
    paper: 'Bernstein et al. 2018, https://arxiv.org/abs/1802.04434',
    examples: [{ learningRate: 0.1 }, { learningRate: 0.1, beta: 0.5 }, { learningRate: rising, beta: decreasing }],
    laws: ['odd'],
  }),
  row(simplifiedAdemamix, {
    kind: 'optimizer',
    paper: 'Morwani et al. 2025, https://arxiv.org/abs/2502.02431',
    examples: [
      { learningRate: 0.01 },
      { learningRate: 0.1, b1: 0.5, b2: 0.9, alpha: 2, weightDecay: 0.1 },
      { learningRate: rising, alpha: rising, weightDecay: decreasing },
    ],
  }),
  row(yogi, {
    kind: 'optimizer',
    paper: 'Zaheer et al. 2018, https://papers.nips.cc/paper/8186',
    examples: [{ learningRate: 0.01 }, { learningRate: 0.1, b1: 0.5, b2: 0.9, eps: 1e-2 }, { learningRate: rising }],
  }),
]
