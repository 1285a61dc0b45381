/** A text file that comes along with a command; its text is in the request, and its value only says that it is there. */
import type { Argument } from './argument.ts'

export function file(): Argument<boolean> {
  return {
    kind: 'file',
    optional: true,
    parse: () => true,
    absent: () => false,
    accepts: () => false,
    suggest: () => [],
    print: (value) => (value ? 'file' : ''),
  }
}
