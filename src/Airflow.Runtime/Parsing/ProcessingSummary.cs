namespace Airflow.Runtime.Parsing;

/// <summary>What one look at all DAG files brought.</summary>
/// <param name="Files">Files parsed.</param>
/// <param name="Dags">DAGs stored.</param>
/// <param name="Errors">Files with import errors.</param>
public sealed record ProcessingSummary(int Files, int Dags, int Errors);
