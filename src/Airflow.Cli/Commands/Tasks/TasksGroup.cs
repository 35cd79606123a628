namespace Airflow.Cli.Commands.Tasks;

/// <summary>The commands of airflow tasks.</summary>
internal static class TasksGroup
{
    public static IReadOnlyList<CommandEntry> Commands =>
    [
        new("clear", "Clear task instances, so that they run again.", static () => new ClearTasksCommand()) { Audit = "task_clear" },
        new("explain", "Say why a task instance does not start, and what to do.", static () => new ExplainTaskCommand(isFull: true)),
        new("failed-deps", "Print what a task instance still waits for.", static () => new ExplainTaskCommand(isFull: false)),
        new("hold", "Hold a task instance: it does not start until it is resumed.", static () => new HoldTaskCommand()) { Audit = "task_hold" },
        new("list", "List the tasks of a DAG.", static () => new ListTasksCommand()),
        new("logs", "Print the log of a task instance, or follow it.", static () => new TaskLogsCommand()),
        new("mark", "Give task instances a state by hand.", static () => new MarkTaskCommand()) { Audit = "task_mark" },
        new("note", "Print or write the note of a task instance.", static () => new TaskNoteCommand()) { Audit = "task_note" },
        new("render", "Print the rendered fields of a task instance, or what they would be.", static () => new RenderTaskCommand()),
        new("resume", "Let a held task instance go on.", static () => new ResumeTaskCommand()) { Audit = "task_resume" },
        new("state", "Print the state of a task instance.", static () => new TaskStateCommand()),
        new("states-for-dag-run", "List the task instances of a run with their states.", static () => new TaskStatesCommand()),
        new("test", "Run one task here and now, without scheduler and database.", static () => new TestTaskCommand()) { Audit = "task_test" },
    ];
}
