/** The command line `npx optfuse`, as a function. @module */
import { formula } from '../define/formula.ts'
import { didYouMean } from '../errors/nearest.ts'
import { isOptfuseError } from '../errors/OptfuseError.ts'
import { explainCommand } from './explainCommand.ts'
import { exitCodes, printed, refused, type Outcome } from './outcome.ts'
import { proveCommand } from './proveCommand.ts'
import { readTransformations } from './readTransformation.ts'

export type { Outcome } from './outcome.ts'

const usage = `Usage:
  optfuse prove LEFT RIGHT [--latex] [--json]   whether two optimizers are equal
  optfuse formula OPTIMIZER [--latex]           the equations of an optimizer
  optfuse explain OPTIMIZER [--params SHAPES]   what it does to parameters of these shapes,
                                                such as '{"w": [64, 10], "b": [10]}'

An optimizer is a call, 'chain(trace(0.9), scale(-0.1))', equations,
"v' = 0.9·v + g, Δθ = -0.1·v'", or a spec in JSON, as in "$(cat spec.json)".
Names that mean nothing else are hyperparameters with any value:
'chain(scale(a), scale(b))' 'scale(a*b)'.
A name alone takes its defaults: adam is adam(learningRate).

prove exits with 0 when it has proved them equal, 1 when it has refuted it,
2 when it knows neither; 64 and 65 are for wrong arguments.

  npx optfuse prove 'scaleByAdam({ b1: 0 })' \\
    'scaleByRms({ decay: 0.999, biasCorrection: true, epsInSqrt: false })'`

const commands: Readonly<Record<string, { readonly count: number; readonly flags: readonly string[] }>> = {
  prove: { count: 2, flags: ['--latex', '--json'] },
  formula: { count: 1, flags: ['--latex'] },
  explain: { count: 1, flags: ['--params'] },
}

const valued = ['--params']

/** Flags apart from the other arguments; a flag's value follows it, or an equals sign at its end. */
const split = (args: readonly string[]) => {
  const flags = new Map<string, string>()
  const rest: string[] = []
  for (let i = 0; i < args.length; i++) {
    const [flag] = args[i].split('=', 1)
    if (args[i] === '-h') flags.set('--help', '')
    else if (!args[i].startsWith('--')) rest.push(args[i])
    else if (!valued.includes(flag)) flags.set(args[i], '')
    else flags.set(flag, flag === args[i] ? (args[++i] ?? '') : args[i].slice(flag.length + 1))
  }
  return { flags, rest }
}

const dispatch = (args: readonly string[]): Outcome => {
  const { flags, rest } = split(args)
  const [command, ...texts] = rest
  if (flags.has('--help') || command === 'help') return printed(usage)
  if (command === undefined) {
    const [stray] = flags.keys()
    return refused(stray === undefined ? usage : `There is no flag ${stray} without a command.\n\n${usage}`)
  }
  if (!Object.hasOwn(commands, command)) {
    return refused(`There is no command "${command}".${didYouMean(command, Object.keys(commands))}\n\n${usage}`)
  }
  const { count, flags: known } = commands[command]
  const stray = [...flags.keys()].find((flag) => !known.includes(flag))
  if (stray !== undefined) return refused(`${command} has no flag ${stray}.${didYouMean(stray, known)}`)
  if (texts.length !== count) {
    const what = `${count} optimizer${count === 1 ? '' : 's'}`
    return refused(
      `${command} takes ${what}, got ${texts.length}. Quote each, as in 'chain(trace(0.9), scale(-0.1))'.\n\n${usage}`,
    )
  }
  const [first, second] = texts
  const latex = flags.has('--latex')
  switch (command) {
    case 'prove':
      return proveCommand(first, second, { latex, json: flags.has('--json') })
    case 'formula': {
      const [transformation] = readTransformations([first]).transformations
      return printed(formula(transformation, { as: latex ? 'latex' : 'text' }))
    }
    default:
      return explainCommand(first, flags.get('--params'))
  }
}

/**
 * What `optfuse` prints for these arguments, and the status it exits with.
 *
 * @example
 * run(['prove', 'chain(scale(a), scale(b))', 'scale(a*b)']).code // 0
 */
export const run = (args: readonly string[]): Outcome => {
  try {
    return dispatch(args)
  } catch (error) {
    if (!isOptfuseError(error)) throw error
    return refused(error.message, exitCodes.badData)
  }
}
