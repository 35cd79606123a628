// A file that cannot be read, as the page of import errors shows it.
using Airflow;

var dag = new Dag("ui_broken") { Schedul = "@daily" };

return await DagFile.RunAsync(args);
