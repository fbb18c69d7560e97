// Six optimizers race down a curved valley and away from a saddle point.

import { Table } from 'console-table-printer'
import { adadelta, adagrad, rmsprop, sgd } from 'optfuse'
import { save } from '../draw/save.ts'
import { settings } from '../settings.ts'
import { raceChart } from './chart.ts'
import { inWindow, race } from './race.ts'
import { beale, saddle } from './surfaces.ts'

const valley = [
  race(beale, 300, 'SGD', sgd(0.003)),
  race(beale, 300, 'momentum', sgd(0.003, { momentum: 0.9 })),
  race(beale, 300, 'NAG', sgd(0.003, { momentum: 0.9, nesterov: true })),
  race(beale, 300, 'Adagrad', adagrad(0.3)),
  race(beale, 300, 'Adadelta', adadelta(1, { eps: 1e-4 })),
  race(beale, 300, 'RMSProp', rmsprop(0.02)),
]

const ridge = [
  race(saddle, 100, 'SGD', sgd(0.02)),
  race(saddle, 100, 'momentum', sgd(0.02, { momentum: 0.9 })),
  race(saddle, 100, 'NAG', sgd(0.02, { momentum: 0.9, nesterov: true })),
  race(saddle, 100, 'Adagrad', adagrad(0.1)),
  race(saddle, 100, 'Adadelta', adadelta(1, { eps: 1e-4 })),
  race(saddle, 100, 'RMSProp', rmsprop(0.02)),
]

const table = new Table({
  columns: [{ name: 'optimizer', alignment: 'left' }],
  shouldDisableColors: true,
})
valley.forEach(({ name, points }, place) => {
  const end = points.at(-1) ?? beale.start
  const way = ridge[place]?.points ?? []
  const gone = way.some((point) => !inWindow(saddle, point))
  table.addRow({
    optimizer: name,
    'loss in the valley': beale.value(end).toPrecision(3),
    'off the saddle after': gone ? `${way.length - 1} steps` : 'still there',
  })
})
table.printTable()

const { out } = settings()

const down = raceChart({
  title: 'The race down a curved valley (Beale)',
  subtitle: '300 steps from the white dot; the star is the minimum',
  surface: beale,
  squeeze: (loss) => Math.log(loss + 0.05),
  tracks: valley,
  lossAxis: { type: 'log', domain: [1e-6, 100], ticks: [100, 1, 1e-2, 1e-4, 1e-6], tickFormat: '.0e' },
})

const away = raceChart({
  title: 'The race away from a saddle point',
  subtitle:
    'Up to 100 steps from the white dot, which lies almost on the line that leads into the saddle; lighter is lower',
  surface: saddle,
  squeeze: (loss) => loss,
  tracks: ridge,
  lossAxis: { domain: [-2, 2] },
})

console.log(`Race down a valley: ${save(out, 'race-valley.svg', down)}`)
console.log(`Race away from a saddle point: ${save(out, 'race-saddle.svg', away)}`)
