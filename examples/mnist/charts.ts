import { line, ruleY, text, type PlotOptions } from '@observablehq/plot'
import { figure, TOP, type Placed } from '../draw/figure.ts'
import { colourAt, faint } from '../draw/palette.ts'
import { panel } from '../draw/panel.ts'
import type { Outcome } from './train.ts'

type Point = { readonly name: string; readonly examples: number; readonly loss: number }

const POINTS = 160

// Single batches are noisy: each point is the mean of the losses in one of POINTS slices of equal width on the log axis.
const curve = ({ recipe, losses }: Outcome): readonly Point[] => {
  const points: Point[] = []
  const end = Math.log(losses.length + 1)
  let from = 0
  for (let slice = 1; slice <= POINTS; slice++) {
    const to = Math.min(losses.length, Math.round(Math.exp((end * slice) / POINTS)) - 1)
    if (to <= from) continue
    const mean = losses.slice(from, to).reduce((sum, loss) => sum + loss, 0) / (to - from)
    points.push({ name: recipe.name, examples: ((from + to + 1) / 2) * recipe.batchSize, loss: mean })
    from = to
  }
  return points
}

const lossAxis = { type: 'log', domain: [0.02, 4], clamp: true, grid: true, label: null } as const
const ticks = { ticks: [0.03, 0.1, 0.3, 1, 3], tickFormat: String }

/** Every optimizer in a panel of its own, the others behind it in grey. */
export const lossesChart = (outcomes: readonly Outcome[]): string => {
  const curves = outcomes.map(curve)
  const all = curves.flat()
  const columns = 5
  const width = 228
  const height = 236
  const panels = outcomes.map(({ recipe, accuracy }, place): Placed => {
    const x = place % columns
    const options: PlotOptions = {
      width,
      height,
      marginLeft: 36,
      marginRight: 10,
      marginTop: 40,
      marginBottom: 34,
      x: { type: 'log', domain: [1, 1e6], label: null, ticks: [1, 100, 1e4, 1e6], tickFormat: '~s' },
      y: { ...lossAxis, ...ticks },
      style: { fontSize: '12px' },
      marks: [
        line(all, { x: 'examples', y: 'loss', z: 'name', stroke: faint, strokeWidth: 1 }),
        line(curves[place] ?? [], { x: 'examples', y: 'loss', stroke: colourAt(0), strokeWidth: 2.5 }),
        text([recipe.name], { frameAnchor: 'top-left', dx: -2, dy: -34, fontSize: 14, fontWeight: 600 }),
        text([`${(100 * accuracy).toFixed(2)} % right on the test set`], {
          frameAnchor: 'top-left',
          dx: -2,
          dy: -17,
          fill: '#57606a',
        }),
      ],
    }
    return { x: 20 + x * width, y: 76 + Math.floor(place / columns) * (height + 12), svg: panel(options) }
  })
  return figure({
    title: 'Training loss of every optimizer on MNIST',
    subtitle:
      'Cross-entropy of the batches (down) against training pictures seen (across), both logarithmic; grey: the other optimizers',
    width: 40 + columns * width,
    height: 72 + Math.ceil(outcomes.length / columns) * (height + 12),
    panels,
  })
}

/** Batch, stochastic and mini-batch descent on one plot. */
export const batchesChart = (outcomes: readonly Outcome[]): string => {
  const shown = outcomes.filter(({ recipe }) => recipe.name.endsWith(' descent'))
  const colours = ['#000000', colourAt(4), colourAt(0)]
  const svg = panel({
    width: 860,
    height: 430,
    marginLeft: 52,
    marginBottom: 44,
    marginRight: 24,
    x: {
      type: 'log',
      domain: [1, 1e6],
      label: 'training pictures seen',
      labelAnchor: 'center',
      labelArrow: 'none',
      ticks: [1, 10, 100, 1e3, 1e4, 1e5, 1e6],
      tickFormat: '~s',
    },
    y: { type: 'log', grid: true, label: 'cross-entropy', ...ticks },
    style: { fontSize: '13px' },
    marks: [
      ruleY([0.1]),
      ...shown.map((outcome, place) =>
        line(curve(outcome), { x: 'examples', y: 'loss', stroke: colours[place] ?? faint, strokeWidth: 2.5 }),
      ),
    ],
  })
  return figure({
    title: 'Batch, stochastic and mini-batch descent on MNIST',
    subtitle: 'The same rule, sgd, fed with gradients of the whole set, of one picture, and of 128',
    width: 900,
    height: TOP + 440,
    legend: shown.map(({ recipe }, place) => ({
      label: `${recipe.name.replace(' descent', '')}: ${recipe.batchSize.toLocaleString('en')} a step`,
      colour: colours[place] ?? faint,
    })),
    panels: [{ x: 20, y: TOP, svg }],
  })
}
