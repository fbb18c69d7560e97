import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noBrowser, openPage, type Page } from './openPage.ts'

describe.skipIf(noBrowser !== undefined)('in Chromium, every rule gives what the reference engine gives', () => {
  let page: Page

  beforeAll(async () => {
    page = await openPage()
  })

  afterAll(async () => {
    await page.close()
  })

  it('on WebGPU', { timeout: 60_000 }, async () => {
    expect(await page.check('catalogue', 'webgpu', 'all')).toEqual([])
  })

  // A software WebGL takes a tenth of a second to compile a kernel.
  it('on WebGL 2, with one example of each', { timeout: 60_000 }, async () => {
    expect(await page.check('catalogue', 'webgl2', 'first')).toEqual([])
  })
})
