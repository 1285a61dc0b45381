/** Whether an answer is for the asker alone, as they say: the router's own argument, which every command takes. */
import { nameKey } from '../arguments/input.ts'

export const PRIVATE = 'private'
const WORDS = [PRIVATE, '非公開', '自分だけ'].map(nameKey)
const NO = ['false', 'no', 'off', '0', 'いいえ']

/** Whether a word without a name is meant for it. */
export function isPrivateWord(word: string): boolean {
  return WORDS.includes(nameKey(word))
}

/** What was said of it; undefined where nothing was. */
export function privateOf(text: string | undefined): boolean | undefined {
  return text === undefined ? undefined : !NO.includes(nameKey(text))
}
