import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'
import { expect, it } from 'vitest'
import { launchChromium, noBrowser } from './launchChromium.ts'

/** Serves the folder as `npx vite examples/gpu` does, and gives what its page says in the end and how many digits it shows. */
const visit = async (query: string): Promise<readonly [result: string, digits: number]> => {
  const server = await createServer({
    root: fileURLToPath(new URL('../../examples/gpu', import.meta.url)),
    logLevel: 'error',
    server: { port: 0, watch: null, hmr: false },
  })
  const browser = await launchChromium()
  try {
    await server.listen()
    const page = await browser.newPage()
    page.setDefaultTimeout(0)
    await page.goto(`${server.resolvedUrls?.local[0]}?${query}`)
    await page.waitForFunction(`${/recognised|did not run/}.test(document.querySelector('#result').textContent)`)
    return [(await page.textContent('#result')) ?? '', await page.locator('#digits figure').count()]
  } finally {
    await browser.close()
    await server.close()
  }
}

it.skipIf(noBrowser !== undefined)(
  'the page of the example learns digits with TensorFlow.js’s gradients, buffer to buffer, as the CPU engine does',
  async () => {
    const [result, digits] = await visit('steps=20&check')
    const words = /recognised (.*) % before and (.*) % after .* the CPU engine comes within (.*) of its weights/
    expect(result).toMatch(words)
    const [before, after, difference] = words.exec(result)?.slice(1).map(Number) ?? []
    expect(before).toBeLessThan(20)
    expect(after).toBeGreaterThan(60)
    expect(difference).toBeLessThan(1e-5)
    expect(digits).toBe(40)
  },
)
