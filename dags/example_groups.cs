// Groups are nodes like tasks: arrows lead to what starts in them and away from what ends in them.
using Airflow;
using Airflow.Providers.Standard;

var dag = new Dag("example_groups")
{
    Description = "Tasks in groups, with a set-up and a tear-down",
    StartDate = new(2026, 1, 1),
    Tags = ["example"],
};

var create = dag.Task("create_cluster", () => Console.WriteLine("Creating")).AsSetup();
var delete = dag.Task("delete_cluster", () => Console.WriteLine("Deleting")).AsTeardown(setups: create);

var extract = dag.Group("extract", new() { Tooltip = "Everything that comes from outside" });
foreach (var source in new[] { "orders", "customers", "products" })
{
    extract.Add(new BashOperator(source) { BashCommand = $"echo Extracting {source}" });
}

var transform = dag.Group("transform");
var clean = transform.Task("clean", () => Console.WriteLine("Cleaning"));
var checks = transform.Group("checks");
checks.Task("not_empty", () => Console.WriteLine("Not empty"));
checks.Task("no_doubles", () => Console.WriteLine("No doubles"));

_ = clean >> checks;
_ = create >> extract >> transform >> delete;

return await DagFile.RunAsync(args);
