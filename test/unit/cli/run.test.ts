import { describe, expect, it } from 'vitest'
import { run } from '../../../src/cli/index.ts'

const parts = 'chain(momentum(0.9), scaleByRms({ decay: 0.999, of: "gradient", eps: 0 }), biasCorrection(0.9, 0.999))'

describe('optfuse prove', () => {
  it('exits with 0 when it has proved them equal, and says what both compute and what for', () => {
    const { code, out, err } = run(['prove', 'chain(scale(a), scale(b))', 'scale(a·b)'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('proved')
    expect(out).toMatch(/For all\n {2}a\n {2}b/)
    expect(out).toContain("update' = ")
  })

  it('proves that Adam is its parts', () => {
    expect(run(['prove', 'scaleByAdam({ eps: 0 })', parts]).code).toBe(0)
  })

  it('exits with 1 when it has refuted it, with numbers, and tells what it is that differs', () => {
    const { code, out } = run(['prove', 'adam', parts.replace(', eps: 0', '')])
    expect(code).toBe(1)
    expect(out).toMatch(/refuted.*They differ at step 1, at .* the left update is -?[\d.]+, the right one -?[\d.]+/s)
    expect(out).toContain('They are equal with every epsilon taken as 0 and the learning rate left out.')
  })

  it('exits with 2 when it knows neither', () => {
    const [left, right] = ['mod(count, 2)', 'mod(count + 2, 2)'].map((each) => `scaleBySchedule((count) => ${each})`)
    const { code, out } = run(['prove', left, right])
    expect(code).toBe(2)
    expect(out).toContain('unknown')
  })

  it('takes equations, specs in JSON, and open names with the range of the option they are given to', () => {
    const equations = "v' = d·v + g, Δθ = -lr·v′"
    const { code, out } = run(['prove', 'sgd(lr, { momentum: d })', equations])
    expect(code).toBe(0)
    expect(out).toContain('  d in [0, 1]\n')
    expect(run(['prove', '{"nadam": {"learningRate": 0.1}}', 'adam(0.1, { nesterov: true })']).code).toBe(0)
  })

  it('prints LaTeX and JSON where asked', () => {
    expect(run(['prove', 'scale(2)', 'scale(2)', '--latex']).out).toContain(String.raw`\begin{aligned}`)
    expect(JSON.parse(run(['prove', '--json', 'scale(2)', 'scale(2)']).out)).toMatchObject({ verdict: 'proved' })
  })

  it.each([
    [[], 64, 'Usage:'],
    [['prov'], 64, 'There is no command "prov". Did you mean "prove"?'],
    [['prove', 'adam'], 64, 'prove takes 2 optimizers, got 1. Quote each'],
    [['prove', 'adam', 'adam', '--ltex'], 64, 'prove has no flag --ltex. Did you mean "--latex"?'],
    [['prove', 'adm(1)', 'adam'], 65, 'there is no "adm". Did you mean "adam"?\n  adm(1)\n  ^'],
    [['prove', 'adm', 'adam'], 65, 'there is no "adm"'],
    [['prove', 'chain(adm)', 'adam'], 65, 'there is no "adm"'],
    [['prove', 'adam(1', 'adam'], 65, 'expected "," or ")", found the end.'],
    [['prove', '{"adam": ', 'adam'], 65, 'this begins like JSON and is none'],
    [['prove', '{"adm": {}}', 'adam'], 65, 'there is no transformation "adm"'],
    [['explain', 'adam', '--params', '{"w": "x"}'], 65, 'at $.w: expected a shape such as [64, 10]'],
  ])('%j is refused with status %d', (args, code, message) => {
    const outcome = run(args)
    expect(outcome).toEqual({ code, out: '', err: expect.stringContaining(message) })
  })
})

describe('optfuse', () => {
  it('prints formulas and explanations', () => {
    expect(run(['formula', 'scaleByAdam']).out).toContain("mu' = b1 * mu + (1 - b1) * update")
    expect(run(['explain', 'adamw(0.1)', '--params', '{"w": [3, 2]}']).out).toContain('1 leaf, 6 elements')
  })

  it('takes the value of a flag after a space or an equals sign', () => {
    const shapes = '{"w": [3, 2]}'
    expect(run(['explain', `--params=${shapes}`, 'sgd'])).toEqual(run(['explain', 'sgd', '--params', shapes]))
    expect(run(['explain', '--parms={}', 'sgd']).err).toContain('no flag --parms={}. Known: --params.')
  })

  it('names a flag that stands alone', () => {
    const outcome = { code: 64, out: '', err: expect.stringContaining('There is no flag --version without a command.') }
    expect(run(['--version'])).toEqual(outcome)
  })

  it('helps', () => {
    const help = { code: 0, out: expect.stringContaining('Usage:'), err: '' }
    expect(run(['--help'])).toEqual(help)
    expect(run(['-h'])).toEqual(help)
    expect(run(['prove', '-h'])).toEqual(help)
  })
})
