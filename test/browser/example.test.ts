import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'
import { expect, it } from 'vitest'
import { launchChromium, noBrowser } from './launchChromium.ts'

it.skipIf(noBrowser !== undefined)(
  'the page of the example learns digits with TensorFlow.js’s gradients, buffer to buffer, as the CPU engine does',
  { timeout: 120_000 },
  async () => {
    const server = await createServer({
      root: fileURLToPath(new URL('../../examples/gpu', import.meta.url)),
      logLevel: 'error',
      server: { port: 0, watch: null, hmr: false },
    })
    await server.listen()
    const browser = await launchChromium()
    const page = await browser.newPage()
    await page.goto(`${server.resolvedUrls?.local[0]}?steps=20&check`)
    const ended = /recognised|did not run/
    await page.waitForFunction(`${ended}.test(document.querySelector('#result').textContent)`)
    const result = await page.textContent('#result')
    const digits = await page.locator('#digits figure').count()
    await browser.close()
    await server.close()

    const [, before, after, difference] = /recognised (.*) % before and (.*) % after .* within (.*) of/.exec(
      result ?? '',
    ) ?? [result]
    expect(Number(before)).toBeLessThan(20)
    expect(Number(after)).toBeGreaterThan(60)
    expect(Number(difference)).toBeLessThan(1e-5)
    expect(digits).toBe(40)
  },
)
