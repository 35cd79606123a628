// One task that does nothing: when its run has ended, how soon does a page say so?
using Airflow;

var quick = new Dag("quick");
quick.Task("nothing", static () => { });

return await DagFile.RunAsync(args);
