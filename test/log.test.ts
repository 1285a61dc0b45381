/** The log: lines for people, objects for machines, and never a secret. */
import { describe, expect, it } from 'vitest'
import { createLog, logWith, STRUCK } from '#src/log.ts'

const TOKEN = 'MTIz.AbC/d+e=&"quoted"\\back'

function lines(settings: Parameters<typeof createLog>[1]) {
  const written: string[] = []
  const log = createLog({ write: (text) => void written.push(text) }, settings)
  return { log, written }
}

describe('a log for people', () => {
  it('writes one line an event, with its facts behind it', () => {
    const { log, written } = lines({})
    log.info('A recap was posted')
    log.warn('A chart could not be drawn', { delivery: 'd1', part: 2, chat: undefined })
    expect(written).toEqual([
      'A recap was posted\n',
      'warning: A chart could not be drawn (delivery d1, part 2)\n',
    ])
  })
})

describe('a text log that is reported hostile text', () => {
  it('keeps an event on one line, and hands nothing to the terminal', () => {
    const { log, written } = lines({})
    log.warn('name \u001b[2J\nwarning: all is lost\r\u0000', { chat: 'a\u2028b\u009b31m\u202etxt' })
    log.error(new Error('bad').stack ?? '')
    expect(written[0]).toBe(
      'warning: name \\u001b[2J\\nwarning: all is lost\\r\\u0000 (chat a\\u2028b\\u009b31m\\u202etxt)\n',
    )
    for (const line of written) expect(line.slice(0, -1)).not.toMatch(/[\p{Cc}\u2028\u2029\u202e]/u)
    expect(written[1]).toMatch(/^error: Error: bad\\n {4}at /)
  })

  it('leaves words of every script as they are', () => {
    const { log, written } = lines({})
    log.info('瓦版 ‰ émoji 👩‍👩‍👧')
    expect(written).toEqual(['瓦版 ‰ émoji 👩‍👩‍👧\n'])
  })
})

describe.each(['text', 'json'] as const)('the level of a %s log', (format) => {
  it.each([
    ['info', ['one', 'two', 'three']],
    ['warn', ['two', 'three']],
    ['error', ['three']],
  ] as const)('%s leaves out what is below it', (level, expected) => {
    const { log, written } = lines({ format, level })
    const own = logWith(log, { request: 'r' })
    own.info('one')
    own.warn('two')
    own.error('three')
    expect(written.map((line) => /one|two|three/.exec(line)?.[0])).toEqual(expected)
    expect(written.at(-1)).toMatch(format === 'json' ? /"level":"error"/ : /^error: three/)
  })
})

describe('a log for machines', () => {
  it('writes one object a line, with time, level, sentence and facts', () => {
    const { log, written } = lines({ format: 'json' })
    logWith(log, { request: 'r7' }).warn('Binance has not answered', { supplier: 'binance' })
    expect(written).toHaveLength(1)
    expect(written[0]?.endsWith('\n')).toBe(true)
    const { time, ...rest } = JSON.parse(written[0] ?? '')
    expect(rest).toEqual({
      level: 'warn',
      msg: 'Binance has not answered',
      request: 'r7',
      supplier: 'binance',
    })
    expect(Number.isNaN(Date.parse(time))).toBe(false)
  })
})

describe.each(['text', 'json'] as const)('secrets in a %s log', (format) => {
  it.each([
    ['in the sentence', (log: ReturnType<typeof createLog>) => log.info(`401 for ${TOKEN}`)],
    [
      'in a fact',
      (log: ReturnType<typeof createLog>) => log.warn('no', { url: `https://x/bot${TOKEN}/get` }),
    ],
    [
      'as part of an address',
      (log: ReturnType<typeof createLog>) => log.info(`?key=${encodeURIComponent(TOKEN)}`),
    ],
  ])('are struck out %s', (_, write) => {
    const { log, written } = lines({ format, secrets: [TOKEN] })
    write(log)
    const text = written.join('')
    expect(text).toContain(STRUCK)
    for (const piece of [TOKEN, encodeURIComponent(TOKEN), JSON.stringify(TOKEN), 'quoted']) {
      expect(text).not.toContain(piece)
    }
  })

  it('leave the rest as it is, and too short ones do not blot out text', () => {
    const { log, written } = lines({ format, secrets: ['the', ''] })
    log.info('the recap of the week')
    expect(written.join('')).toContain('the recap of the week')
  })
})
