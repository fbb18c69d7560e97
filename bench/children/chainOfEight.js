// @ts-check
/**
 * A chain of eight links that between them use reductions over the tree and over axes, state, a schedule and selects.
 *
 * @param {typeof import('../../dist/index.js')} optfuse
 */
export function chainOfEight(optfuse) {
  const { chain, zeroNans, centralize, clipByGlobalNorm, scaleByAdam, addDecayedWeights } = optfuse
  const { trace, scaleBySchedule, scale, cosineDecaySchedule } = optfuse
  return chain(
    zeroNans(),
    centralize(),
    clipByGlobalNorm(1),
    scaleByAdam(),
    addDecayedWeights(1e-2),
    trace(0.9),
    scaleBySchedule(cosineDecaySchedule({ initValue: 1e-3, decaySteps: 100 })),
    scale(-1),
  )
}
