using System.Globalization;
using System.Text.RegularExpressions;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.EndToEnd.Chaos;

/// <summary>
/// Faults while a cluster works: nothing is lost, no try starts twice, no limit is exceeded, every role lives on, and the cluster goes on
/// within the time that the fault allows. All of them with each broker and number of schedulers are played by <c>./test chaos</c>; else a few.
/// </summary>
public sealed class ChaosTests
{
    private const int Runs = 6;
    private const int MostRuns = 3;
    private const int Chains = 2;
    private const int Wide = 6;
    private const int Narrow = 4;

    /// <summary>A regular expression over "fault broker schedulers"; "all" plays everything.</summary>
    private static readonly string? Wanted = Environment.GetEnvironmentVariable("AIRFLOW_CHAOS");

    /// <summary>Whether faults are played by themselves and held to their time. Among other tests a worker may be silent for long and live.</summary>
    public static bool IsTimed => Wanted is { Length: > 0 };

    /// <summary>A file that takes how long each cluster stood still.</summary>
    private static readonly string? Figures = Environment.GetEnvironmentVariable("AIRFLOW_CHAOS_FIGURES");

    public static IEnumerable<TheoryDataRow<string, string, int>> Matrix =>
        from fault in ChaosFaults.All
        from broker in new[] { "redis", "rabbitmq" }
        from schedulers in new[] { 1, 3 }
        where (broker == "redis" || !fault.NeedsRedis) && IsWanted(fault.Name, broker, schedulers)
        select new TheoryDataRow<string, string, int>(fault.Name, broker, schedulers);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Matrix))]
    [Trait("Category", "Chaos")]
    public async Task Nothing_is_lost_or_doubled_and_the_cluster_goes_on(string fault, string broker, int schedulers)
    {
        var what = ChaosFaults.All.Single(one => one.Name == fault);
        await using var cluster = await ChaosCluster.StartAsync(what.Setup with { Broker = broker, Schedulers = schedulers });
        var notes = new ChaosNotes(Directory.CreateDirectory(Path.Combine(cluster.Master.Folder, "notes")).FullName, what.Setup.WorkMilliseconds);
        (await cluster.Master.RunAsync("pools", "set", "narrow", "2", "of this test")).ExitCode.ShouldBe(0);
        cluster.Master.WriteDag("load.cs", Load(notes, what.Setup.WorkMilliseconds));
        cluster.Master.WriteDag("chain.cs", Chain(notes, what.Setup.Links));
        await cluster.Master.WaitForDagAsync("load");
        await cluster.Master.WaitForDagAsync("chain");
        await TriggerAsync(cluster, "load", 0, Runs / 2);
        await TriggerAsync(cluster, "chain", 0, Chains);
        await cluster.Master.WaitAsync("work to be under way", () => Task.FromResult(IsUnderWay(notes)));

        var happening = what.HappenAsync(cluster);
        if (what.RefusesTriggers)
        {
            await happening;
        }

        await TriggerAsync(cluster, "load", Runs / 2, Runs);
        await happening;
        for (var index = 0; index < Runs; index++)
        {
            (await cluster.Master.WaitForRunAsync("load", $"load{index}")).State.ShouldBe(RunState.Success);
        }

        for (var index = 0; index < Chains; index++)
        {
            (await cluster.Master.WaitForRunAsync("chain", $"chain{index}")).State.ShouldBe(RunState.Success);
        }

        await CheckAsync(cluster, what, notes);
        await NoteFigureAsync($"{fault} | {broker} | {schedulers}", cluster, what, notes);
    }

    private static async Task CheckAsync(ChaosCluster cluster, ChaosFault what, ChaosNotes notes)
    {
        notes.Doubled().ShouldBeEmpty();
        if (!what.CostsTries)
        {
            notes.Repeated().ShouldBeEmpty();
        }

        notes.MostTogether("narrow").ShouldBeLessThanOrEqualTo(2);
        notes.MostRuns("load").ShouldBeLessThanOrEqualTo(MostRuns);
        for (var index = 0; index < Runs; index++)
        {
            var tasks = await cluster.Master.Stores.TaskInstances.ListForRunAsync("load", $"load{index}", Cancel);
            tasks.Count.ShouldBe(Wide + Narrow + 1);
            tasks.ShouldAllBe(task => task.State == TaskState.Success);
        }

        // a file that is saved now needs every role
        cluster.Master.WriteDag("after.cs", """
            var dag = new Dag("after");
            dag.Task("one", context => { });
            return await DagFile.RunAsync(args);
            """);
        await cluster.Master.WaitForDagAsync("after");
        await cluster.Master.TriggerAsync("after", "after0");
        (await cluster.Master.WaitForRunAsync("after", "after0")).State.ShouldBe(RunState.Success);
        cluster.Fallen.Select(process => process.Output).ShouldBeEmpty();
    }

    /// <summary>
    /// How long the cluster stood still at most; where faults are played by themselves, more than is allowed fails, after the figure is noted. Among other
    /// tests it would tell how busy the machine is.
    /// </summary>
    private static async Task NoteFigureAsync(string name, ChaosCluster cluster, ChaosFault what, ChaosNotes notes)
    {
        if (cluster.Since is not { } since)
        {
            return;
        }

        // a chain that was over by then would tell nothing
        var silence = notes.LongestSilence("chain", since).ShouldNotBeNull();
        var story = await ExplainAsync(cluster, silence);
        if (Figures is not null)
        {
            File.AppendAllText(Figures, string.Create(CultureInfo.InvariantCulture, $"{name} | {silence.Length.TotalSeconds:0.00} s | {story}\n"));
        }

        if (what.Limit is { } limit && IsTimed)
        {
            silence.Length.ShouldBeLessThanOrEqualTo(limit, story);
        }
    }

    /// <summary>What the database knows of the task that should have started sooner.</summary>
    private static async Task<string> ExplainAsync(ChaosCluster cluster, ChaosSilence silence)
    {
        const string tries = """
            SELECT string_agg(concat_ws(' ', try_number, state, 'queued', queued_dttm::time, 'started', start_date::time, 'ended', end_date::time, hostname, pid), '; ')
            FROM (SELECT try_number, state, queued_dttm, start_date, end_date, hostname, pid, dag_id, run_id, task_id FROM task_instance
                  UNION ALL SELECT try_number, state, queued_dttm, start_date, end_date, hostname, pid, dag_id, run_id, task_id FROM task_instance_history) t
            """;
        var known = await cluster.Postgres.QueryAsync("airflow", $"{tries} WHERE run_id = '{silence.RunId}' AND task_id = '{silence.TaskId}'", Cancel);
        return $"{silence.RunId} stood still from {silence.Begin:HH:mm:ss.fff} to {silence.End:HH:mm:ss.fff}, when try {silence.TryNumber} of {silence.TaskId} began; its tries: {known}";
    }

    private static bool IsUnderWay(ChaosNotes notes) => notes.Starts >= 10 && Enumerable.Range(0, Chains).All(index => notes.StartsOf($"chain{index}") >= 2);

    private static async Task TriggerAsync(ChaosCluster cluster, string dagId, int from, int to)
    {
        for (var index = from; index < to; index++)
        {
            await cluster.Master.TriggerAsync(dagId, $"{dagId}{index}");
        }
    }

    private static string Load(ChaosNotes notes, int work) => $$"""
        var dag = new Dag("load") { MaxActiveRuns = {{MostRuns}}, DefaultArgs = new() { Retries = 3, RetryDelay = TimeSpan.Zero } };
        var last = dag.Task("last", {{notes.Body(work)}});
        for (var i = 0; i < {{Wide}}; i++)
        {
            _ = dag.Task($"wide{i}", {{notes.Body(work)}}) >> last;
        }
        for (var i = 0; i < {{Narrow}}; i++)
        {
            _ = dag.Task($"narrow{i}", {{notes.Body(work)}}, new() { Pool = "narrow" }) >> last;
        }
        return await DagFile.RunAsync(args);
        """;

    private static string Chain(ChaosNotes notes, int links) => $$"""
        var dag = new Dag("chain") { MaxActiveRuns = {{Chains}}, DefaultArgs = new() { Retries = 3, RetryDelay = TimeSpan.Zero, PriorityWeight = 100 } };
        var end = dag.Task("link0", {{notes.Body(50)}});
        for (var i = 1; i < {{links}}; i++)
        {
            var next = dag.Task($"link{i}", {{notes.Body(50)}});
            _ = end >> next;
            end = next;
        }
        return await DagFile.RunAsync(args);
        """;

    private static bool IsWanted(string fault, string broker, int schedulers) => Wanted switch
    {
        null or "" => IsOfTheFew(fault, broker, schedulers),
        "all" => true,
        _ => Regex.IsMatch($"{fault} {broker} {schedulers}", Wanted, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)),
    };

    private static bool IsOfTheFew(string fault, string broker, int schedulers) => (fault, broker, schedulers) is
        ("worker killed", "redis", 3) or ("scheduler killed", "rabbitmq", 3) or ("database crashed", "redis", 1) or ("messages doubled", "redis", 1);
}
