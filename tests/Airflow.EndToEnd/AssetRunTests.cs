using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.EndToEnd;

/// <summary>Runs that updates of assets make.</summary>
public sealed class AssetRunTests(SharedStandalone shared)
{
    private const string Text = """
        using Airflow;
        using Airflow.Providers.Standard;

        var orders = new Asset("asset_e2e_orders", "s3://asset-e2e/orders");
        var returns = new Asset("asset_e2e_returns", "s3://asset-e2e/returns");

        var producer = new Dag("asset_producer") { Params = { ["what"] = "orders" } };
        var write = producer.Task("write_orders", context => { context.OutletEvents.Add(orders, "rows", 3); }, new() { Outlets = [orders], RunIf = Wants("orders") });
        producer.Task("write_returns", () => { }, new() { Outlets = [returns], RunIf = Wants("returns") });

        var both = new Dag("asset_both") { Schedule = orders & returns };
        both.Task("read", context => Console.WriteLine($"{context.RunType} {context.HasLogicalDate} {string.Join(",", context.TriggeringAssetEvents.Select(e => e.Asset.Name).Order())}"));
        both.Add(new BashOperator("no_date") { BashCommand = "echo {{ run_id }} {{ ds }}" });

        var either = new Dag("asset_either") { Schedule = orders | returns };
        either.Add(new BashOperator("read") { BashCommand = "echo {{ triggering_asset_events.values() | list | length }}" });

        var timed = new Dag("asset_or_time") { Schedule = Schedule.AssetOrTime("0 0 1 1 *", returns), StartDate = new(2100, 1, 1) };
        timed.Task("read", () => 1);
        return await DagFile.RunAsync(args);

        static Func<TaskContext, bool> Wants(string what) => context => context.Params.Get<string>("what") == what;
        """;

    private readonly StandaloneHome home = shared.Home;

    [Fact]
    public async Task Updates_make_runs_of_the_dags_that_wait_for_them_each_once()
    {
        home.WriteDag("asset_producer.cs", Text);
        await home.WaitForDagAsync("asset_producer");

        await ProduceAsync("p1", "orders");
        await WaitForRunsAsync("asset_either", 1);
        (await RunsAsync("asset_both")).ShouldBeEmpty();

        await ProduceAsync("p2", "returns");
        var run = (await WaitForRunsAsync("asset_both", 1)).Single();
        await WaitForRunsAsync("asset_either", 2);
        await WaitForRunsAsync("asset_or_time", 1);

        (run.RunType, run.LogicalDate, run.DataIntervalStart, run.TriggeredBy).ShouldBe((RunType.AssetTriggered, null, null, "asset"));
        run.RunId.ShouldStartWith("asset_triggered__");
        home.LogEvents("asset_both", "read", runId: run.RunId).ShouldContain("AssetTriggered False asset_e2e_orders,asset_e2e_returns");
        (await home.TaskAsync("asset_both", "no_date", run.RunId)).State.ShouldBe(TaskState.Failed);
        home.LogEvents("asset_both", "no_date", runId: run.RunId).ShouldContain(line => line.Contains("Task failed", StringComparison.Ordinal));
        (await home.Stores.Assets.ListConsumedAsync(run.Id, CancellationToken.None)).Select(item => (item.Asset.Name, item.Extra))
            .ShouldBe([("asset_e2e_orders", """{"rows":3}"""), ("asset_e2e_returns", "{}")]);

        await ProduceAsync("p3", "returns");
        await WaitForRunsAsync("asset_either", 3);
        (await RunsAsync("asset_both")).Count.ShouldBe(1);
    }

    private async Task ProduceAsync(string runId, string what)
    {
        var result = await home.RunAsync("dags", "trigger", "asset_producer", "--run-id", runId, "-c", $"{{\"what\": \"{what}\"}}");
        result.ExitCode.ShouldBe(0, result.Error);
        (await home.WaitForRunAsync("asset_producer", runId)).State.ShouldBe(RunState.Success);
    }

    private async Task<IReadOnlyList<DagRun>> WaitForRunsAsync(string dagId, int count)
    {
        await home.WaitAsync($"{count} runs of {dagId}", async () => await RunsAsync(dagId) is var runs && runs.Count >= count && runs.All(run => run.State.IsFinished()));
        var found = await RunsAsync(dagId);
        found.Count.ShouldBe(count);
        return found;
    }

    private Task<IReadOnlyList<DagRun>> RunsAsync(string dagId) => home.Stores.Runs.ListAsync(new RunFilter { DagId = dagId }, CancellationToken.None);
}
