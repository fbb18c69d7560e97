/** A page with the checks in a headless Chromium. @module */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import { launchChromium } from './launchChromium.ts'
import type { Checks } from './page.ts'

const bundlePage = async (): Promise<string> => {
  const bundle = await rolldown({
    input: fileURLToPath(new URL('page.ts', import.meta.url)),
    platform: 'browser',
    logLevel: 'silent',
  })
  const { output } = await bundle.generate({ format: 'es', codeSplitting: false })
  await bundle.close()
  return output.map((chunk) => ('code' in chunk ? chunk.code : '')).join('\n')
}

/** Calls a check of the page by its name. */
export interface Page {
  readonly check: <K extends keyof Checks>(
    name: K,
    ...args: Parameters<Checks[K]>
  ) => Promise<Awaited<ReturnType<Checks[K]>>>
  readonly close: () => Promise<void>
}

/** Serve the page on this machine and open it. */
export const openPage = async (): Promise<Page> => {
  const script = await bundlePage()
  const html =
    '<!doctype html><meta charset="utf-8"><title>optfuse</title><script type="module" src="/page.js"></script>'
  const server = createServer(({ url }, response) => {
    const isScript = url === '/page.js'
    response.setHeader('content-type', `${isScript ? 'text/javascript' : 'text/html'}; charset=utf-8`)
    response.end(isScript ? script : html)
  })
  await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready))
  const browser = await launchChromium()
  const page = await browser.newPage()
  page.on('pageerror', (error) => console.error(error))
  const { port } = server.address() as AddressInfo
  await page.goto(`http://localhost:${port}/`)
  await page.waitForFunction('globalThis.checks !== undefined')
  return {
    check: (name, ...args) => page.evaluate(`checks.${name}(...${JSON.stringify(args)})`),
    close: async () => {
      await browser.close()
      await new Promise((closed) => server.close(closed))
    },
  }
}
