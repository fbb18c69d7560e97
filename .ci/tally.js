// @ts-check
/**
 * Reads the test runner's report and prints what failed or was left out, then "N passed, M failed" alone on a line.
 * Usage: node .ci/tally.js <report.json> [names of the steps that failed]
 */
import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import process from 'node:process'

const [report = '', ...failedSteps] = process.argv.slice(2)

/** @type {{ testResults: { name: string, status: string, message?: string, assertionResults: { fullName: string, status: string }[] }[] }} */
const { testResults } = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : { testResults: [] }

const tests = testResults.flatMap(({ name, assertionResults }) =>
  assertionResults.map(({ fullName, status }) => ({ title: `${relative('.', name)} > ${fullName}`, status })),
)
const passed = tests.filter(({ status }) => status === 'passed').length

const faults = [
  // Anything but a pass: a test that failed, was skipped, or is still to be written.
  ...tests.filter(({ status }) => status !== 'passed').map(({ title, status }) => `${status}: ${title}`),
  // A file that could not be loaded has no tests to count.
  ...testResults
    .filter(
      ({ status, assertionResults }) => status !== 'passed' && assertionResults.every((t) => t.status === 'passed'),
    )
    .map(({ name, message }) => `failed: ${relative('.', name)} as a whole: ${message ?? ''}`),
  // The step "test" fails with its tests, which are counted above; without any, the runner itself is at fault.
  ...failedSteps.filter((step) => step !== 'test').map((step) => `failed: the step "${step}"`),
]
if (faults.length === 0 && failedSteps.includes('test')) faults.push('failed: the test runner, though no test did')
if (passed === 0) faults.push('failed: no test passed')

process.stdout.write(`\n${faults.map((fault) => `${fault}\n`).join('')}${passed} passed, ${faults.length} failed\n`)
process.exitCode = faults.length === 0 ? 0 : 1
