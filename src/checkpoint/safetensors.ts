/** Named arrays as bytes, in the safetensors format (https://github.com/huggingface/safetensors). @module */
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Dtype, FloatArray } from '../pytree/index.ts'
import { dtypeOf } from '../pytree/floatArray.ts'
import { checksum } from './checksum.ts'

/** Bytes that are nobody else's: in newer TypeScript an array over an `ArrayBuffer`, which older ones cannot write down. */
export type Bytes = ReturnType<Uint8Array['slice']>

/** An array with its shape. */
export interface NamedTensor {
  readonly shape: readonly number[]
  readonly data: FloatArray
}

/** What a file says of an array. */
export interface TensorEntry {
  /** As the format calls it: `F32`, `F64`, `BF16`, `I64` … */
  readonly dtype: string
  readonly shape: readonly number[]
}

/** A file of named arrays, whole as far as it tells. */
export interface TensorFile {
  readonly entries: ReadonlyMap<string, TensorEntry>
  readonly metadata: Readonly<Record<string, string>>
  /** A copy of the numbers of an array whose dtype leaves can have. */
  readonly read: (name: string) => FloatArray
}

/** The format's names of the dtypes that leaves have. */
export const dtypeNames: Readonly<Record<Dtype, string>> = { float32: 'F32', float64: 'F64' }

/** Bytes an element, of the dtypes whose elements are whole bytes. */
const widths: ReadonlyMap<string, number> = new Map([
  ...['F64', 'I64', 'U64'].map((dtype): [string, number] => [dtype, 8]),
  ...['F32', 'I32', 'U32'].map((dtype): [string, number] => [dtype, 4]),
  ...['F16', 'BF16', 'I16', 'U16'].map((dtype): [string, number] => [dtype, 2]),
  ...['I8', 'U8', 'BOOL', 'F8_E4M3', 'F8_E5M2'].map((dtype): [string, number] => [dtype, 1]),
])

const METADATA = '__metadata__'
const CHECKSUM = 'optfuse.checksum'
/** The bytes before the header: its length, as an unsigned integer of 64 bits. */
const LENGTH = 8
/** Numbers begin at multiples of this, counted from the start of the file. */
const ALIGNMENT = 8

const headerBytes = (header: Readonly<Record<string, unknown>>): Uint8Array => {
  const text = JSON.stringify(header)
  const { length } = new TextEncoder().encode(text)
  return new TextEncoder().encode(text + ' '.repeat(Math.ceil(length / ALIGNMENT) * ALIGNMENT - length))
}

/** The bytes of a file of named arrays, with texts beside them, and a checksum of the numbers. */
export const writeTensors = (
  tensors: ReadonlyMap<string, NamedTensor>,
  metadata: Readonly<Record<string, string>>,
): Bytes => {
  // The widest first, so that each begins at a multiple of its width; then by name, as the format's own library does.
  const inOrder = [...tensors].toSorted(
    ([one, a], [other, b]) => b.data.BYTES_PER_ELEMENT - a.data.BYTES_PER_ELEMENT || (one < other ? -1 : 1),
  )
  let size = 0
  const entries = inOrder.map(([name, { shape, data }]): [string, unknown] => {
    const begin = size
    size += data.byteLength
    return [name, { dtype: dtypeNames[dtypeOf(data)], shape, data_offsets: [begin, size] }]
  })
  const headerWith = (sum: string): Uint8Array =>
    headerBytes({ [METADATA]: { ...metadata, [CHECKSUM]: sum }, ...Object.fromEntries(entries) })

  const { length } = headerWith('00000000')
  const file = new Uint8Array(LENGTH + length + size)
  let at = LENGTH + length
  const numbers = file.subarray(at)
  for (const [, { data }] of inOrder) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at)
    at += data.byteLength
  }
  new DataView(file.buffer).setBigUint64(0, BigInt(length), true)
  file.set(headerWith(checksum(numbers)), LENGTH)
  return file
}

const Count = t.refinement(t.number, (value) => Number.isSafeInteger(value) && value >= 0)
const Entry = t.type({ dtype: t.string, shape: t.array(Count), data_offsets: t.tuple([Count, Count]) })
const Metadata = t.record(t.string, t.string)
const Header = t.record(t.string, t.unknown)

const headerIn = (bytes: Uint8Array): E.Either<string, Record<string, unknown>> => {
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return Header.is(header) ? E.right(header) : E.left('its header is no JSON object')
  } catch (error) {
    return E.left(`its header cannot be read (${String(error)})`)
  }
}

/** What is wrong with what a header says of an array, given where the one before it ends. */
const wrongWith = (
  { dtype, shape, data_offsets: [begin, end] }: t.TypeOf<typeof Entry>,
  before: number,
): string | undefined => {
  if (begin !== before) return `its bytes begin at ${begin}, where those before end at ${before}`
  const width = widths.get(dtype)
  const size = shape.reduce((a, b) => a * b, 1) * (width ?? 0)
  return width === undefined || end - begin === size
    ? undefined
    : `${end - begin} bytes are not the ${size} of ${dtype} [${shape.join(', ')}]`
}

/** A file of named arrays, or why these bytes are none, for after "the file …: ". */
export const readTensors = ({ buffer, byteOffset, byteLength }: Uint8Array): E.Either<string, TensorFile> => {
  // A plain array of bytes: the slices of a Buffer of Node are no copies.
  const given = new Uint8Array(buffer, byteOffset, byteLength)
  if (given.length < LENGTH) return E.left(`it ends after ${given.length} bytes`)
  const length = Number(new DataView(buffer, byteOffset).getBigUint64(0, true))
  const start = LENGTH + length
  if (start > given.length) return E.left(`its header should end at byte ${start}, but it ends at ${given.length}`)
  const header = headerIn(given.subarray(LENGTH, start))
  if (E.isLeft(header)) return header
  const { [METADATA]: metadata = {}, ...described } = header.right
  if (!Metadata.is(metadata)) return E.left('what is beside its numbers is not text')

  // Views of words begin at multiples of four; bytes read from a file may begin anywhere.
  const data = (byteOffset + start) % 4 === 0 ? given.subarray(start) : given.slice(start)
  const found: [string, t.TypeOf<typeof Entry>][] = []
  for (const [name, entry] of Object.entries(described)) {
    if (!Entry.is(entry)) return E.left(`what it says of ${name} is not a dtype, a shape and two offsets`)
    found.push([name, entry])
  }
  let end = 0
  for (const [name, entry] of found.toSorted(
    ([, a], [, b]) => a.data_offsets[0] - b.data_offsets[0] || a.data_offsets[1] - b.data_offsets[1],
  )) {
    const wrong = wrongWith(entry, end)
    if (wrong !== undefined) return E.left(`of ${name}, ${wrong}`)
    end = entry.data_offsets[1]
  }
  if (end !== data.length) return E.left(`its numbers take ${end} bytes, but there are ${data.length}`)
  const sum = metadata[CHECKSUM]
  if (sum !== undefined && sum !== checksum(data)) return E.left('its numbers are not those that were saved')

  const entries = new Map(found)
  return E.right({
    entries,
    metadata: Object.fromEntries(Object.entries(metadata).filter(([name]) => name !== CHECKSUM)),
    read: (name) => {
      const { dtype, data_offsets: offsets } = entries.get(name) ?? { dtype: '', data_offsets: [0, 0] }
      const own = data.slice(...offsets).buffer
      return dtype === dtypeNames.float32 ? new Float32Array(own) : new Float64Array(own)
    },
  })
}
