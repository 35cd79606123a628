namespace Airflow.Engine.Dags;

/// <summary>The text on the edge between two tasks.</summary>
public sealed record EdgeLabel(string UpstreamTaskId, string DownstreamTaskId, string Label);
