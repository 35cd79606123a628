namespace Airflow.Engine.Storage;

/// <summary>What became of a table: how many rows went, or would go, and into which archive.</summary>
public sealed record CleanedTable(int Rows, string? Archive = null);
