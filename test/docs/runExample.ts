/** Run an example. @module */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { instrument, type Outputs } from './instrument.ts'
import { sameOutput } from './sameOutput.ts'

let written = 0

/** Runs an example as a module in a folder of the repository; gives what its comments promise and it did not keep. */
export const runExample = async (
  place: string,
  code: string,
  imports: readonly string[],
): Promise<readonly string[]> => {
  mkdirSync(place, { recursive: true })
  const path = join(place, `example${(written += 1)}.ts`)
  writeFileSync(path, instrument(code, imports))
  const { outputs }: Outputs = await import(path)
  return outputs
    .filter(({ expected, value, shown }) => !sameOutput(expected, value, shown))
    .map(({ expected, shown }) => `the comment says ${expected}, and it gives ${shown}`)
}
