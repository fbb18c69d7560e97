// Runs examples by name: `npm start`, `npm start races`, `npm start mnist -- --quick`.

import { settings } from './settings.ts'

const examples: Readonly<Record<string, () => Promise<unknown>>> = {
  mnist: () => import('./mnist/main.ts'),
  races: () => import('./races/main.ts'),
  customOptimizer: () => import('./customOptimizer.ts'),
  scheduleGallery: () => import('./scheduleGallery.ts'),
  sparseFeatures: () => import('./sparseFeatures.ts'),
  hardExamples: () => import('./hardExamples.ts'),
  tfjs: () => import('./tfjs/main.ts'),
  numpy: () => import('./numpy/main.ts'),
}

const { names } = settings()

for (const name of names.length > 0 ? names : ['mnist', 'races']) {
  const example = examples[name]
  if (example === undefined) {
    console.error(`There is no example called "${name}". There are: ${Object.keys(examples).join(', ')}.`)
    process.exit(1)
  }
  await example()
}
