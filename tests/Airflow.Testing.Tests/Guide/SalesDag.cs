namespace Airflow.Testing.Tests.Guide;

/// <summary>The DAG that the guide tests.</summary>
public static class SalesDag
{
    // sample: The DAG under test
    public static Dag Create()
    {
        var dag = new Dag("sales")
        {
            Schedule = "@daily",
            StartDate = new(2026, 1, 1),
            Catchup = true,
            DefaultArgs = new() { Retries = 5, RetryDelay = TimeSpan.FromMinutes(5) },
            Params = { ["region"] = new Param<string>("eu") },
        };

        var extract = dag.Task("extract", context => Shop.OrdersOf(context.LogicalDate, context.Params.Get<string>("region")),
            new() { RetryDelay = TimeSpan.FromHours(1) });
        var total = dag.Task("total", extract, orders => orders.Sum());
        dag.Task("report", total, (context, sum) => $"{context.LogicalDate:yyyy-MM-dd}: {sum}");

        return dag;
    }
    // end

    private static class Shop
    {
        // the shop cannot be reached from a test: whoever forgets the stand-in sees it
        public static decimal[] OrdersOf(DateTimeOffset day, string region) => throw new InvalidOperationException($"No orders of {day:yyyy-MM-dd} for {region}: the shop is not there.");
    }
}
