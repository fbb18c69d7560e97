import { expect, test } from 'vitest'
import { fromCheckpoint, toCheckpoint } from '../../src/checkpoint/index.ts'
import { sgd } from '../../src/optimizers/sgd.ts'
import { tensor } from '../../src/pytree/index.ts'
import python from './checkpoint.json' with { type: 'json' }

const theirs = Uint8Array.from(atob(python.base64), (letter) => letter.charCodeAt(0))

const opt = sgd(0.1, { momentum: 0.9 })
const at = {
  params: {
    enc: { w: tensor(Float32Array.of(1, -2, 3, 0.5, -0, Infinity), [2, 3]), b: Float32Array.of(1e-45, 2) },
    'odd key': [0.1],
  },
  state: [
    {
      count: 7,
      trace: {
        enc: { w: tensor(Float32Array.of(0.1, 0.2, 0.3, 4, 5, 6), [2, 3]), b: Float32Array.of(7, 8) },
        'odd key': [-0.25],
      },
    },
    { count: 7 },
  ],
} as const

/** The header of a file, with no texts beside the numbers, and the numbers. */
const partsOf = (file: Uint8Array): readonly [string, Uint8Array] => {
  const end = 8 + Number(new DataView(file.buffer).getBigUint64(0, true))
  const { __metadata__: _, ...arrays } = JSON.parse(new TextDecoder().decode(file.subarray(8, end)))
  return [JSON.stringify(arrays), file.subarray(end)]
}

test('a checkpoint that Python wrote is read', () => {
  const like = { enc: { w: tensor(new Float32Array(6), [2, 3]), b: new Float32Array(2) }, 'odd key': [0] }
  const { params, state, metadata } = fromCheckpoint(opt, like, theirs)
  expect({ params, state }).toEqual(at)
  expect(metadata).toEqual({ note: 'π, from Python' })
})

test('ours has the bytes that Python writes, but for the checksum', () => {
  const ours = toCheckpoint(opt, at, { note: 'π, from Python' })
  expect(ours.length % 8).toBe(theirs.length % 8)
  expect(partsOf(ours)).toEqual(partsOf(theirs))
})
