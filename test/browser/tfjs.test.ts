import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noBrowser } from './launchChromium.ts'
import { openPage, type Page } from './openPage.ts'
import type { TfjsChecks } from './tfjsPage.ts'

const wasmFolder = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/dist/index.js'))

const expectClose = (got: readonly number[], wanted: readonly number[]): void => {
  expect(got).toHaveLength(wanted.length)
  got.forEach((x, i) => expect(x).toBeCloseTo(wanted[i], 4))
}

describe.skipIf(noBrowser !== undefined)('in Chromium, an optimizer of TensorFlow.js', () => {
  let page: Page<TfjsChecks>
  /** What the fused engine gives on the cpu backend, which Node tries at length. */
  let model: Awaited<ReturnType<TfjsChecks['fit']>>
  let steps: ReturnType<TfjsChecks['steps']>

  beforeAll(async () => {
    page = await openPage<TfjsChecks>('tfjsPage.ts', wasmFolder)
    await page.check('start', 'cpu')
    model = await page.check('fit', 'engine', 20)
    steps = await page.check('steps', 'engine', 8)
  })

  afterAll(async () => {
    await page.close()
  })

  it('learns, and its learning rate follows the schedule', () => {
    const { losses, rates } = model
    expect(losses.at(-1)).toBeLessThan(losses[0] / 3)
    expectClose(rates.slice(0, 5), [0.02, 0.04, 0.06, 0.08, 0.1])
    // 15 steps down a half cosine of 55.
    expect(rates.at(-1)).toBeCloseTo(0.05 * (1 + Math.cos((Math.PI * 15) / 55)), 6)
  })

  describe.each([
    ['cpu', 'engine'],
    ['wasm', 'engine'],
    ['webgl', 'tensors'],
  ] as const)('on %s', (backend, byDefault) => {
    beforeAll(async () => {
      expect(await page.check('start', backend)).toEqual([backend, byDefault])
    })

    describe.each(['tensors', 'engine'] as const)('by %s', (place) => {
      it('fits a model along the same curve, with as many tensors after each epoch', async () => {
        const { losses, rates, tensors } = await page.check('fit', place, model.losses.length)
        expectClose(losses, model.losses)
        expect(rates).toEqual(model.rates)
        expect(new Set(tensors).size).toBe(1)
      })

      it('minimizes and applies gradients, with as many tensors after each step and none after dispose', async () => {
        const { values, tensors, left, before } = await page.check('steps', place, 8)
        expectClose(values, steps.values)
        expect(new Set(tensors).size).toBe(1)
        expect(left).toBe(before)
      })

      it('goes on from its configuration and weights as if nothing had happened', async () => {
        const { wanted, got, rates, left, before } = await page.check('resume', place, 4)
        expect(got).toEqual(wanted)
        expect(rates[1]).toBe(rates[0])
        expect(left).toBe(before)
      })
    })

    it('obeys the laws of tensors', async () => {
      // A shader's power is exp2(b · log2 a).
      expect(await page.check('laws', backend === 'webgl' ? { pow: 1e-4 } : {})).toBeUndefined()
    })
  })
})
