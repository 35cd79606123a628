using Airflow.Engine.Assets;
using Airflow.Engine.Backfills;
using Airflow.Engine.Coordination;
using Airflow.Engine.Dags;
using Airflow.Engine.Execution;
using Airflow.Engine.HumanInput;
using Airflow.Engine.Pools;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Engine.XComs;

namespace Airflow.Engine.Scheduling;

/// <summary>The stores that a scheduler works on.</summary>
public sealed record SchedulerStores(
    IStateWriter Writer,
    IRunStore Runs,
    ITaskInstanceStore Tasks,
    IDagStore Dags,
    IXComStore XComs,
    IPoolStore Pools,
    IJobStore Jobs)
{
    /// <summary>What waits for updates of assets; null where runs are made by hand only.</summary>
    public IAssetStore? Assets { get; init; }

    /// <summary>Backfills; null where there are none.</summary>
    public IBackfillStore? Backfills { get; init; }

    /// <summary>Answers to questions of tries; null where no try asks people.</summary>
    public IHumanAnswers? HumanAnswers { get; init; }

    /// <summary>Workers on other hosts; null where all tries run in the scheduler's process.</summary>
    public IWorkerStore? Workers { get; init; }
}
