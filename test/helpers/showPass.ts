/** A pass program as text. @module */
import type { Instruction, PassProgram } from '../../src/compile/passProgram.ts'

const showInstruction = (instruction: Instruction): string => {
  switch (instruction.kind) {
    case 'load':
      return `load stream ${instruction.stream}`
    case 'constant':
      return `constant ${Object.is(instruction.value, -0) ? '-0' : instruction.value}`
    case 'apply':
      return `${instruction.operation.name} ${instruction.args.map((arg) => `%${arg}`).join(' ')}`
    default:
      return `${instruction.kind} ${instruction.index}${instruction.type === 'boolean' ? ' as truth' : ''}`
  }
}

/** One line a value, then what is stored and gathered. */
export const showPass = ({ dtype, instructions, stores, gathers }: PassProgram): string =>
  [
    dtype,
    ...instructions.map((instruction, i) => `%${i} = ${showInstruction(instruction)}`),
    ...stores.map(({ stream, value }) => `store stream ${stream} = %${value}`),
    ...gathers.map(
      ({ reduction, args, into, index }) =>
        `${into} ${index} = ${reduction.name} ${args.map((arg) => `%${arg}`).join(' ')}`,
    ),
  ].join('\n')
