/** Files that come along with a command. */
import type { CommandInput } from '#src/chat/request.ts'
import type { TelegramApi } from '../api.ts'
import type { CommandUpdate } from './incoming.ts'
import { BYTES } from '../limits.ts'

/** The command with its file; undefined where the file cannot be read. */
export async function commandInput(
  { name, words: typed, file }: CommandUpdate,
  api: TelegramApi,
): Promise<CommandInput | undefined> {
  const input = { kind: 'command', name, words: typed } as const
  if (!file) return input
  if (file.bytes > BYTES.file) return undefined
  const found = await api.answer('getFile', { file_id: file.id })
  const path = 'value' in found ? (found.value as { file_path?: unknown } | undefined)?.file_path : undefined
  const bytes = typeof path === 'string' ? await api.download(path, BYTES.file) : undefined
  try {
    if (!bytes) return undefined
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return { ...input, files: [{ name: file.name, text }] }
  } catch {
    return undefined
  }
}
