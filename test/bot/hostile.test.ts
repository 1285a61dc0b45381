/** Whatever is typed gets a helpful sentence in the reader's language: bad inputs from a printed seed, thousands in the slow suite. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Message } from '#src/chat/message.ts'
import type { RequestInput } from '#src/chat/request.ts'
import { createTestBot, member, realCommands, sampleHistory, textOf } from '../support/bot.ts'
import { editionOf, readAnew, sampleFolder } from '../support/editions.ts'

const SEED = 20_251_124
const RUNS = Number(process.env.HOSTILE_RUNS ?? 100)
/** An answer may make an edition; no input may cost more than so many of them, in CPU of the same thread. */
const MOST = 3

const commands = await realCommands()
const history = await sampleHistory()
const { bot, warnings } = createTestBot({ commands, history: () => history })
const names = commands.flatMap(({ name, aliases = [], args }) =>
  [name, ...aliases].map((one) => ({ name: one, args: Object.keys(args) })),
)

const HOSTILE = [
  ...[
    '👨‍👩‍👧‍👦',
    '🇯🇵🚀',
    '\u202Egnp.exe',
    '\u200B\u2066abc\u2069',
    'e\u0301'.repeat(400),
    '\uD800',
    '\u0000\u0007\u001B[2J',
  ],
  ...[
    "'; drop table action; --",
    '1 or 1=1',
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '&lt;b&gt;',
  ],
  ...[
    '../../etc/passwd',
    '..\\..\\windows',
    'file:///etc/passwd',
    '%2e%2e%2f',
    '{{typed}}',
    '$t(errors:chat.bug)',
  ],
  ...['constructor', '__proto__', 'toString', 'window=__proto__', 'asset=constructor', 'id:', 'id:__proto__'],
  ...['NaN', 'Infinity', '-1', '1e309', '99999999999999999999d', '0d', '-30d', '３０日', '30 d', '0x1F'],
  ...[
    '2025-02-30',
    '9999-99-99',
    '0000-00-00',
    '2025-W99',
    '-271821-04-20',
    '2025-11-17T25:61',
    '令和7年11月17日',
  ],
  ...[
    '@everyone',
    '<@123>',
    '/start',
    '`code`',
    '||spoiler||',
    '[a](javascript:alert(1))',
    '\\',
    '=',
    ':',
    ',,,,',
    '、、',
  ],
  ...[
    'x'.repeat(10_000),
    '漢'.repeat(10_000),
    'btc '.repeat(300),
    'a,'.repeat(400),
    '('.repeat(500),
    '=1'.repeat(200),
  ],
]

const word = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom('btc', 'eth', '30d', 'apr', 'table', 'total', 'private', '2025-11-17', 'ja'),
)

const ask: fc.Arbitrary<RequestInput> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .record({ command: fc.constantFrom(...names), words: fc.array(word, { minLength: 1, maxLength: 5 }) })
      .map(({ command, words }): RequestInput => ({ kind: 'command', name: command.name, words })),
  },
  {
    weight: 3,
    arbitrary: fc
      .record({
        command: fc.constantFrom(...names),
        keys: fc.array(fc.nat(9), { maxLength: 3 }),
        words: fc.array(word, { minLength: 3, maxLength: 3 }),
      })
      .map(({ command, keys, words }): RequestInput => {
        const named = keys.map((key, index) => [command.args[key] ?? 'week', words[index] ?? ''] as const)
        return { kind: 'command', name: command.name, named: Object.fromEntries(named) }
      }),
  },
  { weight: 1, arbitrary: word.map((name): RequestInput => ({ kind: 'command', name, words: [name] })) },
  { weight: 1, arbitrary: word.map((payload): RequestInput => ({ kind: 'click', payload })) },
)

describe(`${RUNS} hostile inputs (seed ${SEED})`, () => {
  it('each get a sentence in the reader’s language, for the work of a few editions at most, and never a stack', async () => {
    const times: number[] = []
    const edition = await costOf(async () => editionOf(await readAnew(sampleFolder), '2025-08-11'))
    await fc.assert(
      fc.asyncProperty(ask, fc.constantFrom('ja', 'en'), async (asked, language) => {
        const whose = { memberLanguage: language, chatLanguage: language } as const
        const { value: reply, took } = await costOf(() => bot.answer({ ...member, ...whose, input: asked }))
        times.push(took)
        expect(took).toBeLessThan(MOST * edition.took)
        const text = withoutQuotes(textOf(reply.message))
        expect(text).not.toMatch(/undefined|\bNaN\b|\[object|Error:|node_modules|file:\/\/|\\n\s+at /u)
        if (reply.private && reply.message.images.length === 0) expectSentence(reply.message, language)
      }),
      { seed: SEED, numRuns: RUNS },
    )
    // A bug would have been an apology to the member, and a warning in the log.
    expect(warnings).toEqual([])
    expect(times).toHaveLength(RUNS)
  })
})

/** What it gives, and microseconds of this thread's CPU until then. */
async function costOf<Value>(run: () => Promise<Value>): Promise<{ value: Value; took: number }> {
  const start = process.threadCpuUsage()
  const value = await run()
  const { user, system } = process.threadCpuUsage(start)
  return { value, took: user + system }
}

/** A refusal quotes little of what was typed, and says the rest in the reader's language. */
function expectSentence({ title, blocks }: Pick<Message, 'title' | 'blocks'>, language: string): void {
  const [first] = blocks
  if (first !== undefined && first.kind !== 'paragraph') return
  const text = `${title} ${first?.text ?? ''}`
  expect(text.length).toBeGreaterThan(10)
  expect(text.length).toBeLessThan(700)
  // Names from right to left stand between isolates of ours, which always close.
  const bare = text.replaceAll(/\u2068([^\u2066-\u2069]*)\u2069/gu, '$1')
  expect(bare).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u)
  const own = withoutQuotes(text)
  if (language === 'ja') expect(own).toMatch(/[ぁ-ん]/u)
  else expect(own).toMatch(/[a-z]{3}/u)
}

function withoutQuotes(text: string): string {
  return text.replaceAll(/[“「][\s\S]*?[”」]/gu, '')
}
