import { expect, test } from 'vitest'
import { isOptfuseError, OptfuseError } from '../../../src/errors/OptfuseError.ts'

test('the message begins with the place', () => {
  expect(new OptfuseError('disposed', 'gone.').message).toBe('gone.')
  expect(new OptfuseError('invalid-option', 'no.', { transformation: 'adam' }).message).toBe('adam: no.')
  expect(new OptfuseError('shape-mismatch', 'no.', { path: 'a[0].w' }).message).toBe('at a[0].w: no.')
  expect(new OptfuseError('shape-mismatch', 'no.', { path: '' }).message).toBe('at the root: no.')
  expect(new OptfuseError('invalid-state', 'no.', { transformation: 'trace', path: 'state[1]' }).message).toBe(
    'trace at state[1]: no.',
  )
})

test('it carries its code, place and bare message, and is an Error with a stack', () => {
  const error = new OptfuseError('invalid-state', 'no.', { transformation: 'trace', path: 'w' })
  expect(error).toBeInstanceOf(Error)
  expect(error).toMatchObject({
    name: 'OptfuseError',
    code: 'invalid-state',
    transformation: 'trace',
    path: 'w',
    detail: 'no.',
  })
  expect(error.stack).toContain('OptfuseError.test.ts')
  const bare = new OptfuseError('disposed', 'gone.')
  expect([bare.transformation, bare.path]).toEqual([undefined, undefined])
})

test('an error of another copy of the library is recognized, others are not', () => {
  class Other extends Error {
    override readonly name = 'OptfuseError'
    readonly code = 'disposed'
  }
  expect(isOptfuseError(new OptfuseError('disposed', ''))).toBe(true)
  expect(isOptfuseError(new Other())).toBe(true)
  for (const value of [new Error('x'), { name: 'OptfuseError', code: 'disposed' }, 'OptfuseError', null, undefined]) {
    expect(isOptfuseError(value)).toBe(false)
  }
})
