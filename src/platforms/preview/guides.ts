/** The guides in the project's folder that the page links to, as plain text; an installation may be without them. */
import { existsSync } from 'node:fs'
import type { LanguageCode } from '#src/chat/request.ts'
import type { GuideLink } from './protocol.ts'

const ROOT = new URL('../../../', import.meta.url)

const FILES = ['README.md', 'README.ja.md', 'discord.md', 'telegram.md'] as const

/** Each by its address. */
export const GUIDES: ReadonlyMap<string, URL> = new Map(
  FILES.map((name) => [`/docs/${name}`, new URL(name.startsWith('README') ? name : `docs/${name}`, ROOT)]),
)

/** Those that are there, in the language as far as they are written in it. */
export function guidesIn(language: LanguageCode): GuideLink[] {
  const own = `/docs/README.${language}.md`
  const readme = GUIDES.has(own) ? own : '/docs/README.md'
  const links: readonly GuideLink[] = [
    { name: 'discord', address: '/docs/discord.md' },
    { name: 'telegram', address: '/docs/telegram.md' },
    { name: 'readme', address: readme },
  ]
  return links.filter(({ address }) => {
    const file = GUIDES.get(address)
    return file !== undefined && existsSync(file)
  })
}
