// canary: lint/nursery/useExhaustiveSwitchCases
type Mode = 'move' | 'copy'

export function word(mode: Mode): string {
  switch (mode) {
    case 'move':
      return 'moved'
  }
  return ''
}
