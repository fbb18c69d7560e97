/** Assemble a WebAssembly module with one function. Section numbers are those of the core specification, §5.5. @module */

/** Bytes of code in order, in pieces: joining pieces copies nothing until the module is written. */
export type Code = readonly (number | Code)[]

/** Append the bytes of all the pieces. */
const append = (bytes: number[], code: Code): number[] => {
  for (let i = 0; i < code.length; i++) {
    const piece = code[i]
    if (typeof piece === 'number') bytes.push(piece)
    else append(bytes, piece)
  }
  return bytes
}

/** An unsigned LEB128 integer (§5.2.2). */
export const unsigned = (value: number): Code => {
  if (value < 128) return [value]
  const bytes: number[] = []
  let rest = value
  do {
    const byte = rest % 128
    rest = Math.floor(rest / 128)
    bytes.push(rest === 0 ? byte : byte | 0x80)
  } while (rest !== 0)
  return bytes
}

/** A signed LEB128 integer (§5.2.2). */
export const signed = (value: number): Code => {
  const bytes: number[] = []
  let rest = value
  for (;;) {
    const byte = rest & 0x7f
    rest >>= 7
    const done = (rest === 0 && (byte & 0x40) === 0) || (rest === -1 && (byte & 0x40) !== 0)
    bytes.push(done ? byte : byte | 0x80)
    if (done) return bytes
  }
}

const vector = (items: readonly Code[]): Code => [unsigned(items.length), items]
/** A name, in ASCII. */
const name = (text: string): Code => vector(Array.from(text, (letter) => [letter.charCodeAt(0)]))
const section = (id: number, content: Code): Code => {
  const bytes = append([], content)
  return [id, unsigned(bytes.length), bytes]
}

/** Locals of one type in a row are declared together. */
const declare = (locals: readonly ValueTypeName[]): Code => {
  const groups: { readonly type: ValueTypeName; count: number }[] = []
  for (const type of locals) {
    const last = groups.at(-1)
    if (last?.type === type) last.count++
    else groups.push({ type, count: 1 })
  }
  return vector(groups.map(({ type, count }) => [unsigned(count), valueTypes[type]]))
}

/** Value types (§5.3). */
export const valueTypes = { i32: 0x7f, f64: 0x7c, v128: 0x7b } as const

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

/** The bytes of the module. Imported functions have indices 0, 1 … and `run` the next one. */
export const assemble = ({ imports, parameters, locals, body }: ModuleSource): ArrayBuffer => {
  const functionType = (params: readonly number[], results: readonly number[]): Code => [
    0x60,
    vector(params.map((type) => [type])),
    vector(results.map((type) => [type])),
  ]
  const { i32, f64 } = valueTypes
  const types = [
    functionType(
      Array.from({ length: parameters }, () => i32),
      [],
    ),
    ...[1, 2, 3].map((arity) =>
      functionType(
        Array.from({ length: arity }, () => f64),
        [f64],
      ),
    ),
  ]
  const importEntries = [
    [name('env'), name('memory'), 0x02, 0x00, unsigned(0)],
    ...imports.map((each) => [name('env'), name(each.name), 0x00, unsigned(each.arity)]),
  ]
  const code = append([], [declare(locals), body, 0x0b])
  const codeSize = unsigned(code.length)
  const before = append(
    [],
    [
      [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
      section(1, vector(types)),
      section(2, vector(importEntries)),
      section(3, vector([unsigned(0)])),
      section(7, vector([[name('run'), 0x00, unsigned(imports.length)]])),
      [10, unsigned(1 + codeSize.length + code.length), 1, codeSize],
    ],
  )
  const module = new Uint8Array(before.length + code.length)
  module.set(before)
  module.set(code, before.length)
  return module.buffer
}
