/** The address of an answer. */
import { describe, expect, it } from 'vitest'
import { addressOf, isReading, questionIn } from '#src/platforms/preview/page/asked.ts'
import type { CommandDescription } from '#src/platforms/preview/protocol.ts'

const commands = [
  { name: 'funding', aliases: ['fr'], use: 'market' },
  { name: 'brief', aliases: [], use: 'briefing' },
  { name: 'status', aliases: [], use: 'about' },
  { name: 'language', aliases: [], use: 'own' },
  { name: 'delete', aliases: [], use: 'team' },
] as unknown as readonly CommandDescription[]

describe('an answer’s address', () => {
  it.each([
    '/funding btc',
    '/explain "><svg>',
    '資金 eth',
    '/price a&b=c#d%',
  ])('holds %s whole', (question) => {
    const { search, pathname } = new URL(addressOf(question), 'http://page.example')
    expect(pathname).toBe('/')
    expect(questionIn(search, 2000)).toBe(question)
  })

  it('is cut to what a question may have, and nothing where there is none', () => {
    expect(questionIn(`?ask=${'x'.repeat(3000)}`, 2000)).toHaveLength(2000)
    expect(questionIn('', 2000)).toBeUndefined()
    expect(questionIn('?ask=%20', 2000)).toBeUndefined()
    expect(questionIn('?language=ja', 2000)).toBeUndefined()
  })

  it.each([
    ['/funding btc', true],
    ['／ＦＵＮＤＩＮＧ', true],
    ['fr eth', true],
    ['/brief', true],
    ['/status', true],
    ['/language ja', false],
    ['/delete 1', false],
    ['/constructor', false],
    ['hello', false],
  ])('asks by itself only what changes nothing: %s %s', (question, reading) => {
    expect(isReading(question, commands)).toBe(reading)
  })
})
