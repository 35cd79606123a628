// What the pages of a great cluster are measured with: a DAG of a thousand tasks in twenty groups, and one of ten that fill.sql copies ten thousand times.
using Airflow;
using Airflow.Providers.Standard;

var great = new Dag("thousand");
for (var g = 0; g < 20; g++)
{
    var group = great.Group($"group{g}");
    for (var t = 0; t < 50; t++)
    {
        group.Add(new EmptyOperator($"t{t}"));
    }
}

var shape = new Dag("shape");
for (var t = 0; t < 10; t++)
{
    shape.Add(new EmptyOperator($"t{t}"));
}

return await DagFile.RunAsync(args);
