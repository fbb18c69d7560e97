/** A page with the checks in a headless Chromium. @module */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import { launchChromium } from './launchChromium.ts'
import type { Checks } from './page.ts'

const bundlePage = async (name: string): Promise<string> => {
  const bundle = await rolldown({
    input: fileURLToPath(new URL(name, import.meta.url)),
    platform: 'browser',
    logLevel: 'silent',
  })
  const { output } = await bundle.generate({ format: 'es', codeSplitting: false })
  await bundle.close()
  return output.map((chunk) => ('code' in chunk ? chunk.code : '')).join('\n')
}

type AnyChecks = Readonly<Record<string, (...args: never) => unknown>>

type Call<C extends AnyChecks> = <K extends keyof C & string>(
  name: K,
  ...args: Parameters<C[K]>
) => Promise<Awaited<ReturnType<C[K]>>>

/** Calls a check by its name. */
export interface Page<C extends AnyChecks = Checks> {
  /** In the page that is open. */
  readonly check: Call<C>
  /** Opens another one, which has used no GPU yet. */
  readonly another: () => Promise<Call<C>>
  readonly close: () => Promise<void>
}

/**
 * Serve a page on this machine and open it.
 *
 * @param name the module that holds its checks
 * @param folder where other files that it asks for are
 */
export const openPage = async <C extends AnyChecks = Checks>(name = 'page.ts', folder?: string): Promise<Page<C>> => {
  const script = await bundlePage(name)
  const html =
    '<!doctype html><meta charset="utf-8"><title>optfuse</title><script type="module" src="/page.js"></script>'
  const server = createServer(({ url }, response) => {
    const file = url?.endsWith('.wasm') === true && folder !== undefined ? join(folder, basename(url)) : undefined
    if (file !== undefined) {
      response.setHeader('content-type', 'application/wasm')
      response.end(readFileSync(file))
      return
    }
    const isScript = url === '/page.js'
    response.setHeader('content-type', `${isScript ? 'text/javascript' : 'text/html'}; charset=utf-8`)
    response.end(isScript ? script : html)
  })
  await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready))
  const browser = await launchChromium()
  const { port } = server.address() as AddressInfo
  const open = async (): Promise<Call<C>> => {
    const page = await browser.newPage()
    page.setDefaultTimeout(0)
    page.on('pageerror', (error) => console.error(error))
    await page.goto(`http://localhost:${port}/`)
    await page.waitForFunction('globalThis.checks !== undefined')
    return (check, ...args) => page.evaluate(`checks.${check}(...${JSON.stringify(args)})`)
  }
  return {
    check: await open(),
    another: open,
    close: async () => {
      await browser.close()
      await new Promise((closed) => server.close(closed))
    },
  }
}
