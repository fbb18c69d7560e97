/** Textures that the host writes and reads, in the layout that the kernels of gpu.js have. @module */
import type { Part } from './backend.ts'

/** The numbers of a texel, used or not, in the format in which WebGL reads every texture back. */
const TEXEL = 4

/** A texture as a kernel takes it: what gpu.js asks of its own ones. */
export interface WebglTexture {
  readonly texture: WebGLTexture
  /** Texels a row, and rows. */
  readonly size: ArrayLike<number>
  /** Entries along each axis, innermost first. */
  readonly dimensions: ArrayLike<number>
  readonly type: string
  readonly context: unknown
}

/** How gpu.js lays out as many entries along each axis: in rows of its own where that is no picture. */
const sizeOf = ([x, y = 1, z = 1]: readonly number[]): readonly [width: number, height: number] => {
  if (y > 1 && z === 1) return [x, y]
  const entries = x * y * z
  const root = Math.sqrt(entries)
  let high = Math.ceil(root)
  let low = Math.floor(root)
  while (high * low < entries) low = Math.ceil(entries / --high)
  return [low, Math.ceil(entries / low)]
}

/** Formats for 1, 2, and 3 or 4 numbers a texel: nothing can be drawn to, or read from, textures of three. */
const formatOf = (gl: WebGL2RenderingContext, components: number) =>
  components === 1
    ? { internal: gl.R32F, format: gl.RED, width: 1 }
    : components === 2
      ? { internal: gl.RG32F, format: gl.RG, width: 2 }
      : { internal: gl.RGBA32F, format: gl.RGBA, width: TEXEL }

/** A texture that the host writes; at first it holds zeros. */
export interface WrittenTexture {
  readonly texture: WebglTexture
  /** The numbers of an entry lie side by side. */
  readonly write: (parts: readonly Part[]) => void
  readonly destroy: () => void
}

/**
 * A texture for numbers of the host, which go there as they are: no kernel has to be compiled for it.
 *
 * @param output entries along each axis, innermost first
 */
export const makeTexture = (
  gl: WebGL2RenderingContext,
  components: number,
  output: readonly number[],
): WrittenTexture => {
  const { internal, format, width } = formatOf(gl, components)
  const size = sizeOf(output)
  const texture = gl.createTexture()
  /** Where no kernel reads: what these read is bound anew whenever one runs. */
  const bind = (): void => {
    gl.activeTexture(gl.TEXTURE15)
    gl.bindTexture(gl.TEXTURE_2D, texture)
  }
  bind()
  for (const side of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, side, gl.CLAMP_TO_EDGE)
  for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) {
    gl.texParameteri(gl.TEXTURE_2D, filter, gl.NEAREST)
  }
  gl.texStorage2D(gl.TEXTURE_2D, 1, internal, ...size)
  const texels = new Float32Array(size[0] * size[1] * width)
  const set = ({ at, data }: Part): void => {
    if (components === width) texels.set(data, at)
    else {
      data.forEach((value, i) => {
        const number = at + i
        texels[Math.floor(number / components) * width + (number % components)] = value
      })
    }
  }
  return {
    texture: {
      texture,
      size,
      dimensions: [...output, 1, 1].slice(0, 3),
      type: `ArrayTexture(${components})`,
      context: gl,
    },
    write: (parts) => {
      parts.forEach(set)
      bind()
      gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false)
      gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, ...size, format, gl.FLOAT, texels)
    },
    destroy: () => gl.deleteTexture(texture),
  }
}

/** The numbers in a texture, those of an entry side by side. */
export const readTexture = (
  gl: WebGL2RenderingContext,
  { texture, size: { 0: width, 1: height } }: WebglTexture,
  entries: number,
  components: number,
): Float32Array => {
  const framebuffer = gl.createFramebuffer()
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer)
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0)
  const { format, width: own } = formatOf(gl, components)
  const isTight =
    gl.getParameter(gl.IMPLEMENTATION_COLOR_READ_FORMAT) === format &&
    gl.getParameter(gl.IMPLEMENTATION_COLOR_READ_TYPE) === gl.FLOAT
  const stride = isTight ? own : TEXEL
  const texels = new Float32Array(width * height * stride)
  gl.readPixels(0, 0, width, height, isTight ? format : gl.RGBA, gl.FLOAT, texels)
  gl.deleteFramebuffer(framebuffer)
  if (stride === components) return texels.subarray(0, entries * components)
  const numbers = new Float32Array(entries * components)
  for (let i = 0, from = 0; i < numbers.length; i += components, from += stride) {
    for (let c = 0; c < components; c++) numbers[i + c] = texels[from + c]
  }
  return numbers
}
