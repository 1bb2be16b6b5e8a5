/** Keeps a broken part of the page from taking the rest with it. */
import { Component, type ReactNode } from 'react'
import { uiText } from './text.ts'
import { Trouble } from './trouble.tsx'

interface Props {
  readonly children: ReactNode
}
interface State {
  readonly broke: Error | null
}

/** React asks for a class here: only a class can catch what breaks while rendering. */
export class FailsAlone extends Component<Props, State> {
  override state: State = { broke: null }

  static getDerivedStateFromError(thrown: unknown): State {
    return { broke: thrown instanceof Error ? thrown : new Error(String(thrown)) }
  }

  override render() {
    const { broke } = this.state
    if (broke === null) return this.props.children
    return (
      <Trouble
        sentence={uiText.cardBroke}
        more={[uiText.cardBrokeMore, broke.message]}
        retry={() => this.setState({ broke: null })}
      />
    )
  }
}
