namespace Airflow.Engine.Variables;

/// <summary>A variable in clear text.</summary>
public sealed record Variable(string Key, string Value, string? Description = null);
