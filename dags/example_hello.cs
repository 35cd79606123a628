// The smallest DAG: one task in C#, one in bash, and what comes first.
using Airflow;
using Airflow.Providers.Standard;

var dag = new Dag("example_hello")
{
    Description = "Says hello",
    Schedule = "@daily",
    StartDate = new(2026, 1, 1),
    Tags = ["example"],
};

var greet = dag.Task("greet", context => Console.WriteLine($"Hello from run {context.RunId}"));
var bash = dag.Add(new BashOperator("bash") { BashCommand = "echo Hello from bash" });

_ = greet >> bash;

return await DagFile.RunAsync(args);
