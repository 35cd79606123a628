using Airflow.Tests.Hosting;

namespace Airflow.Tests.Dags;

/// <summary>The examples of the first page an author reads, as they stand there.</summary>
public sealed class AuthoringPageTests
{
    [Fact]
    public async Task Sales_runs_from_extract_to_total()
    {
        var dag = new Dag("sales")
        {
            Description = "Yesterday's orders, summed and reported",
            Schedule = "@daily",
            StartDate = new(2026, 1, 1),
            DefaultArgs = new() { Owner = "data", Retries = 2, RetryDelay = TimeSpan.FromMinutes(5) },
            Params = { ["region"] = new Param<string>("eu") { Enum = ["eu", "us"] } },
            Tags = ["example"],
        };
        var extract = dag.Task("extract", context => Orders.Load(context.Params.Get<string>("region"), context.DataInterval));
        var total = dag.Task("total", extract, orders => orders.Sum(order => order.Amount));
        _ = extract >> total;

        var run = new TestRun();
        await run.RunAsync(extract);
        await run.RunAsync(total);

        run.Result(extract).ShouldBe("""[{"Id":1,"Amount":9.50},{"Id":2,"Amount":12}]""");
        run.Result(total).ShouldBe("21.50");
        total.ResolvedOptions.Retries.ShouldBe(2);
        dag.Graph.Downstream(extract).ShouldBe([total]);
        dag.Validate().ShouldBeEmpty();
    }

    [Fact]
    public void Arrows_groups_labels_and_flow_compile_as_written()
    {
        var dag = new Dag("surface");
        var extract = dag.Task("extract", () => new[] { 1, 2, 3 });
        var squares = extract.Map("square", n => n * n);
        var sum = dag.Task("sum", squares, values => values.Sum());
        var group = dag.Group("g");
        var load = group.Task("load", sum, value => Console.WriteLine(value));
        var skip = group.Task("skip", () => { });
        var rows = 5;
        var pick = dag.Branch("pick", _ => rows > 0 ? load : skip);
        var gate = dag.ShortCircuit("has_rows", extract, values => values.Length > 0);
        var wait = dag.Sensor("wait", context => context.TryNumber > 0, new() { Mode = SensorMode.Reschedule, PokeInterval = TimeSpan.FromSeconds(5) });
        var create = dag.Task("create", () => { });
        var drop = dag.Task("drop", () => { });
        create.AsSetup();
        drop.AsTeardown(setups: create);

        _ = wait >> extract;
        _ = pick >> (load, skip);
        _ = gate >> (create, sum) >> drop;
        extract.Then(pick, label: "rows found");
        Dag.Chain(wait, create, drop);
        Dag.CrossDownstream([wait], [load, skip]);

        dag.Validate().ShouldBeEmpty();
        dag.Graph.Labels[("extract", "pick")].ShouldBe("rows found");
        load.Id.ShouldBe("g.load");
        drop.IsTeardown.ShouldBeTrue();
        dag.Graph.Upstream(drop).ShouldBe([create, sum], ignoreOrder: true);
    }

    private sealed record Order(int Id, decimal Amount);

    private static class Orders
    {
        public static Order[] Load(string region, DataInterval day) => region == "eu" && day.Length == TimeSpan.FromDays(1) ? [new(1, 9.50m), new(2, 12m)] : [];
    }
}
