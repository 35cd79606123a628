// One task, or one group of tasks, for each element: of a result, of a list in the DAG, or of two lists together.
using Airflow;
using Airflow.Providers.Standard;

var dag = new Dag("example_mapping")
{
    Description = "Mapped tasks and mapped groups, and what takes all their results",
    StartDate = new(2026, 1, 1),
    Tags = ["example", "mapping"],
};

var files = dag.Task("list_files", () => new[] { "orders.csv", "customers.csv", "returns.csv" });

// a group: its tasks run once for each file, each after the one before it of the same file
var loaded = files.MapGroup("each_file", (group, file) =>
{
    var rows = group.Task("read", file, async (context, name) =>
    {
        await context.NameInstanceAsync(name);
        return name.Length;
    });
    var check = group.Add(new BashOperator("check") { BashCommand = Template.From(file, name => $"echo Checking {name}") });
    var load = group.Task("load", rows, file, (count, name) => new Loaded(name, count));
    _ = check >> load;
    return load;
});
dag.Task("report", loaded, all => Console.WriteLine($"{all.Count} files, {all.Sum(file => file.Rows)} rows"));

// a list in the DAG, side by side with a result, and each with each
var squares = dag.Map("square", [1, 2, 3], number => number * number);
files.Zip(squares).Map("number_file", (file, number) => Console.Out.WriteLineAsync($"{number} {file}").ContinueWith(_ => number));
files.Product(["gzip", "zip"]).Map("pack", (file, format) => $"{file}.{format}", new() { MapIndexTemplate = "{{ task.task_id }} {{ ti.map_index }}" });

// nothing to map over: no instance runs, and what comes after is skipped, too
var none = dag.Task("find_none", () => Array.Empty<string>()).Map("for_none", text => text);
dag.Task("after_none", none, all => all.Count);

return await DagFile.RunAsync(args);

record Loaded(string File, int Rows);
