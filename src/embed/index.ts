/**
 * Run transformations on any tensor library: implement `TensorStack`, check it with `checkStack` of `optfuse/laws`, and
 * `embed` runs every optimizer on its tensors.
 * @module
 */
export { embed, type Embedded } from './embed.ts'
export type { TensorStack } from './tensorStack.ts'
