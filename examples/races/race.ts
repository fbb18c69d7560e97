import { applyUpdates, type GradientTransformation, type StateType } from 'optfuse'
import type { Point, Surface } from './surfaces.ts'

/** The way a racer went: the point before each step, and the last. It ends early where it leaves the window. */
export type Track = { readonly name: string; readonly points: readonly Point[] }

/** Whether a point lies in the window of a surface. */
export const inWindow = ({ window }: Surface, { x, y }: Point): boolean =>
  x >= window.x[0] && x <= window.x[1] && y >= window.y[0] && y <= window.y[1]

/** Lets an optimizer take up to `steps` steps down a surface. */
export const race = <S extends StateType>(
  surface: Surface,
  steps: number,
  name: string,
  optimizer: GradientTransformation<S, 'params'>,
): Track => {
  const points = [surface.start]
  let point = surface.start
  let state = optimizer.init(point)
  while (points.length <= steps && inWindow(surface, point)) {
    const [updates, next] = optimizer.update(surface.gradient(point), state, point)
    point = applyUpdates(point, updates)
    state = next
    points.push(point)
  }
  return { name, points }
}
