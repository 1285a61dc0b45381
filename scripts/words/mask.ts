/** Sentences without what changes from week to week: numbers, signs, dates and names. What is left is the form. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fieldsOf } from '../../test/claims/record/csv.ts'
import type { Language } from '../../test/claims/product/briefing.ts'

const locales = fileURLToPath(new URL('../../locales/', import.meta.url))
/** Groups of the glossary that hold names of things; the others hold words and explanations. */
const NAMES = ['venues', 'odds', 'markets', 'marketsProse', 'sectors', 'curves', 'series']
const MONTHS =
  /\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b/gu
const COUNTS =
  /\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b/giu

export type Mask = (sentence: string) => string

/** A mask for the names of a folder's coins and of the glossary. */
export function maskFor(folder: string, language: Language): Mask {
  const glossary = JSON.parse(readFileSync(join(locales, language, 'glossary.json'), 'utf8'))
  const named = NAMES.flatMap((group) => Object.values(glossary[group] ?? {})).filter(
    (name) => typeof name === 'string' && name.length > 1,
  ) as string[]
  const [header = [], ...rows] = fieldsOf(readFileSync(join(folder, 'assets.csv'), 'utf8'))
  const coins = ['symbol', 'name'].flatMap((column) => rows.map((row) => row[header.indexOf(column)] ?? ''))
  const names = new Set([...named, ...coins.filter((name) => /\p{L}/u.test(name))])
  const pattern = new RegExp(
    `(?<![A-Za-z0-9])(?:${[...names]
      .toSorted((a, b) => b.length - a.length)
      .map(escaped)
      .join('|')})(?![A-Za-z0-9])`,
    'gu',
  )
  return (sentence) =>
    sentence
      .replace(pattern, 'N')
      .replace(MONTHS, 'M')
      .replace(COUNTS, '#')
      .replace(/[+−-](?=[$\d])/gu, '')
      .replace(/\$?\d[\d,]*(?:\.\d+)?(?:[TBM]\b|[兆億万](?:\d[\d,]*(?:億|万)?)?)?(?:st|nd|rd|th)?/gu, '#')
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')
}
