import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'
import { readWords } from './shared/words'

// a busy machine is no fault
configure({ asyncUtilTimeout: 30_000 })

// all files share one document
afterEach(cleanup)

// what is tested speaks English
await readWords()
