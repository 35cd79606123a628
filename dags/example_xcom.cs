// Values between tasks: typed results, values under a name of their own, all results of a mapped task, and pairs of two lists.
using Airflow;

var dag = new Dag("example_xcom")
{
    Description = "Hands values from task to task",
    StartDate = new(2026, 1, 1),
    Tags = ["example"],
};

var numbers = dag.Task("numbers", () => Enumerable.Range(1, 5).ToArray());
var squares = numbers.Map("square", number => number * number);
var sum = dag.Task("sum", squares, values => values.Sum());

var push = dag.Task("push", async context =>
{
    await context.XCom.PushAsync("rows", 42);
    await context.XCom.PushAsync("source", new Source("orders", new DateOnly(2026, 1, 1)));
});
var pull = dag.Task("pull", push.Output<int>("rows"), push.Output<Source>("source"), (rows, source) => $"{rows} rows of {source.Name} since {source.Since:yyyy-MM-dd}");

var names = dag.Task("names", () => new[] { "one", "two", "three" });
var pairs = numbers.Zip(names).Map("pair", (number, name) => $"{number} is {name}");

dag.Task("print", sum, pull, pairs, (total, text, lines) =>
{
    Console.WriteLine($"Sum of squares: {total}");
    Console.WriteLine(text);
    Console.WriteLine(string.Join(", ", lines));
});

return await DagFile.RunAsync(args);

record Source(string Name, DateOnly Since);
