namespace Airflow.Engine.Holding;

/// <summary>A run, or one of its task instances, is held or resumed.</summary>
/// <param name="DagRunId">The run's database key.</param>
/// <param name="TaskId">The instance; null: the run itself.</param>
/// <param name="Hold">null: it is resumed.</param>
public sealed record HoldChange(int DagRunId, Guid? TaskId, Hold? Hold);
