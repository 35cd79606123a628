using Airflow.Engine.Runs;

namespace Airflow.EndToEnd;

/// <summary>Timetables written in C# in the DAG file.</summary>
public sealed class CustomTimetableTests(SharedStandalone shared)
{
    private readonly StandaloneHome home = shared.Home;

    [Fact]
    public async Task Runs_are_made_as_the_code_says_each_asked_for_once()
    {
        home.WriteDag("workdays.cs", """
            using Airflow;
            using Airflow.Providers.Standard;

            var dag = new Dag("workdays") { Schedule = new Workdays(18), StartDate = new(2026, 1, 1), EndDate = new(2026, 1, 7), Catchup = true };
            dag.Add(new BashOperator("show") { BashCommand = "echo {{ data_interval_start }} {{ data_interval_end }}" });
            return await DagFile.RunAsync(args);

            record Workdays(int Hour) : CustomTimetable
            {
                public override string Summary => $"workdays at {Hour}";

                public override ScheduledRun? NextDagRun(DataInterval? last, ScheduleBounds bounds, DateTimeOffset now)
                {
                    File.AppendAllText("ORACLE", $"asked {Environment.ProcessPath != "" } {last?.Start:MM-dd}\n");
                    var day = last?.Start.AddDays(1) ?? bounds.Earliest!.Value;
                    while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
                    {
                        day = day.AddDays(1);
                    }

                    return new ScheduledRun(day.AddHours(Hour), new DataInterval(day, day.AddDays(1)));
                }

                public override DataInterval InferManualDataInterval(DateTimeOffset runAfter) => new(runAfter.Date.AddDays(-1), runAfter.Date);
            }
            """.Replace("ORACLE", home.Oracle + ".workdays", StringComparison.Ordinal));
        await home.WaitForDagAsync("workdays");

        await home.WaitAsync("five runs", async () => (await RunsAsync("workdays")).Count(run => run.State == RunState.Success) == 5);
        var runs = (await RunsAsync("workdays")).OrderBy(run => run.LogicalDate).ToList();

        runs.Select(run => run.LogicalDate?.Day).ShouldBe([1, 2, 5, 6, 7]);
        runs.ShouldAllBe(run => run.RunType == RunType.Scheduled && run.RunAfter.Hour == 18 && run.DataIntervalEnd - run.DataIntervalStart == TimeSpan.FromDays(1));
        var record = (await home.Stores.Dags.FindAsync("workdays", CancellationToken.None)).ShouldNotBeNull();
        record.TimetableSummary.ShouldBe("workdays at 18");
        await home.WaitAsync("the end of the schedule", async () => (await home.Stores.Dags.FindAsync("workdays", CancellationToken.None))!.Next?.CreateAfter is null);
        File.ReadAllLines(home.Oracle + ".workdays").Where(line => !line.EndsWith(' ')).Order().ShouldBe(
            ["asked True 01-01", "asked True 01-02", "asked True 01-05", "asked True 01-06", "asked True 01-07"]);

        (await home.RunAsync("dags", "trigger", "workdays", "--run-id", "by_hand", "--logical-date", "2026-03-03")).ExitCode.ShouldBe(0);
        var manual = (await home.Stores.Runs.FindAsync("workdays", "by_hand", CancellationToken.None)).ShouldNotBeNull();
        (manual.DataIntervalEnd - manual.DataIntervalStart).ShouldBe(TimeSpan.FromDays(1));
        manual.DataIntervalEnd!.Value.TimeOfDay.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task What_comes_next_is_asked_of_the_code()
    {
        home.WriteDag("yearly_fair.cs", """
            using Airflow;
            var dag = new Dag("yearly_fair") { Schedule = new Fair(), StartDate = new(2090, 5, 1) };
            dag.Task("open", () => 1);
            return await DagFile.RunAsync(args);

            record Fair : CustomTimetable
            {
                public override ScheduledRun? NextDagRun(DataInterval? last, ScheduleBounds bounds, DateTimeOffset now) =>
                    ScheduledRun.Exact(last?.Start.AddYears(1) ?? bounds.Earliest!.Value);
            }
            """);
        await home.WaitForDagAsync("yearly_fair");
        await home.WaitAsync("the next run", async () => (await home.Stores.Dags.FindAsync("yearly_fair", CancellationToken.None))!.Next?.LogicalDate is not null);

        var next = await home.RunAsync("dags", "next-execution", "yearly_fair", "-n", "3");

        next.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(
            ["2090-05-01T00:00:00+00:00", "2091-05-01T00:00:00+00:00", "2092-05-01T00:00:00+00:00"], next.Error);
    }

    [Fact]
    public async Task A_timetable_that_throws_or_hangs_is_an_import_error_and_one_that_fails_later_stops_only_its_own_dag()
    {
        home.WriteDag("throwing_timetable.cs", Text("throwing_timetable", "throw new FormatException(\"no calendar\")"));
        home.WriteDag("hanging_timetable.cs", Text("hanging_timetable", "Hang()"));
        home.WriteDag("late_timetable.cs", Text("late_timetable", "last is null ? ScheduledRun.Exact(bounds.Earliest!.Value) : Hang()"));

        IReadOnlyDictionary<string, string> errors = null!;
        await home.WaitAsync("two import errors", async () => (errors = await ErrorsAsync()).ContainsKey("throwing_timetable.cs") && errors.ContainsKey("hanging_timetable.cs"));
        errors["throwing_timetable.cs"].ShouldContain("no calendar");
        errors["hanging_timetable.cs"].ShouldContain("did not end within");
        await home.WaitAsync("the first run", async () => (await RunsAsync("late_timetable")).Any(run => run.State == RunState.Success));

        // while that one hangs, others go on
        home.WriteDag("beside_late.cs", """
            using Airflow;
            var dag = new Dag("beside_late");
            dag.Task("one", () => 1);
            return await DagFile.RunAsync(args);
            """);
        await home.WaitForDagAsync("beside_late");
        await home.TriggerAsync("beside_late", "r1");
        (await home.WaitForRunAsync("beside_late", "r1")).State.ShouldBe(RunState.Success);
        await home.WaitAsync("the end of the schedule", async () => (await home.Stores.Dags.FindAsync("late_timetable", CancellationToken.None))!.Next?.CreateAfter is null);
        await home.WaitAsync("the reason", () => Task.FromResult(home.Output.Contains("DAG late_timetable cannot be scheduled until it is parsed anew", StringComparison.Ordinal)));
    }

    private static string Text(string dagId, string body) => $$"""
        using Airflow;
        var dag = new Dag("{{dagId}}") { Schedule = new Own(), StartDate = new(2026, 1, 1), Catchup = true };
        dag.Task("one", () => 1);
        return await DagFile.RunAsync(args);

        record Own : CustomTimetable
        {
            public override ScheduledRun? NextDagRun(DataInterval? last, ScheduleBounds bounds, DateTimeOffset now) => {{body}};

            private static ScheduledRun? Hang()
            {
                new System.Threading.ManualResetEventSlim().Wait();
                return null;
            }
        }
        """;

    private async Task<Dictionary<string, string>> ErrorsAsync() => (await home.Stores.Dags.ListImportErrorsAsync(CancellationToken.None))
        .Where(error => error.FileName is "throwing_timetable.cs" or "hanging_timetable.cs" or "late_timetable.cs")
        .ToDictionary(error => error.FileName, error => error.StackTrace);

    private Task<IReadOnlyList<DagRun>> RunsAsync(string dagId) => home.Stores.Runs.ListAsync(new RunFilter { DagId = dagId }, CancellationToken.None);
}
