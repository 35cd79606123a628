// Values that whoever triggers a run may set, checked by their rules before anything runs:
// airflow dags trigger params --conf '{"name": "Ada", "greetings": ["Hi", "Ahoy"]}'
using Airflow;
using Airflow.Providers.Standard;

var dag = new Dag("example_params")
{
    Description = "Greets as it is told",
    StartDate = new(2026, 1, 1),
    Params =
    {
        ["name"] = new Param<string>("world") { Title = "Whom to greet", MinLength = 1, MaxLength = 40 },
        ["greetings"] = new Param<string[]>(["Hello", "Bonjour"]) { Description = "One task for each" },
        ["times"] = new Param<int>(1) { Minimum = 1, Maximum = 5 },
        ["loud"] = false,
        ["day"] = new Param<string?>(null) { Format = "date", Description = "Empty is the day of the run" },
    },
    Tags = ["example"],
};

var greetings = dag.Task("greetings", context => context.Params.Get<string[]>("greetings"));
var greet = greetings.Map("greet", (context, greeting) =>
{
    var text = string.Join(" ", Enumerable.Repeat($"{greeting}, {context.Params.Get<string>("name")}!", context.Params.Get<int>("times")));
    return context.Params.Get<bool>("loud") ? text.ToUpperInvariant() : text;
});
var count = dag.Task("count", greet, lines => lines.Count);
var echo = dag.Add(new BashOperator("echo") { BashCommand = Template.From(context => $"echo Greeted {context.Params.Get<string>("name")} on {context.Params.Get<string?>("day") ?? $"{context.RunAfter:yyyy-MM-dd}"}") });

_ = count >> echo;

return await DagFile.RunAsync(args);
