/** Averages of the parameters. @module */
import { decay, epsilon, longDecay, rate } from './symbols.ts'
import type { Symbol, TheoremGroup } from './theorem.ts'

const towards: Symbol = { min: 0, max: 1, open: [true, false], drawn: [0.3, 1] }
const eps = { ...epsilon, drawn: [1e-8, 1e-3] as const }

/** Averages of the parameters. */
export const averageTheorems: TheoremGroup = {
  title: 'Averages of the parameters',
  theorems: [
    {
      name: 'schedule-free-has-three-sequences',
      kind: 'equal',
      statement:
        'Schedule-free descent is a plain one, z, its weighted average, x, and gradients taken between the two.',
      paper: 'Defazio et al. 2024, https://arxiv.org/abs/2405.15682',
      given: { lr: { ...rate, drawn: [1e-2, 1] }, b1: towards, p: { min: 0, drawn: [0, 3] } },
      left: 'scheduleFree(sgd(lr), lr, { b1, weightLrPower: p })',
      right: `equations("z0 = θ, x0 = θ, z' = z - lr·g, maxLr' = max(maxLr, lr), w = maxLr'^p, n' = n + w, c = (0 if n' == 0, otherwise w/n'), x' = (1 - c)·x + c·z', Δθ = (1 - b1)·z' + b1·x' - θ")`,
      relation: ['right.x = (left.θ - (1 - b1)·left.z)/b1'],
    },
    {
      name: 'schedule-free-averages-alike',
      kind: 'equal',
      statement: 'With power 0 all steps weigh alike, and with b₁ = 1 the parameters are their mean.',
      paper: 'Polyak and Juditsky 1992; Defazio et al. 2024, https://arxiv.org/abs/2405.15682',
      given: { lr: rate },
      left: 'scheduleFree(sgd(lr), lr, { b1: 1, weightLrPower: 0 })',
      right: `equations("z0 = θ, z' = z - lr·g, n' = n + 1, Δθ = (z' - θ)/n'")`,
    },
    {
      name: 'schedule-free-adamw-is-without-momentum',
      kind: 'equal',
      statement: 'Schedule-free AdamW is AdamW without its first moment, averaged.',
      paper: 'Defazio et al. 2024, https://arxiv.org/abs/2405.15682',
      given: { lr: rate, b1: towards, b2: longDecay, eps, decay: { ...decay, drawn: [0, 0.5] } },
      left: 'scheduleFreeAdamw(lr, { b1, b2, eps, weightDecay: decay })',
      right: 'scheduleFree(adamw(lr, { b1: 0, b2, eps, weightDecay: decay }), lr, { b1 })',
    },
  ],
}
