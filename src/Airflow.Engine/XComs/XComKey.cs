namespace Airflow.Engine.XComs;

/// <summary>What names an XCom; map index -1 for a task that is not mapped.</summary>
public readonly record struct XComKey(string DagId, string RunId, string TaskId, string Key, int MapIndex = -1);
