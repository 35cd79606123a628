namespace Airflow.Engine.Dags;

/// <summary>A version of a DAG with its serialised form, as stored.</summary>
public sealed record SerializedVersion(DagVersionRecord Version, string Data);
