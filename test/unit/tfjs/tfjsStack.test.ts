import '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-backend-wasm'
import * as tf from '@tensorflow/tfjs-core'
import { describe, expect, it } from 'vitest'
import { checkStack } from '../../../src/laws/index.ts'
import { tfjsStack } from '../../../src/tfjs/index.ts'

describe('the tensors of TensorFlow.js', () => {
  it.each(['cpu', 'wasm'])(
    'obey every law on the %s backend',
    async (backend) => {
      expect(await tf.setBackend(backend)).toBe(true)
      const like = tf.scalar(0)
      expect(() => checkStack(tfjsStack(tf), like, { live: () => tf.memory().numTensors })).not.toThrow()
      like.dispose()
    },
    60_000,
  )
})
