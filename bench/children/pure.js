// @ts-check
/**
 * Prints the report on the pure update, for a process with an environment of its own: `node pure.js 10000000`.
 */
import process from 'node:process'
import { makeContext } from '../harness/context.js'
import { pureAdam } from '../suites/pure.js'

const context = makeContext({ quick: false, peers: false })
console.log(JSON.stringify(await pureAdam(Number(process.argv[2])).run(context)))
