namespace Airflow.Runtime.Parsing;

/// <summary>A DAG file that uses what most use, to get compiler and SDK ready.</summary>
internal static class DagCompilerWarmUp
{
    public const string Path = "warm_up.cs";

    public const string Source = """
        var dag = new Dag("warm_up")
        {
            Description = "nothing", Schedule = "@daily", StartDate = new(2026, 1, 1), Tags = ["a"],
            DefaultArgs = new() { Owner = "nobody", Retries = 1, RetryDelay = TimeSpan.FromMinutes(1) },
        };
        var numbers = dag.Task("numbers", context => new[] { 1, 2, 3 });
        var total = dag.Task("total", numbers, values => values.Where(value => value > 1).Select(value => $"{value}").Count());
        _ = numbers >> total;
        return await DagFile.RunAsync(args);

        record Order(int Id, string Name);
        """;
}
