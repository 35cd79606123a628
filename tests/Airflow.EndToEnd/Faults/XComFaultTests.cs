using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Engine.XComs;

namespace Airflow.EndToEnd.Faults;

/// <summary>A result that cannot be stored fails the try and says why, in its log and with the try; nothing of it is stored.</summary>
public sealed class XComFaultTests(SharedStandalone shared)
{
    private readonly StandaloneHome home = shared.Home;

    [Theory]
    [InlineData("xcom_delegate", "(object)(Func<int>)(() => 1)", "cannot be stored as JSON")]
    [InlineData("xcom_nan", "new[] { 1.0, double.NaN }", "NaN")]
    [InlineData("xcom_infinity", "new Dictionary<string, double> { [\"rate\"] = double.PositiveInfinity }", "Infinity")]
    [InlineData("xcom_deep", "Nested(100_000)", "nested deep")]
    [InlineData("xcom_circle", "Circle()", "nested deep")]
    public async Task A_result_that_cannot_be_stored_fails_the_try_and_says_why(string dagId, string result, string reason)
    {
        (await RunAsync(dagId, result)).State.ShouldBe(RunState.Failed);
        var task = await home.TaskAsync(dagId, "make");
        task.State.ShouldBe(TaskState.Failed);
        task.RetryReason.ShouldNotBeNull().ShouldContain(reason, Case.Insensitive);
        home.LogEvents(dagId, "make").ShouldContain(text => text.Contains("Task failed", StringComparison.Ordinal));
        (await File.ReadAllTextAsync(home.LogFile(dagId, "make"), TestContext.Current.CancellationToken)).ShouldContain(reason, Case.Insensitive);
        (await home.Stores.XComs.ListKeysAsync(dagId, "r1", "make", TestContext.Current.CancellationToken)).ShouldBeEmpty();
        (await home.TaskAsync(dagId, "use")).State.ShouldBe(TaskState.UpstreamFailed);
    }

    [Theory]
    [InlineData("xcom_nested", "Nested(60)", 122)]
    [InlineData("xcom_huge", "new string('h', 50_000_000)", 50_000_002)]
    public async Task A_result_that_is_large_or_deep_within_reason_arrives_whole(string dagId, string result, int length)
    {
        (await RunAsync(dagId, result)).State.ShouldBe(RunState.Success);
        var stored = await home.Stores.XComs.FindAsync(new XComKey(dagId, "r1", "make", XCom.ReturnKey), false, TestContext.Current.CancellationToken);
        stored.ShouldNotBeNull().Value.Length.ShouldBe(length);
        home.LogEvents(dagId, "use").ShouldContain($"got {length}");
    }

    private Task<DagRun> RunAsync(string dagId, string result) => home.RunDagAsync(dagId, $$"""
        var dag = new Dag("{{dagId}}");
        var make = dag.Task("make", context => (object){{result}});
        dag.Task("use", make, value => Console.WriteLine($"got {((System.Text.Json.JsonElement)value).GetRawText().Length}"));
        return await DagFile.RunAsync(args);

        static object Nested(int depth)
        {
            object inner = Array.Empty<object>();
            for (var i = 0; i < depth; i++) { inner = new[] { inner }; }
            return inner;
        }

        static object Circle()
        {
            var list = new List<object>();
            list.Add(list);
            return list;
        }
        """);
}
