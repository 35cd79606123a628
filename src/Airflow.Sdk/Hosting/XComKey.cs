namespace Airflow.Hosting;

/// <summary>Where one XCom is.</summary>
/// <param name="DagId">DAG of the task.</param>
/// <param name="RunId">Run of the task.</param>
/// <param name="TaskId">Task that left it.</param>
/// <param name="Key">Its name.</param>
/// <param name="MapIndex">Instance of a mapped task; -1 for a task that is not mapped, <see langword="null"/> for any.</param>
internal readonly record struct XComKey(string DagId, string RunId, string TaskId, string Key, int? MapIndex = null);
