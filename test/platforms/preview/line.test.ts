/** Typed lines as commands. */
import { expect, it } from 'vitest'
import { readLine } from '#src/platforms/preview/line.ts'

it.each([
  ['/funding btc 30d', '/funding', ['btc', '30d']],
  ['  funding   window:7d ', 'funding', ['window:7d']],
  ['／ＦＵＮＤＩＮＧ　ＢＴＣ', '／ＦＵＮＤＩＮＧ', ['ＢＴＣ']],
  ['', '', []],
])('the line "%s" is a command and its words', (text, name, words) => {
  expect(readLine(text)).toEqual({ kind: 'command', name, words })
})
