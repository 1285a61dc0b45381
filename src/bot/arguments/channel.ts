/** A channel of the community: chosen from the platform's own list where it has one, else by its mention or id. */
import type { Argument } from './argument.ts'
import { plainText } from './input.ts'

/** What was chosen or typed, as it is; undefined where nothing was. */
export function channel(): Argument<string | undefined> {
  return {
    kind: 'channel',
    optional: true,
    parse: (typed) => plainText(typed) || undefined,
    absent: () => undefined,
    accepts: (typed) => /^<#\d{1,20}>$/u.test(typed.trim()),
    suggest: () => [],
    print: (value) => value ?? '',
  }
}
