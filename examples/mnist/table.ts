import { Table } from 'console-table-printer'
import type { Outcome } from './train.ts'

/** Prints what each optimizer reached, and where the time went. */
export const printTable = (outcomes: readonly Outcome[]): void => {
  const table = new Table({
    title: 'Accuracy on unseen digits; time in jax-js (gradient) and optfuse (optimizer)',
    shouldDisableColors: true,
    columns: [
      { name: 'method', alignment: 'left' },
      { name: 'steps', alignment: 'right' },
      { name: 'accuracy', alignment: 'right' },
      { name: 'train loss', alignment: 'right' },
      { name: 'gradient', alignment: 'right' },
      { name: 'optimizer', alignment: 'right' },
    ],
  })
  for (const { recipe, accuracy, trainLoss, gradientTime, optimizerTime } of outcomes) {
    table.addRow({
      method: recipe.name,
      steps: recipe.steps.toLocaleString('en'),
      accuracy: `${(100 * accuracy).toFixed(2)} %`,
      'train loss': trainLoss.toFixed(4),
      gradient: `${(gradientTime / 1000).toFixed(2)} s`,
      optimizer: `${Math.round(optimizerTime).toLocaleString('en')} ms`,
    })
  }
  table.printTable()
}
