namespace Airflow.Cli.Commands.Dags;

/// <summary>The commands of airflow dags.</summary>
internal static class DagsGroup
{
    public static IReadOnlyList<CommandEntry> Commands =>
    [
        new("clear", "Clear runs, so that they are done again.", static () => new ClearRunsCommand()) { Audit = "dag_clear" },
        new("delete", "Delete a DAG's rows from the database; its file stays.", static () => new DeleteDagCommand()) { Audit = "dag_delete" },
        new("details", "Print everything stored about a DAG.", static () => new DagDetailsCommand()),
        new("hold", "Hold a run: what runs goes on, nothing starts until it is resumed.", static () => new HoldRunCommand()) { Audit = "dag_hold" },
        new("list", "List the DAGs.", static () => new ListDagsCommand()),
        new("list-import-errors", "List the DAG files that could not be read, and why.", static () => new ListImportErrorsCommand()),
        new("list-jobs", "List the roles that run or ran.", static () => new ListJobsCommand()),
        new("list-runs", "List the runs of a DAG.", static () => new ListRunsCommand()),
        new("mark", "Give a run a state by hand, and with it its task instances.", static () => new MarkRunCommand()) { Audit = "dag_mark" },
        new("next-execution", "Print when a DAG runs next.", static () => new NextExecutionCommand()),
        new("note", "Print or write the note of a run.", static () => new RunNoteCommand()) { Audit = "dag_note" },
        new("pause", "Pause DAGs: no new runs are scheduled.", static () => new PauseDagCommand(isPaused: true)) { Audit = "dag_pause" },
        new("report", "Print how long each DAG file took to parse.", static () => new ReportDagsCommand()),
        new("reserialize", "Have all DAG files parsed again.", static () => new ReserializeDagsCommand()) { Audit = "dag_reserialize" },
        new("resume", "Let a held run go on.", static () => new ResumeRunCommand()) { Audit = "dag_resume" },
        new("show", "Print the graph of a DAG, or draw it.", static () => new ShowDagCommand()),
        new("show-dependencies", "Print what links DAGs to each other, or draw it.", static () => new ShowDependenciesCommand()),
        new("state", "Print the state of a run.", static () => new DagStateCommand()),
        new("test", "Run a DAG here and now, without scheduler and database.", static () => new TestDagCommand()) { Audit = "dag_test" },
        new("trigger", "Make a run of a DAG now.", static () => new TriggerDagCommand()) { Audit = "dag_trigger" },
        new("unpause", "Resume paused DAGs.", static () => new PauseDagCommand(isPaused: false)) { Audit = "dag_unpause" },
    ];
}
