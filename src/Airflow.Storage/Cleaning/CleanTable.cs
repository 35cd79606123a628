namespace Airflow.Storage.Cleaning;

/// <summary>A table that can be cleaned, with the statements that count and delete its old rows.</summary>
internal sealed record CleanTable(string Name, string Count, string Delete);
