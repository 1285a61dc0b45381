/** What nobody caught is told without secrets, and ends the program. */
import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import { reportUncaught } from '#src/app/uncaught.ts'
import { createLog } from '#src/log.ts'

it('reports the stack, strikes out secrets, and ends with 1', () => {
  const lines: string[] = []
  const log = createLog({ write: (line) => lines.push(line) }, { secrets: ['canary-token'] })
  const codes: number[] = []
  const ending = Object.assign(new EventEmitter(), { exit: (code: number) => void codes.push(code) })
  reportUncaught(log, ending)
  ending.emit('uncaughtException', new TypeError('https://api.example/botcanary-token/send is closed'))
  expect(lines.join('')).toMatch(/TypeError: https:\/\/api\.example\/bot\[secret\]\/send is closed\\n\s+at /)
  expect(codes).toEqual([1])
})
