/** A page that could not be loaded, or that broke: the frame around it goes on. */
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { PageHead } from '../ui/page/page-head.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { routesText } from './text.ts'

const text = routesText.broke

/** Offers another try, which loads the page's part again where that was missing. */
export function PageBroke({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const again = () => {
    reset()
    void router.invalidate()
  }
  return (
    <>
      <PageHead title={text.title} about={text.notLoaded} />
      <Trouble sentence={text.more} more={[error instanceof Error ? error.message : String(error)]} retry={again} />
    </>
  )
}
