import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildExamples, out, runExample } from './runExample.ts'
import { tagsOf } from './tagsOf.ts'

const MINUTE = 60_000

/** The cells of the printed table whose first cell is `name`. */
const row = (printed: string, name: string): readonly string[] => {
  const line = printed.split('\n').find((text) => text.startsWith(`│ ${name} `))
  if (line === undefined) throw new Error(`no line for ${name} in:\n${printed}`)
  return line
    .split('│')
    .slice(1, -1)
    .map((cell) => cell.trim())
}

const chart = (name: string): string => readFileSync(join(out, name), 'utf8')

/** A drawing that is well-formed, on white, has its title, at least so many lines, and no number that failed. */
const expectChart = (name: string, title: string, lines: number): void => {
  const svg = chart(name)
  const tags = tagsOf(svg)
  expect(svg).toContain(`<title>${title}</title>`)
  expect(svg).toMatch(/<rect [^>]*fill="white"\/>/)
  expect(svg).not.toMatch(/NaN|Infinity|undefined/)
  expect(tags.get('path') ?? 0).toBeGreaterThanOrEqual(lines)
}

beforeAll(buildExamples, MINUTE)

describe('mnist', () => {
  let printed = ''
  beforeAll(() => {
    printed = runExample('mnist', '--quick')
  }, MINUTE)

  it('recognises at least nine of ten unseen digits after six epochs of 5,000 pictures', () => {
    const [, , accuracy = ''] = row(printed, 'clip + AdamW + cosine')
    expect(Number.parseFloat(accuracy)).toBeGreaterThanOrEqual(90)
  })

  it('trains with every one of the ten optimizers', () => {
    const names = [
      'batch descent',
      'stochastic descent',
      'mini-batch descent',
      'momentum',
      'Nesterov',
      'Adagrad',
      'Adadelta',
      'RMSProp',
      'Adam',
      'clip + AdamW + cosine',
    ]
    for (const name of names) {
      const [, , accuracy = '', loss = ''] = row(printed, name)
      expect(Number.parseFloat(accuracy), name).toBeGreaterThan(65)
      expect(Number(loss), name).toBeLessThan(1.2)
    }
  })

  it('prints plain lines, without colours or bars, where no terminal is', () => {
    // oxlint-disable-next-line no-control-regex
    expect(printed).not.toMatch(/[\u001b\r]/)
    expect(printed).toMatch(/^Adam: \d+\.\d\d % of the test pictures$/m)
  })

  it('draws the losses, one panel for each optimizer', () => {
    expectChart('losses.svg', 'Training loss of every optimizer on MNIST', 10)
    expect(tagsOf(chart('losses.svg')).get('svg')).toBe(1 + 10)
  })

  it('draws batch, stochastic and mini-batch descent on one plot', () => {
    expectChart('batches.svg', 'Batch, stochastic and mini-batch descent on MNIST', 3)
    expect(tagsOf(chart('batches.svg')).get('svg')).toBe(1 + 1)
  })
})

describe('races', () => {
  let printed = ''
  beforeAll(() => {
    printed = runExample('races')
  }, MINUTE)

  it('draws both races, with the way and the loss of each of the six', () => {
    expectChart('race-valley.svg', 'The race down a curved valley (Beale)', 12)
    expectChart('race-saddle.svg', 'The race away from a saddle point', 12)
  })

  it('ends near the floor of the valley with every optimizer', () => {
    for (const name of ['SGD', 'momentum', 'NAG', 'Adagrad', 'Adadelta', 'RMSProp']) {
      const [, valley = ''] = row(printed, name)
      expect(Number(valley), name).toBeLessThan(0.3)
    }
  })

  it('leaves plain SGD at the saddle point when all the others are gone', () => {
    expect(row(printed, 'SGD')[2]).toBe('still there')
    for (const name of ['momentum', 'NAG', 'Adagrad', 'Adadelta', 'RMSProp']) {
      expect(row(printed, name)[2], name).toMatch(/^\d+ steps$/)
    }
  })
})

describe('scheduleGallery', () => {
  it('draws every schedule in a panel of its own', () => {
    expect(runExample('scheduleGallery')).toContain('16 schedules')
    expectChart('schedules.svg', 'Schedules', 16)
    expect(tagsOf(chart('schedules.svg')).get('svg')).toBe(1 + 16)
  })
})

describe('sparseFeatures', () => {
  it('finds Adagrad ahead of SGD on unseen examples, each at its best learning rate, found inside the range', () => {
    const printed = runExample('sparseFeatures')
    const [, sgdRate, , sgdLoss, sgdAccuracy = ''] = row(printed, 'SGD')
    const [, adagradRate, , adagradLoss, adagradAccuracy = ''] = row(printed, 'Adagrad')
    expect(Number(adagradLoss)).toBeLessThan(0.95 * Number(sgdLoss))
    expect(Number.parseFloat(adagradAccuracy)).toBeGreaterThan(Number.parseFloat(sgdAccuracy))
    for (const rate of [Number(sgdRate), Number(adagradRate)]) {
      expect(rate).toBeGreaterThan(2 ** -6)
      expect(rate).toBeLessThan(2 ** 6)
    }
  })
})

describe('hardExamples', () => {
  it('finds many more of a rare class by learning from the hardest of a batch, and hardly fewer of the common ones', () => {
    const printed = runExample('hardExamples')
    const [, ...all] = row(printed, 'all of a batch').map(Number.parseFloat)
    const [, ...hardest] = row(printed, 'its hardest eighth').map(Number.parseFloat)
    expect(hardest[2]).toBeGreaterThan(all[2] + 15)
    for (const common of [0, 1]) expect(hardest[common]).toBeGreaterThan(99)
  })
})

describe('customOptimizer', () => {
  it('prints the rule as a formula, and its optimizer comes down a bowl where momentum alone overshoots', () => {
    const printed = runExample('customOptimizer')
    expect(printed).toContain('update + decay * trace')
    const [, momentum] = row(printed, 'momentum')
    const [, cautious] = row(printed, 'cautious momentum')
    expect(Number(momentum)).toBeGreaterThan(0)
    expect(Number(cautious)).toBeLessThan(1e-3 * Number(momentum))
  })
})

describe('an unknown name', () => {
  it('is refused with the names there are', () => {
    expect(() => runExample('mnits')).toThrow(/There are: mnist, races/)
  })
})

describe('tfjs', () => {
  it(
    'learns digits with clipping, decay and a schedule, whose rate it reads after every epoch',
    () => {
      const printed = runExample('tfjs', '--quick')
      const epochs = [
        ...printed.matchAll(/^Epoch \d: loss (\S+), (\S+) % of unseen digits, next learning rate (\S+)$/gm),
      ]
      expect(epochs.map(([, , , rate]) => Number(rate))).toEqual([0.006, 0])
      expect(Number(epochs.at(-1)?.[1])).toBeLessThan(Number(epochs[0]?.[1]) / 2)
      expect(Number(epochs.at(-1)?.[2])).toBeGreaterThan(60)
    },
    2 * MINUTE,
  )
})

describe('numpy', () => {
  it('finds the line', () => {
    expect(runExample('numpy')).toBe('numpy-ts found y = 3.00 x + 0.50\n')
  })
})
