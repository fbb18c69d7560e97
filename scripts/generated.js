/** What a script writes or, with `--check`, only compares. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'

const root = new URL('../', import.meta.url)

/** Write a file of the repository; with `--check` exit with 1 where it is not what would be written. */
export const generated = (file, text, command) => {
  const target = new URL(file, root)
  if (!process.argv.includes('--check')) {
    writeFileSync(target, text)
  } else if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
    console.error(`${file} is not what the sources say: run "${command}".`)
    process.exitCode = 1
  }
}
