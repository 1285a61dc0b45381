/** What keeps a server from listening, in words with the setting that mends it. */
import { RequestError } from '#src/errors.ts'

/** Throws RequestError, with the setting's name, for an address that cannot be had. */
export async function listening<Server>(
  starting: Promise<Server>,
  at: { readonly name: string; readonly host: string; readonly port: number; readonly usual: number },
): Promise<Server> {
  try {
    return await starting
  } catch (error) {
    const key = LISTENING[(error as NodeJS.ErrnoException).code ?? '']
    if (key === undefined) throw error
    const isNextFree = at.port >= 1024 && at.port < 65_535
    const [port, other] = [String(at.port), String(isNextFree ? at.port + 1 : at.usual)]
    throw new RequestError(key, { name: at.name, host: at.host, port, other })
  }
}

/** The system's code for what went wrong, and the sentence that says what to do. */
const LISTENING: Readonly<Record<string, string>> = {
  EADDRINUSE: 'start.portInUse',
  EACCES: 'start.portDenied',
  EADDRNOTAVAIL: 'start.badHost',
  ENOTFOUND: 'start.badHost',
  EAI_AGAIN: 'start.badHost',
}
