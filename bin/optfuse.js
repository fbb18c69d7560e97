#!/usr/bin/env node
import process from 'node:process'
import { run } from '../dist/cli/index.js'

const { code, out, err } = run(process.argv.slice(2))
process.stdout.write(out)
process.stderr.write(err)
process.exitCode = code
