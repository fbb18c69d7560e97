import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seeded, settings } from '../properties/settings.ts'
import { noBrowser } from './launchChromium.ts'
import { openPage, type Page } from './openPage.ts'

describe.skipIf(noBrowser !== undefined)('in Chromium, a run', () => {
  let page: Page

  beforeAll(async () => {
    page = await openPage()
  })

  afterAll(async () => {
    await page.close()
  })

  describe.each(['webgpu', 'webgl2'] as const)('on %s', (mode) => {
    it.each([
      ['gives what the reference engine gives for leaves around a block and around 2^16 elements', 'sizes'],
      ['gives what it gives for hundreds of leaves', 'manyLeaves'],
      ['reaches the elements above 2^24', 'manyElements'],
      ['drifts little from the CPU in a thousand steps', 'drift'],
      ['comes from the CPU and goes back to it in the middle', 'moving'],
    ] as const)('%s', async (_, name) => {
      expect(await page.check(name, mode)).toBeUndefined()
    })

    it(seeded('makes the steps of random chains'), async () => {
      expect(await page.check('chains', mode, settings(6))).toBeUndefined()
    })

    it('gives the meaning of every operation, of NaN and infinities too', async () => {
      expect(await page.check('operations', mode)).toEqual([])
    })

    it('takes a denormal for itself or for 0', async () => {
      expect([0, 2 ** -130]).toContain(await page.check('denormal', mode))
    })

    it('takes norms of elements whose squares overflow or vanish in float32', async () => {
      expect(await page.check('norms', mode)).toEqual([])
    })
  })

  it('on webgpu reaches the numbers above 2^24 where four lie side by side', async () => {
    expect(await page.check('manyEntries')).toBeUndefined()
  })

  it('holds as many textures after many steps as after a few, and none after dispose', async () => {
    const [few, many, none] = await page.check('textures', 300)
    expect(few).toBeGreaterThan(0)
    expect(many).toBe(few)
    expect(none).toBe(0)
  })

  it('goes on in a new WebGL context after one was lost', async () => {
    // Traces 1, 2 and then 1.5, 3.
    expect(await page.check('lostContext')).toEqual(['device-lost', 3.5, 7])
  })

  it('is on WebGPU where there is an adapter, and otherwise on WebGL 2, and says why', async () => {
    const [without, why, having, reason] = await (await page.another())('auto')
    expect(without).toBe('webgl2')
    expect(why).toMatch(/^webgl2: webgpu was tried: .*adapter/)
    expect([having, reason]).toEqual(['webgpu', 'webgpu: the first choice'])
  })
})
