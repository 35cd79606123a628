import QuestionList from './QuestionList'

/** The questions of all DAGs. */
export const QuestionsPage = () => <QuestionList />
