/** Settings in German, by their variables; loaded with the page when it speaks German. */

export const german: Readonly<Record<string, readonly [label: string, help: string]>> = {}
