import type { Point } from './surfaces.ts'

const SECONDS = 8 // one lap, the pause at the end included
const RUN = 0.8 // the part of a lap that is not pause
const FRAMES = 150

/**
 * A dot that runs along its way again and again, where the viewer moves pictures; elsewhere it rests at the end.
 *
 * @param way places in pixels, at least one
 * @param share the part of the race this racer takes part in, 0 to 1
 * @param colour its fill
 */
export const runner = (way: readonly Point[], share: number, colour: string): string => {
  const frames = Math.min(FRAMES, way.length)
  const shown = Array.from(
    { length: frames },
    (_, i) => way[Math.round((i / Math.max(1, frames - 1)) * (way.length - 1))],
  )
  const times = shown.map((_, i) => ((RUN * share * i) / Math.max(1, frames - 1)).toFixed(4))
  const move = (axis: 'x' | 'y') => {
    const values = shown.map((point) => (point?.[axis] ?? 0).toFixed(1))
    const timing = `dur="${SECONDS}s" repeatCount="indefinite" keyTimes="${[...times, '1'].join(';')}"`
    return `<animate attributeName="c${axis}" ${timing} values="${[...values, values.at(-1)].join(';')}"/>`
  }
  const end = way.at(-1)
  return (
    `<circle cx="${end?.x.toFixed(1)}" cy="${end?.y.toFixed(1)}" r="6" fill="${colour}" stroke="white" stroke-width="1.5">` +
    `${move('x')}${move('y')}</circle>`
  )
}
