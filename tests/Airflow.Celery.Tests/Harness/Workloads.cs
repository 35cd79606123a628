using Airflow.Engine.Execution;
using Airflow.Engine.Tasks;

namespace Airflow.Celery.Tests.Harness;

internal static class Workloads
{
    public static TaskWorkload New(string task = "t", string queue = "default") => new()
    {
        Id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()),
        Key = new TaskInstanceKey("dag", "run", task, -1),
        TryNumber = 1,
        DagVersionId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()),
        Queue = queue,
        Pool = "default_pool",
        BundleName = "dags-folder",
        BundleVersion = "",
        DagRelPath = "dag.cs",
        LogPath = "dag_id=dag/attempt=1.log",
    };
}
