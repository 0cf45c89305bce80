import type { Waiting } from '../waiting.ts'
import { envelopeId } from './ids.ts'
import { keep, type Late, type Ledger } from './ledger.ts'
import type { SlackSettings } from './settings.ts'
import type { Fields } from './types.ts'

/** Kinds of envelopes. */
export type EnvelopeKind = 'slash_commands' | 'interactive' | 'events_api'

/** What goes to the app. */
export interface Parcel {
  readonly kind: EnvelopeKind
  readonly payload: Fields
  /** What the person did, such as `command /ventanilla`. */
  readonly what: string
  readonly person: string
  /** True for what the app caused itself: it is told of its own messages too. */
  readonly own?: boolean
  /** Called with what came with the acknowledgement, if it came in time. */
  readonly onAck?: (payload: unknown) => void
}

/** One try to bring a parcel to the app. */
export interface Delivery extends Parcel {
  readonly id: string
  readonly at: number
  readonly attempt: number
  readonly reason?: string
  /** Milliseconds until it was acknowledged, in time or not. */
  ack?: { readonly ms: number; readonly payload?: unknown }
  /** Why the person was told that it failed. */
  failed?: 'timeout' | 'not_connected' | 'refused'
}

/** How parcels reach the app: whether somebody was there to take it. */
export interface Carrier {
  readonly send: (delivery: Delivery) => boolean
}

/** Parcels on their way. */
export interface Deliveries {
  readonly deliver: (parcel: Parcel) => Delivery
  /** The app acknowledged, with a payload or without. */
  readonly acknowledged: (id: string, payload?: unknown) => void
  /** The app refused it, with a status of HTTP. */
  readonly refused: (id: string, status: number, again?: boolean) => void
  /** Sends the last parcel that a person caused, or their last of a kind, once more. */
  readonly redeliver: (options?: {
    readonly kind?: EnvelopeKind
    readonly attempt?: number
    readonly reason?: string
  }) => Delivery | undefined
  /** Somebody is there again: sends the events that found nobody. */
  readonly connected: () => void
  readonly use: (carrier: Carrier) => void
}

/** A delivery with what only this part knows of it. */
interface Sent extends Delivery {
  readonly parcel: Parcel
  late?: Late
  stop?: () => void
  ended: boolean
}

const kept = 1000

/** Builds what keeps count of parcels. */
export function createDeliveries(settings: Required<SlackSettings>, ledger: Ledger, waiting: Waiting): Deliveries {
  const out = new Map<string, Sent>()
  const last = new Map<EnvelopeKind | 'any', Parcel>()
  let queue: Parcel[] = []
  let carrier: Carrier = { send: () => false }

  const again = ({ parcel, attempt }: Sent, reason: string) => {
    const pause = settings.retryPauses[attempt]
    if (parcel.kind === 'events_api' && pause !== undefined) waiting.after(pause, () => send(parcel, attempt + 1, reason))
  }
  const fail = (delivery: Sent, why: 'timeout' | 'refused') => {
    delivery.failed = why
    delivery.late = keep<Late>(ledger.late, { what: delivery.what, person: delivery.person, envelopeId: delivery.id })
    waiting.changed()
  }
  const send = (parcel: Parcel, attempt = 0, reason?: string): Delivery => {
    const tried = reason === undefined ? { attempt } : { attempt, reason }
    const delivery: Sent = { ...parcel, ...tried, parcel, id: envelopeId(), at: Date.now(), ended: false }
    out.set(delivery.id, delivery)
    for (const id of [...out.keys()].slice(0, -kept)) out.delete(id)
    if (!carrier.send(delivery)) {
      delivery.failed = 'not_connected'
      delivery.ended = true
      keep(ledger.undelivered, { what: parcel.what, person: parcel.person })
      if (parcel.kind === 'events_api') queue = [...queue, parcel].slice(-100)
      waiting.changed()
      return delivery
    }
    delivery.stop = waiting.after(settings.deadline, () => {
      fail(delivery, 'timeout')
      again(delivery, 'timeout')
    })
    return delivery
  }

  return {
    deliver: (parcel) => {
      if (!parcel.own) {
        last.set(parcel.kind, parcel)
        last.set('any', parcel)
      }
      return send(parcel)
    },
    acknowledged: (id, payload) => {
      const delivery = out.get(id)
      if (delivery === undefined) {
        keep(ledger.faults, `ack: nothing was sent with the envelope_id ${id}`)
        return
      }
      if (delivery.ended) {
        keep(ledger.faults, `ack: ${delivery.what} was acknowledged twice`)
        return
      }
      delivery.ended = true
      delivery.stop?.()
      delivery.ack = { ms: Date.now() - delivery.at, ...(payload !== undefined && { payload }) }
      if (delivery.late) delivery.late.answeredAfter = delivery.ack.ms
      else delivery.onAck?.(payload)
      waiting.changed()
    },
    refused: (id, status, retry = true) => {
      const delivery = out.get(id)
      if (delivery === undefined || delivery.ended) return
      delivery.ended = true
      delivery.stop?.()
      if (!delivery.failed) {
        fail(delivery, 'refused')
        if (retry) again(delivery, status === 0 ? 'connection_failed' : 'http_error')
      }
    },
    redeliver: ({ kind, attempt = 1, reason = 'timeout' } = {}) => {
      const parcel = last.get(kind ?? 'any')
      return parcel && send(parcel, attempt, reason)
    },
    connected: () => {
      const waited = queue
      queue = []
      for (const parcel of waited) send(parcel, 1, 'connection_failed')
    },
    use: (next) => {
      carrier = next
    },
  }
}
