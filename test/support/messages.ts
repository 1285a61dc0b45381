/** Messages as tests make them, and the words that they are filled with. */
import type { Control } from '#src/chat/action.ts'
import type { Image, Message } from '#src/chat/message.ts'

export const ID = 'Ab3-_xYz019'

export function image(name: string, alt = `Chart of ${name}, from 1 to 2.`): Image {
  return { name, spec: { kind: 'none' }, alt, size: { width: 1200, height: 675 } }
}

export function message(parts: Partial<Message> = {}): Message {
  return { title: 'Funding turns negative', blocks: [], images: [], footer: [], ...parts }
}

/** A running text of about so many characters, each sentence with a figure of its own. */
export function prose(characters: number, locale: 'en' | 'ja' = 'en'): string {
  const sentences: string[] = []
  for (let n = 1, length = 0; length < characters; n++) {
    const sentence =
      locale === 'ja'
        ? `第${n}週の建玉は${(1000 + n).toLocaleString('en')}億ドルで、前週を${n}.${n % 10}%上回りました。`
        : `In week ${n} open interest stood at $${(1000 + n).toLocaleString('en')}.${n % 10}B, up ${n}.5%.`
    sentences.push(sentence)
    length += sentence.length + (locale === 'ja' ? 0 : 1)
  }
  return sentences.join(locale === 'ja' ? '' : ' ')
}

export const HOSTILE =
  '<b>bold</b> & <script>alert(1)</script> **b** __u__ ~~s~~ ||p|| `c` ```\nblock\n``` [x](http://a.b) <@123> <#1> <t:1:R> ' +
  '@everyone @someone \\*\n# heading\n-# small\n- list\n* list\n1. one\n> quote\n>>> all https://example.org/a_b*c_d &amp; &lt;'

export const button = (choice: string, label = choice): Control => ({ kind: 'button', choice, label })

export function images(count: number): Image[] {
  return Array.from({ length: count }, (_, n) => image(`chart-${n}`))
}
