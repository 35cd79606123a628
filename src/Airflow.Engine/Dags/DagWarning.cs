namespace Airflow.Engine.Dags;

/// <summary>A row of dag_warning.</summary>
/// <param name="DagId">The DAG.</param>
/// <param name="Type">One of <see cref="DagWarningTypes"/>.</param>
/// <param name="Message">What is to be looked after.</param>
/// <param name="At">When it was seen.</param>
/// <param name="DagDisplayName">What people call the DAG.</param>
public sealed record DagWarning(string DagId, string Type, string Message, DateTimeOffset At, string DagDisplayName);
