/** The names that a written call leaves open. @module */
import type { Descriptor } from '../options/descriptor.ts'
import type { NumberRange } from '../options/number.ts'
import { namesOf } from '../spec/vocabulary.ts'
import { functions } from './formulaOf.ts'
import { namesInEquations } from './equationsOf.ts'
import { parse } from './parse.ts'
import type { CallSyntax, Syntax } from './syntax.ts'
import { optionsOf } from './transformationOf.ts'

/** The names left open, each with what the options that it is given to allow. */
export type OpenNames = ReadonlyMap<string, NumberRange>

const whole: NumberRange = { min: -Infinity, max: Infinity, open: [false, false], integer: false }

/** What lies in both ranges. */
export const narrower = (a: NumberRange, b: NumberRange): NumberRange => {
  const [{ min: low = -Infinity, max: high = Infinity, open: ends = [false, false] }, other] = [a, b]
  const { min = -Infinity, max = Infinity, open = [false, false] } = other
  return {
    min: Math.max(low, min),
    max: Math.min(high, max),
    open: [(low >= min && ends[0]) || (min >= low && open[0]), (high <= max && ends[1]) || (max <= high && open[1])],
    integer: a.integer === true || b.integer === true,
  }
}

const rangeOf = (descriptor: Descriptor | undefined): NumberRange => {
  if (descriptor?.kind === 'nullable') return rangeOf(descriptor.inner)
  if (descriptor?.kind !== 'number') return whole
  const { min, max, open, integer } = descriptor
  return { min, max, open, integer }
}

/**
 * The names in a call that nothing defines, and the required numbers that it leaves out, by the name of their option:
 * hyperparameters that may have any value in their range.
 *
 * @throws OptfuseError `invalid-syntax`
 * @example
 * Array.from(openNames('chain(scale(a), adam)').keys()) // ['a', 'learningRate']
 */
export const openNames = (source: string): OpenNames => {
  const { transformations, schedules } = namesOf({})
  const found = new Map<string, NumberRange>()
  const add = (name: string, range: NumberRange): void => {
    found.set(name, narrower(found.get(name) ?? whole, range))
  }
  const visitCall = (call: CallSyntax, bound: readonly string[]): void => {
    const factory = transformations.get(call.name) ?? schedules.get(call.name)
    if (factory === undefined) {
      call.args.forEach((arg) => visitLink(arg, bound))
      return
    }
    const options = optionsOf(call, factory, source)
    for (const [option, value] of options) visit(value, bound, factory.schema[option])
    for (const [option, descriptor] of Object.entries(factory.schema)) {
      const isGiven = options.some(([key]) => key === option)
      if (descriptor.required && descriptor.kind === 'number' && !isGiven) add(option, rangeOf(descriptor))
    }
  }
  /** Where a transformation stands, a name that is none is misspelt. */
  const visitLink = (syntax: Syntax, bound: readonly string[]): void => {
    if (syntax.kind === 'record') syntax.entries.forEach(([, value]) => visitLink(value, bound))
    else if (syntax.kind !== 'name' || transformations.has(syntax.name)) visit(syntax, bound)
  }
  const visit = (syntax: Syntax, bound: readonly string[], descriptor?: Descriptor): void => {
    switch (syntax.kind) {
      case 'literal':
        return
      case 'name': {
        const { name, at } = syntax
        if (bound.includes(name)) return
        if (transformations.has(name) || schedules.has(name)) visitCall({ kind: 'call', name, args: [], at }, bound)
        else add(name, rangeOf(descriptor))
        return
      }
      case 'list':
        syntax.items.forEach((item) => visit(item, bound))
        return
      case 'record':
        syntax.entries.forEach(([, value]) => visit(value, bound))
        return
      case 'function':
        visit(syntax.body, [...bound, syntax.parameter])
        return
      case 'call':
        if (functions.includes(syntax.name)) syntax.args.forEach((arg) => visit(arg, bound))
        else if (syntax.name === 'equations') {
          const [text] = syntax.args
          if (text?.kind === 'literal') namesInEquations(String(text.value)).forEach((name) => add(name, whole))
        } else visitCall(syntax, bound)
    }
  }
  visitLink(parse(source), [])
  return found
}
