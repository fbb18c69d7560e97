import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileGpu } from '../../src/gpu/index.ts'
import { theorems } from '../../src/laws/theorems.ts'
import { experimentOf, type Run } from '../../src/laws/theorems/experiment.ts'
import { anyTrial } from '../../src/laws/theorems/trial.ts'
import { trials } from '../../src/laws/theorems/trials.ts'
import type { Moment } from '../../src/laws/theorems/ways.ts'
import { extraAt } from '../../src/laws/trajectory.ts'
import { runs, seed, seeded } from '../properties/settings.ts'
import { toleranceOf } from './agreement.ts'
import { noGpuInNode } from './available.ts'

const onGpu = async ({ transformation, example, steps }: Run): Promise<readonly Moment[]> => {
  const run = await compileGpu(transformation, example.params)
  const moments: Moment[] = []
  const look = async (step: number): Promise<void> => {
    if (steps.has(step)) moments.push({ step, ...(await run.snapshot()) })
  }
  await look(0)
  for (const [i, gradient] of example.gradients.entries()) {
    await run.step(gradient, extraAt(transformation, example, i))
    await look(i + 1)
  }
  run.dispose()
  return moments
}

describe.skipIf(noGpuInNode !== undefined).each(theorems)(seeded('on the GPU: $title:'), ({ theorems: group }) => {
  it.each(group)('$name', async (stated) => {
    const theorem = stated.kind === 'limit' ? { ...stated, ...stated.float32 } : stated
    await fc.assert(
      fc.asyncProperty(anyTrial(theorem, trials.steps, 'float32'), async (trial) => {
        const { runs: needed, objection } = experimentOf(theorem, trial)
        const moments: (readonly Moment[])[] = []
        for (const each of needed) moments.push(await onGpu(each))
        // Each step adds to what is allowed.
        const allowed = needed.map(
          ({ transformation, example }) => toleranceOf(transformation) * example.gradients.length,
        )
        expect(objection(moments, Math.max(...allowed))).toBeUndefined()
      }),
      { seed, numRuns: runs(trials.gpuRuns), endOnFailure: true },
    )
  })
})
