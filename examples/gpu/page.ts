// The page: npx vite examples/gpu
// With ?steps=100 it takes so many steps; with ?check it makes each of them on the CPU too, from gradients read back.

import { line, plot } from '@observablehq/plot'
import { compile } from 'optfuse'
import { decode, HEADERS, PIXELS, type Dataset } from '../mnist/dataset.ts'
import { random } from '../random.ts'
import { initialParams, learnDigits, optimizerFor, type Learned, type Params } from './learnDigits.ts'

/** Steps between two losses that are shown. */
const SHOWN = 10

const place = (id: string): HTMLElement => {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`The page has no #${id}.`)
  return found
}

const show = (text: string): void => {
  place('result').textContent = text
}

const fetchBytes = async (file: string, length: number): Promise<Uint8Array> => {
  const response = await fetch(`./${file}`, { headers: { range: `bytes=0-${length - 1}` } })
  if (!response.ok) throw new Error(`${file}: ${response.status} ${response.statusText}`)
  return new Uint8Array(await response.arrayBuffer())
}

/** The first pictures of a part of the database. */
const fetchPictures = async (name: 'train' | 't10k', count: number): Promise<Dataset> => {
  const [pictures, labels] = await Promise.all([
    fetchBytes(`${name}-images-idx3-ubyte`, HEADERS.pixels + count * PIXELS),
    fetchBytes(`${name}-labels-idx1-ubyte`, HEADERS.labels + count),
  ])
  return decode(pictures, labels, count)
}

const drawLosses = (losses: readonly (readonly [step: number, loss: number])[], steps: number): void => {
  const chart = plot({
    width: 720,
    height: 300,
    x: { label: 'step', domain: [0, steps] },
    y: { label: 'cross-entropy of a batch', domain: [0, 2.5], grid: true, clamp: true },
    marks: [line(losses, { stroke: '#0969da', strokeWidth: 2 })],
  })
  place('losses').replaceChildren(chart)
}

const drawDigit = (pixels: Uint8Array, label: number, guess: number): HTMLElement => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 28, height: 28 })
  const image = new ImageData(28, 28)
  pixels.forEach((ink, i) => image.data.set([255 - ink, 255 - ink, 255 - ink, 255], i * 4))
  canvas.getContext('2d')?.putImageData(image, 0, 0)
  const caption = document.createElement('figcaption')
  caption.textContent = guess === label ? String(guess) : `${guess}, not ${label}`
  caption.className = guess === label ? '' : 'wrong'
  const figure = document.createElement('figure')
  figure.append(canvas, caption)
  return figure
}

const drawDigits = ({ pixels, labels }: Dataset, { guesses }: Learned): void =>
  place('digits').replaceChildren(
    ...Array.from(labels.subarray(0, 40), (label, i) =>
      drawDigit(pixels.subarray(i * PIXELS, (i + 1) * PIXELS), label, guesses[i] ?? NaN),
    ),
  )

/** The largest difference between parameters. */
const distance = (some: Params, others: Params): number =>
  Math.max(
    ...(['hiddenWeights', 'hiddenBiases', 'outputWeights', 'outputBiases'] as const).map((name) =>
      some[name].reduce((most, value, i) => Math.max(most, Math.abs(value - (others[name][i] ?? NaN))), 0),
    ),
  )

try {
  const query = new URLSearchParams(location.search)
  const steps = Number(query.get('steps') ?? 300)
  const [training, test] = await Promise.all([fetchPictures('train', 12_000), fetchPictures('t10k', 500)])
  const params = initialParams(random(1))
  const cpu = query.has('check') ? compile(optimizerFor(steps), params) : undefined
  const losses: (readonly [number, number])[] = []
  const learned = await learnDigits(params, training, test, steps, async ({ step, readLoss, readGrads }) => {
    if (cpu !== undefined) cpu.step(await readGrads())
    if (step % SHOWN !== 0 && step !== 1) return
    losses.push([step, await readLoss()])
    show(`Step ${step} of ${steps} …`)
    drawLosses(losses, steps)
  })
  drawDigits(test, learned)
  const [before, after] = learned.accuracy.map((share) => `${(100 * share).toFixed(1)} %`)
  const difference = cpu === undefined ? undefined : distance(learned.params, cpu.params).toExponential(1)
  show(
    `Of ${test.size} unseen digits it recognised ${before} before and ${after} after ${steps} steps.` +
      (difference === undefined
        ? ''
        : ` From the same gradients the CPU engine comes within ${difference} of its weights.`),
  )
} catch (error) {
  show(`It did not run: ${String(error)}`)
}
