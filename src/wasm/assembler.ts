/** Assemble a WebAssembly module with one function. Section numbers are those of the core specification, §5.5. @module */

/**
 * Bytes of code in order, one character a byte: JavaScript engines join strings without copying them, and without running
 * a line of ours, which counts in the first call, when everything runs for the first time.
 */
export type Code = string

/** Bytes as code. */
export const bytes = (...values: readonly number[]): Code => String.fromCharCode(...values)

/** An unsigned LEB128 integer (§5.2.2). */
export const unsigned = (value: number): Code => {
  if (value < 128) return bytes(value)
  return bytes((value % 128) | 0x80) + unsigned(Math.floor(value / 128))
}

/** A signed LEB128 integer (§5.2.2). */
export const signed = (value: number): Code => {
  if (value >= -64 && value < 64) return bytes(value & 0x7f)
  return bytes((value & 0x7f) | 0x80) + signed(value >> 7)
}

const vector = (items: readonly Code[]): Code => unsigned(items.length) + items.join('')
/** What is as long as it says: a name, a section, a function. */
const sized = (content: Code): Code => unsigned(content.length) + content
const section = (id: number, content: Code): Code => bytes(id) + sized(content)

/** Locals of one type in a row are declared together. */
const declare = (locals: readonly ValueTypeName[]): Code => {
  const groups: { readonly type: ValueTypeName; count: number }[] = []
  for (const type of locals) {
    const last = groups.at(-1)
    if (last?.type === type) last.count++
    else groups.push({ type, count: 1 })
  }
  return vector(groups.map(({ type, count }) => unsigned(count) + valueTypes[type]))
}

/** Value types (§5.3). */
const valueTypes = { i32: '\x7f', f64: '\x7c', v128: '\x7b' } as const

/** A value type by name. */
export type ValueTypeName = keyof typeof valueTypes

/** A host function the module calls: float64 in, float64 out. */
export interface ImportedFunction {
  readonly name: string
  readonly arity: number
}

/** A module of one exported function `run` over an imported memory `env.memory`. */
export interface ModuleSource {
  readonly imports: readonly ImportedFunction[]
  /** How many i32 parameters `run` takes. */
  readonly parameters: number
  readonly locals: readonly ValueTypeName[]
  /** The body without its final `end`. */
  readonly body: Code
}

const functionType = (params: Code, results: Code): Code => '\x60' + sized(params) + sized(results)

/** The bytes of the module. Imported functions have indices 0, 1 … and `run` the next one. */
export const assemble = ({ imports, parameters, locals, body }: ModuleSource): ArrayBuffer => {
  const { i32, f64 } = valueTypes
  const types = [
    functionType(i32.repeat(parameters), ''),
    ...[1, 2, 3].map((arity) => functionType(f64.repeat(arity), f64)),
  ]
  const env = sized('env')
  const importEntries = [
    env + sized('memory') + '\x02\x00' + unsigned(0),
    ...imports.map(({ name, arity }) => env + sized(name) + '\x00' + unsigned(arity)),
  ]
  const module =
    '\0asm\x01\x00\x00\x00' +
    section(1, vector(types)) +
    section(2, vector(importEntries)) +
    section(3, vector([unsigned(0)])) +
    section(7, vector([sized('run') + '\x00' + unsigned(imports.length)])) +
    section(10, vector([sized(declare(locals) + body + '\x0b')]))
  const binary = new Uint8Array(module.length)
  for (let i = 0; i < binary.length; i++) binary[i] = module.charCodeAt(i)
  return binary.buffer
}
