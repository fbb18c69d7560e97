/** A point of the plane: the two parameters that are optimized. */
export type Point = { readonly x: number; readonly y: number }

/** A loss of two parameters, and the window it is looked at through. */
export type Surface = {
  readonly value: (point: Point) => number
  readonly gradient: (point: Point) => Point
  readonly start: Point
  /** Where the loss is least, if anywhere. */
  readonly goal?: Point
  readonly window: { readonly x: readonly [number, number]; readonly y: readonly [number, number] }
}

/** Beale's function: a curved valley, nearly flat along its floor, between walls that are steep towards the corners. */
export const beale: Surface = {
  value: ({ x, y }) => (1.5 - x + x * y) ** 2 + (2.25 - x + x * y ** 2) ** 2 + (2.625 - x + x * y ** 3) ** 2,
  gradient: ({ x, y }) => {
    const [a, b, c] = [1.5 - x + x * y, 2.25 - x + x * y ** 2, 2.625 - x + x * y ** 3]
    return {
      x: 2 * a * (y - 1) + 2 * b * (y ** 2 - 1) + 2 * c * (y ** 3 - 1),
      y: 2 * a * x + 4 * b * x * y + 6 * c * x * y ** 2,
    }
  },
  start: { x: 0.7, y: 1.4 },
  goal: { x: 3, y: 0.5 },
  window: { x: [-0.5, 4.2], y: [-1.7, 2] },
}

/** A saddle: a minimum along x, a maximum along y. The start is almost on the ridge, where the way down hardly shows. */
export const saddle: Surface = {
  value: ({ x, y }) => x ** 2 - y ** 2,
  gradient: ({ x, y }) => ({ x: 2 * x, y: -2 * y }),
  start: { x: 1.2, y: 0.001 },
  window: { x: [-1.5, 1.5], y: [-0.8, 2.2] },
}
