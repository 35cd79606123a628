// The DAGs that the REST benchmark triggers and reads: a chain of 40 tasks, the same with a shell each, 500 tasks side by side, one task, one shell.
using Airflow;
using Airflow.Providers.Standard;

Chain("chain40", 40, (dag, id) => dag.Task(id, () => { }));
Chain("chain40bash", 40, (dag, id) => dag.Add(new BashOperator(id) { BashCommand = ":" }));
Chain("one", 1, (dag, id) => dag.Task(id, () => { }));
Chain("onebash", 1, (dag, id) => dag.Add(new BashOperator(id) { BashCommand = ":" }));

var wide = new Dag("wide500") { MaxActiveTasks = 64 };
for (var index = 0; index < 500; index++)
{
    _ = wide.Task($"t{index}", () => { });
}

// what is copied ten thousand times, and what the grid is measured with
Chain("shape", 10, (dag, id) => dag.Task(id, () => { }));
Chain("fifty", 50, (dag, id) => dag.Task(id, () => { }));
var grid = new Dag("grid5000");
for (var index = 0; index < 5_000; index++)
{
    _ = grid.Task($"t{index}", () => { });
}

return await DagFile.RunAsync(args);

static void Chain(string dagId, int length, Func<Dag, string, TaskNode> add)
{
    var dag = new Dag(dagId) { MaxActiveTasks = 64 };
    TaskNode? before = null;
    for (var index = 0; index < length; index++)
    {
        var task = add(dag, $"t{index}");
        if (before is not null)
        {
            _ = before >> task;
        }

        before = task;
    }
}
