// One file is a whole DAG: `dotnet run dags/example_sales.cs` runs it here and now, the cluster runs it on schedule.
using Airflow;
using Airflow.Providers.Standard;

var dag = new Dag("example_sales")
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
var report = dag.Add(new BashOperator("report") { BashCommand = "echo '{{ ds }}: {{ ti.xcom_pull(\"total\") }}'" });

_ = extract >> total >> report;

return await DagFile.RunAsync(args);

record Order(int Id, string Region, DateTimeOffset At, decimal Amount);

static class Orders
{
    public static Order[] Load(string region, DataInterval day) => [new(1, region, day.Start, 9.50m), new(2, region, day.Start, 12m)];
}
