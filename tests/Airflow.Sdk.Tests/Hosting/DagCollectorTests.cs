using Airflow.Hosting;

namespace Airflow.Tests.Hosting;

public sealed class DagCollectorTests
{
    [Fact]
    public async Task The_DAGs_that_code_makes_are_collected_in_order_and_run_nothing()
    {
        var dags = await DagCollector.CollectAsync(async () =>
        {
            _ = new Dag("first");
            await Task.Yield();
            _ = new Dag("second");
            return await DagFile.RunAsync(["run"]);
        });

        dags.Select(dag => dag.DagId).ShouldBe(["first", "second"]);
        DagCollector.IsCollecting.ShouldBeFalse();
    }

    [Fact]
    public void A_program_without_await_is_collected_too() =>
        DagCollector.Collect(() => _ = new Dag("only")).ShouldHaveSingleItem().Place.File.ShouldEndWith("DagCollectorTests.cs");

    [Fact]
    public void Exceptions_of_the_code_pass_through_and_end_the_collection()
    {
        Should.Throw<FormatException>(() => DagCollector.Collect(() => throw new FormatException()));

        DagCollector.IsCollecting.ShouldBeFalse();
    }

    [Fact]
    public async Task Collections_side_by_side_do_not_mix()
    {
        using var both = new Barrier(2);
        var collections = await Task.WhenAll(
            new[] { "a", "b" }.Select(id => Task.Run(() => DagCollector.Collect(() =>
            {
                both.SignalAndWait();
                _ = new Dag(id);
                both.SignalAndWait();
            }))));

        collections.Select(dags => dags.ShouldHaveSingleItem().DagId).ShouldBe(["a", "b"], ignoreOrder: true);
    }

    [Fact]
    public void A_DAG_made_outside_of_a_collection_is_found_by_the_program()
    {
        var dag = new Dag("standalone");

        DagCollector.StandaloneDags.ShouldContain(dag);
    }
}
