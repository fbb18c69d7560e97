/** Every engine computes the same. @module */
import { compareSteps } from '../compareSteps.ts'
import type { Law } from '../law.ts'
import { trajectory } from '../trajectory.ts'

/** The WebAssembly engine gives the bits of the reference engine. Needs a host that has WebAssembly. */
export const enginesAgree: Law = {
  name: 'engines agree',
  statement: 'the reference engine and the WebAssembly engine give the same updates and states, bit for bit.',
  violation: (transformation, example) =>
    compareSteps(
      trajectory(transformation, example, 'wasm'),
      trajectory(transformation, example, 'reference'),
      'on wasm in place of the reference engine',
    ),
}
