import { contour, dot, line, type PlotOptions } from '@observablehq/plot'
import { figure, TOP } from '../draw/figure.ts'
import { colourAt } from '../draw/palette.ts'
import { panel } from '../draw/panel.ts'
import { inWindow, type Track } from './race.ts'
import { runner } from './runner.ts'
import type { Surface } from './surfaces.ts'

/** What a picture of a race says, and where its contours lie. */
export type RaceChart = {
  readonly title: string
  readonly subtitle: string
  readonly surface: Surface
  /** Makes the loss even enough for evenly spaced contours. */
  readonly squeeze: (loss: number) => number
  readonly tracks: readonly Track[]
  /** The scale of the loss in the panel on the right. */
  readonly lossAxis: NonNullable<PlotOptions['y']>
}

const SIZE = 560
const margins = { marginLeft: 40, marginRight: 20, marginTop: 20, marginBottom: 36 }

/** Draws a race: seen from above, and the loss step by step. */
export const raceChart = ({ title, subtitle, surface, squeeze, tracks, lossAxis }: RaceChart): string => {
  const { window, value, start, goal } = surface
  const ways = tracks.flatMap(({ name, points }) => points.map((point, step) => ({ ...point, name, step })))
  const colours = { domain: tracks.map(({ name }) => name), range: tracks.map((_, place) => colourAt(place)) }
  const above = panel({
    width: SIZE,
    height: SIZE,
    ...margins,
    x: { domain: window.x, label: null },
    y: { domain: window.y, label: null },
    style: { fontSize: '12px' },
    marks: [
      contour({
        fill: (x: number, y: number) => squeeze(value({ x, y })),
        stroke: '#6e7781',
        strokeOpacity: 0.35,
        x1: window.x[0],
        x2: window.x[1],
        y1: window.y[0],
        y2: window.y[1],
        thresholds: 18,
        pixelSize: 3,
        clip: true,
      }),
      ...tracks.map(({ points }, place) =>
        line(points, { x: 'x', y: 'y', stroke: colourAt(place), strokeWidth: 2.5, strokeOpacity: 0.9, clip: true }),
      ),
      dot([start], { x: 'x', y: 'y', r: 6, fill: 'white', stroke: 'black', strokeWidth: 2 }),
      dot(goal === undefined ? [] : [goal], { x: 'x', y: 'y', r: 9, symbol: 'star', fill: 'black', stroke: 'white' }),
    ],
    color: { type: 'linear', range: ['#ffffff', '#9aa5b1'] },
  })
  const steps = Math.max(...tracks.map(({ points }) => points.length))
  const right = SIZE - margins.marginRight
  const bottom = SIZE - margins.marginBottom
  const across = (x: number) =>
    margins.marginLeft + ((x - window.x[0]) / (window.x[1] - window.x[0])) * (right - margins.marginLeft)
  const upward = (y: number) =>
    bottom - ((y - window.y[0]) / (window.y[1] - window.y[0])) * (bottom - margins.marginTop)
  const runners = tracks.map(({ points }, place) => {
    const visible = points.filter((point) => inWindow(surface, point))
    return runner(
      visible.map(({ x, y }) => ({ x: across(x), y: upward(y) })),
      visible.length / steps,
      colourAt(place),
    )
  })
  const down = panel({
    width: 440,
    height: SIZE,
    marginLeft: 64,
    marginBottom: 36,
    marginRight: 20,
    x: { label: 'step', labelAnchor: 'center', labelArrow: 'none' },
    y: { grid: true, label: 'loss', ...lossAxis },
    color: colours,
    style: { fontSize: '12px' },
    marks: [
      line(ways, {
        x: 'step',
        y: (way: (typeof ways)[number]) => value(way),
        stroke: 'name',
        strokeWidth: 2,
        clip: true,
      }),
    ],
  })
  return figure({
    title,
    subtitle,
    width: SIZE + 500,
    height: TOP + SIZE + 12,
    legend: tracks.map(({ name }, place) => ({ label: name, colour: colourAt(place) })),
    panels: [
      { x: 12, y: TOP, svg: above + runners.join('') },
      { x: SIZE + 40, y: TOP, svg: down },
    ],
  })
}
