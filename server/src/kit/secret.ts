/** A text that must not show: it prints, concatenates and serialises as dots, and is read only where it is asked for by name. */

/** A secret in memory. */
export interface Secret {
  /** The text itself; for the one place that sends or stores it. */
  reveal(): string
  toString(): string
  toJSON(): string
}

const dots = '••••'

/** Wraps a text. Node's inspection shows dots too, because the text lives in a closure. */
export const secret = (text: string): Secret => ({ reveal: () => text, toString: () => dots, toJSON: () => dots })
