import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noBrowser } from './launchChromium.ts'
import { openPage, type Page } from './openPage.ts'

describe.skipIf(noBrowser !== undefined)('in Chromium, every rule gives what the reference engine gives', () => {
  let page: Page

  beforeAll(async () => {
    page = await openPage()
  })

  afterAll(async () => {
    await page.close()
  })

  // With one example of each: Node tries them all.
  it.each(['webgpu', 'webgl2'] as const)('on %s', async (mode) => {
    expect(await page.check('catalogue', mode)).toEqual([])
  })
})
