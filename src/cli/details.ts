/** What a source's error says, in the reader's language: the sentences of ours that most errors are made of. */
import type { Words } from '#src/i18n/words.ts'
import type { SupplierError } from '#src/sources/supplier.ts'

/** By the key of the sentence; groups are its values. The first that matches counts. */
const KNOWN: readonly (readonly [key: string, pattern: RegExp])[] = [
  ['status', /^(?<where>\S+) answered (?<status>\d{3})(?<said>: .+| \(.+\))?$/],
  ['page', /^(?<where>\S+) answered with a page of HTML(?<said>: .+)?$/],
  ['nothing', /^(?<where>\S+) answered with nothing$/],
  ['text', /^(?<where>\S+) answered with text where JSON is due$/],
  ['shape', /^(?<where>\S+) (?:answered|greets) with another shape(?<said>: .+)?$/],
  ['list', /^(?<where>.+) is not the list that it was$/],
  ['type', /^(?<field>.+) is (?<value>\S+): must be (?!number$)(?<type>.+)$/],
  ['timeout', /^(?<where>\S+) did not answer in time$/],
  ['unreached', /^(?<where>\S+) cannot be reached(?<said> \(.+\))?$/],
  ['unreachedSocket', /^(?<where>\S+) cannot be reached by WebSocket$/],
  ['closed', /^(?<where>\S+) hung up before it greeted$/],
  ['number', /^(?<where>.+?):? (?<field>[\w.]+) (?<value>"[^"]*"|\S+) is not a number$/],
  ['bareNumber', /^(?<field>\S+) (?:is )?(?<value>"[^"]*"|\S+)(?: is not a number|: must be number)$/],
  ['noNumber', /^(?<where>.+) holds no row that makes sense$/],
  ['noNumber', /^no row of (?<where>\S+) makes sense(?: \(.+\))?$/],
  ['noMonth', /^reported no month that makes sense$/],
  ['hoursOld', /^(?<where>.+): was reported more than two hours ago$/],
  ['old', /^(?<where>.+) ends at (?<time>\S+?)(?:, which is too old)?$/],
  ['none', /^(?<where>.+) (?:reports nothing|has nothing in it)$/],
  ['noneReported', /^no (?<where>.+) were reported(?: for .+)?$/],
  ['absent', /^(?<where>\S+) is not there$/],
  // As ccxt reports it: the method that was called, and what the venue answered.
  ['answer', /^(?<where>(?:public|fapi|dapi|sapi|v\d)\w+): (?<said>.+)$/],
  ['misdated', /^(?<where>.+?):? is dated (?<time>\S+), which is yet to come$/],
  ['ahead', /^its newest data are dated ahead of this machine’s clock$/],
]

/** How ccxt names the calls of a venue, inside the program: nothing that a reader can look up. */
const METHOD = /^(?:public|fapi|dapi|sapi|v\d)(?:[A-Z]\w*)?(?:Get|Post)\w*$/

/** `okx: www.okx.com/api answered 503`, in the language of `words`; what has no sentence stands as it is. */
export function detailOf({ supplier, message }: SupplierError, words: Words): string {
  const detail = message.startsWith(`${supplier}: `) ? message.slice(supplier.length + 2) : message
  for (const [key, pattern] of KNOWN) {
    const found = pattern.exec(detail)
    if (!found) continue
    const { said = '', ...groups } = found.groups ?? {}
    const isMethod = METHOD.test(groups.where ?? '')
    const values = { ...groups, ...(isMethod && { where: words.say('doctor:details.method') }) }
    return `${supplier}: ${words.find(`doctor:details.${key}`, { ...values, said }) ?? detail}`
  }
  return `${supplier}: ${words.say('doctor:details.other', { detail })}`
}
