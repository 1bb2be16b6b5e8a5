// canary: lint/suspicious/noEmptyBlockStatements, lint/suspicious/noConsole, lint/style/useThrowOnlyError
export function swallow(): void {
  try {
    console.log('loud')
    throw 'text'
  } catch {}
}
