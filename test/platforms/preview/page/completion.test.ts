/** What the box suggests at each place of a line. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  choicesFor,
  findCommands,
  takeOffer,
  type Typing,
  typingAt,
} from '#src/platforms/preview/page/completion.ts'
import type { CommandDescription } from '#src/platforms/preview/protocol.ts'

const choices = (...values: string[]) => values.map((value) => ({ value, label: value }))
const commands: readonly CommandDescription[] = [
  {
    name: 'funding',
    aliases: ['fr'],
    description: '資金調達率',
    examples: [],
    forManagers: false,
    use: 'market',
    heading: 'The market',
    arguments: [
      { name: 'asset', kind: 'asset', optional: true, description: '', choices: [] },
      { name: 'window', kind: 'choice', optional: true, description: '', choices: choices('7d', '30d') },
      { name: 'unit', kind: 'choice', optional: true, description: '', choices: choices('8h', 'apr') },
    ],
  },
  {
    name: 'price',
    aliases: [],
    description: 'Prices, funding aside',
    examples: [],
    forManagers: false,
    use: 'market',
    heading: 'The market',
    arguments: [{ name: 'assets', kind: 'assets', optional: false, description: '', choices: [] }],
  },
]

const at = (text: string, caret = text.length) => typingAt(text, caret, commands)
const argument = (typing: Typing) => {
  if (typing.stage !== 'argument') throw new Error(`the stage is ${typing.stage}`)
  return typing
}

describe('while the command is typed', () => {
  it('offers all commands after the slash, and those that fit after letters, the best first', () => {
    expect(names(at('/'))).toEqual(['funding', 'price'])
    expect(names(at('/fu'))).toEqual(['funding', 'price'])
    expect(names(at('/FR'))).toEqual(['funding'])
    expect(names(at('／ｆｕｎ'))[0]).toBe('funding')
    expect(findCommands('資金', commands).map((one) => one.name)).toEqual(['funding'])
  })

  it('offers nothing for plain text or an unknown command', () => {
    expect(at('hello').stage).toBe('none')
    expect(at('/unknown ').stage).toBe('none')
  })

  it('replaces the command and keeps what follows', () => {
    const typing = at('/fu btc', 3)
    expect(takeOffer('/fu btc', typing, '/funding')).toEqual({ text: '/funding btc', caret: 9 })
  })
})

describe('while an argument is typed', () => {
  it('offers every argument that is still open', () => {
    expect(open('/funding ')).toEqual(['asset', 'window', 'unit'])
    expect(open('/funding btc ')).toEqual(['window', 'unit'])
    expect(open('/funding btc 30d ')).toEqual(['unit'])
    expect(open('/funding unit:apr ')).toEqual(['asset', 'window'])
    expect(open('/funding window=')).toEqual(['window'])
  })

  it('goes on offering coins to a list of them', () => {
    expect(open('/price btc eth ')).toEqual(['assets'])
  })

  it('offers values that begin with what was typed, in full width too', () => {
    const offers = (text: string) => choicesFor(argument(at(text))).map((one) => one.insert)
    expect(offers('/funding 3')).toEqual(['30d'])
    expect(offers('/funding ＡＰ')).toEqual(['apr'])
    expect(offers('/funding window:')).toEqual(['7d', '30d'])
  })

  it('replaces the word under the caret', () => {
    expect(takeOffer('/funding b 30d', at('/funding b 30d', 10), 'bitcoin')).toEqual({
      text: '/funding bitcoin 30d',
      caret: 17,
    })
  })
})

it('reads any line at any caret', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.nat(70), (text, caret) => {
      const line = `/funding ${text}`
      const typing = typingAt(line, Math.min(caret, line.length), commands)
      expect(takeOffer(line, typing, 'x').text).toBeTypeOf('string')
    }),
  )
})

function names(typing: Typing): string[] {
  return typing.stage === 'command' ? typing.found.map((one) => one.name) : []
}

function open(text: string): string[] {
  return argument(at(text)).open.map((one) => one.name)
}
