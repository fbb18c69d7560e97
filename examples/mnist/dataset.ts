/** How many pixels a picture has: 28 x 28. */
export const PIXELS = 784

/** Handwritten digits: `pixels` holds the pictures one after another, 0 (paper) to 255 (ink); `labels` what each shows. */
export type Dataset = { readonly size: number; readonly pixels: Uint8Array; readonly labels: Uint8Array }

/** Some of the pictures, ready for the model: ink between 0 and 1. */
export type Batch = { readonly size: number; readonly images: Float32Array; readonly labels: Int32Array }

/** The bytes before the pictures and before the labels in the files of the MNIST database. */
export const HEADERS = { pixels: 16, labels: 8 } as const

/** The first pictures out of a file of pictures and one of labels, or all of them. */
export const decode = (pictures: Uint8Array, labels: Uint8Array, limit = Infinity): Dataset => {
  const size = Math.min(limit, labels.length - HEADERS.labels)
  return {
    size,
    pixels: pictures.subarray(HEADERS.pixels, HEADERS.pixels + size * PIXELS),
    labels: labels.subarray(HEADERS.labels, HEADERS.labels + size),
  }
}

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
