/**
 * A plugin that marks what a module computes when it is loaded as free of side effects, which package.json promises of all
 * modules. Those that share a file are then left out of a bundle one constant at a time: who uses `adam` does not carry
 * `rmsprop`.
 */
import { RolldownMagicString } from 'rolldown'
import { parseSync, Visitor } from 'rolldown/utils'

const PURE = '/* @__PURE__ */ '

/** What runs when an expression is evaluated; what is within its functions runs later. */
const evaluated = (program, init) => {
  const calls = []
  let reads = false
  let functions = 0
  const enter = () => void functions++
  const leave = () => void functions--
  const call = (node) => void (functions === 0 && calls.push(node))
  const read = () => void (reads ||= functions === 0)
  const visitor = new Visitor({
    FunctionExpression: enter,
    'FunctionExpression:exit': leave,
    ArrowFunctionExpression: enter,
    'ArrowFunctionExpression:exit': leave,
    CallExpression: call,
    NewExpression: call,
    MemberExpression: read,
    SpreadElement: read,
  })
  visitor.visit({ ...program, body: [{ type: 'ExpressionStatement', expression: init }] })
  return { calls, reads }
}

const constants = (program) =>
  program.body
    .map((statement) => (statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement))
    .filter((declared) => declared?.type === 'VariableDeclaration')
    .flatMap(({ declarations }) => declarations.map(({ init }) => init))

export const pureConstants = {
  name: 'pure-constants',
  transform: {
    filter: { id: /\.ts$/ },
    handler(code, id) {
      const { program } = parseSync(id, code)
      const text = new RolldownMagicString(code)
      for (const init of constants(program)) {
        const { calls, reads } = evaluated(program, init)
        // A bundler keeps `a.b` and `...a`, for a getter might do something; as the result of a pure call it goes.
        if (reads) text.appendLeft(init.start, `${PURE}(() => (`).appendRight(init.end, '))()')
        else for (const start of new Set(calls.map((call) => call.start))) text.appendRight(start, PURE)
      }
      return { code: text.toString(), map: text.generateMap({ hires: true }).toString() }
    },
  },
}
