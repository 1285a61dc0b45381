/** The methods of the Bot API, as they are called. */
import type { RawApi } from 'grammy'
import type { Result } from './failures.ts'

export type Method = keyof RawApi & string
export type Params = Readonly<Record<string, unknown>>

/** A method of the Bot API called; its result is to be read with care, as it comes from outside. */
export type Call = (method: Method, params: Params, signal?: AbortSignal) => Promise<Result<unknown>>
