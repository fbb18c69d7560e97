import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
    it('gives what the reference engine gives around a block and above 2^16 elements', async () => {
      expect(await page.check('sizes', mode)).toBeUndefined()
    })

    it('reaches the elements above 2^24', { timeout: 120_000 }, async () => {
      expect(await page.check('large', mode)).toBeUndefined()
    })

    it('gives the meaning of every operation, of NaN and infinities too', async () => {
      expect(await page.check('operations', mode)).toEqual([])
    })

    it('goes back to the CPU in the middle', async () => {
      expect(await page.check('moving', mode)).toBeUndefined()
    })
  })

  it(
    'holds as many textures after many steps as after a few, and none after dispose',
    { timeout: 60_000 },
    async () => {
      const [few, many, none] = await page.check('textures', 300)
      expect(few).toBeGreaterThan(0)
      expect(many).toBe(few)
      expect(none).toBe(0)
    },
  )

  it('goes on in a new WebGL context after one was lost', async () => {
    // Traces 1, 2 and then 1.5, 3.
    expect(await page.check('lostContext')).toEqual(['device-lost', 3.5, 7])
  })

  it('is on WebGPU where there is an adapter, and otherwise on WebGL 2, and says why', async () => {
    const other = await openPage()
    const [without, why, having, reason] = await other.check('auto')
    await other.close()
    expect(without).toBe('webgl2')
    expect(why).toMatch(/^webgl2: webgpu was tried: .*adapter/)
    expect([having, reason]).toEqual(['webgpu', 'webgpu: the first choice'])
  })
})
