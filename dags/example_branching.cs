// Ways to go on: a branch takes one of several, a short circuit ends early, and a task after a branch joins what was split.
using Airflow;
using Airflow.Providers.Standard;

var dag = new Dag("example_branching")
{
    Description = "Chooses between tasks by what another one found",
    StartDate = new(2026, 1, 1),
    Params = { ["rows"] = new Param<int>(3) { Minimum = 0 } },
    Tags = ["example"],
};

var count = dag.Task("count_rows", context => context.Params.Get<int>("rows"));
var load = dag.Task("load", count, rows => Console.WriteLine($"Loading {rows} rows"));
var report = dag.Add(new BashOperator("report_nothing") { BashCommand = "echo There was nothing to load" });
var pick = dag.Branch("pick", count, rows => rows > 0 ? load : report);
var join = dag.Add(new EmptyOperator("join") { TriggerRule = TriggerRule.NoneFailedMinOneSuccess });

pick.Then(load, label: "rows found");
pick.Then(report, label: "no rows");
_ = (load, report) >> join;

var many = dag.ShortCircuit("only_if_many", count, rows => rows > 100);
var archive = dag.Task("archive", () => Console.WriteLine("Archiving a large load"));

_ = join >> many >> archive;

return await DagFile.RunAsync(args);
