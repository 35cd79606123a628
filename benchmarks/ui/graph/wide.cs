// What the graph is measured with: 200 tasks in ten layers, each after three of the layer before.
using Airflow;
using Airflow.Providers.Standard;

var wide = new Dag("wide") { StartDate = new(2026, 1, 1) };
var tasks = Enumerable.Range(0, 200).Select(n => wide.Add(new EmptyOperator($"task_{n:000}"))).ToList();
for (var n = 20; n < 200; n++)
{
    foreach (var before in new[] { n - 20, n - 20 + ((n % 7) - 3), n - 20 + ((n % 5) - 2) }.Where(m => m >= 0 && m / 20 == (n - 20) / 20).Distinct())
    {
        _ = tasks[before] >> tasks[n];
    }
}

return await DagFile.RunAsync(args);
